import type { ImportResult } from '../contract/imports.ts';

/** What came in, for a reader. Amounts in minor units, as everywhere. */
export function importSummary(it: ImportResult, slug: string): string {
  const amounts = Object.entries(it.amount_minor).map(
    ([currency, amount]) => `${amount.toLocaleString('en-US')} ${currency}`,
  );
  const count = (value: number): string => value.toLocaleString('en-US');
  const lines = [
    `import ${it.id} into ${slug}: ${count(it.rows)} rows in ${it.seconds.toFixed(1)} s`,
    `  rows       ${count(it.accepted)} accepted, ${count(it.duplicates)} already there, ${count(it.rejected)} rejected`,
    `  customers  ${count(it.customers.created)} new, ${count(it.customers.updated)} changed`,
    `  orders     ${count(it.orders.created)} new, ${count(it.orders.updated)} changed; ${count(it.lines)} lines, ${count(it.refunds)} refunds`,
    `  events     ${count(it.events)}`,
    `  amount     ${amounts.join(', ') || '0'} (minor units)`,
    ...(it.reject_file === null ? [] : [`  rejects    ${it.reject_file}`]),
  ];
  return `${lines.join('\n')}\n`;
}
