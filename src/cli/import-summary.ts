import type { ImportResult } from '../contract/imports.ts';
import type { Language } from './command.ts';
import { amountText } from './money.ts';

const count = (value: number): string => value.toLocaleString('en-US');

/** What came in, for a reader: amounts as people write them (`4,182.26 CNY`); `--json` has minor units. */
export function importSummary(it: ImportResult, slug: string, language: Language = 'en'): string {
  const lines = language === 'zh' ? inChinese(it, slug) : inEnglish(it, slug);
  return `${lines.join('\n')}\n`;
}

function inEnglish(it: ImportResult, slug: string): string[] {
  const head = it.id === null ? `dry run, nothing stored in ${slug}` : `import ${it.id} into ${slug}`;
  return [
    `${head}: ${count(it.rows)} rows in ${it.seconds.toFixed(1)} s`,
    `  rows       ${count(it.accepted)} accepted, ${count(it.duplicates)} already there, ${count(it.rejected)} rejected`,
    `  customers  ${count(it.customers.created)} new, ${count(it.customers.updated)} changed`,
    `  orders     ${count(it.orders.created)} new, ${count(it.orders.updated)} changed; ${count(it.lines)} lines, ${count(it.refunds)} refunds`,
    `  events     ${count(it.events)}`,
    `  amount     ${amountsOf(it)}`,
    ...(it.reject_file === null ? [] : [`  rejects    ${it.reject_file}`]),
  ];
}

function inChinese(it: ImportResult, slug: string): string[] {
  const head = it.id === null ? `试运行, 未写入 ${slug}` : `导入 ${it.id} -> ${slug}`;
  return [
    `${head}: ${count(it.rows)} 行, ${it.seconds.toFixed(1)} 秒`,
    `  行        接受 ${count(it.accepted)}, 已存在 ${count(it.duplicates)}, 拒收 ${count(it.rejected)}`,
    `  客户      新增 ${count(it.customers.created)}, 更新 ${count(it.customers.updated)}`,
    `  订单      新增 ${count(it.orders.created)}, 更新 ${count(it.orders.updated)}; 明细 ${count(it.lines)}, 退款 ${count(it.refunds)}`,
    `  行为事件  ${count(it.events)}`,
    `  金额      ${amountsOf(it)}`,
    ...(it.reject_file === null ? [] : [`  拒收文件  ${it.reject_file}`]),
  ];
}

function amountsOf(it: ImportResult): string {
  const amounts = Object.entries(it.amount_minor).map(([currency, minor]) => amountText(currency, minor));
  return amounts.join(', ') || '0';
}
