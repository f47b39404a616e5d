import type { CohortsAnswer } from '../../../contract/cohorts.ts';
import { type ColumnType, column, type ExportNoun, type Row } from '../../../platform/exports/index.ts';

/** A triangle as something that can be exported: a row a cohort, values and then rates across; what is not over is told. */
export function cohortsNoun(answer: CohortsAnswer): ExportNoun {
  const longest = Math.max(0, ...answer.rows.map(({ cells }) => cells.length));
  const offsets = Array.from({ length: longest }, (_, n) => n);
  const isMoney = holdsMoney(answer);
  const type: ColumnType = isMoney ? 'money' : 'int';
  const rate: ColumnType = isMoney ? 'money' : 'number';
  const columns = [
    column('cohort', ['同期群', 'Cohort']),
    column('customers', ['客户数', 'Customers'], 'int'),
    ...offsets.map((n) => column(`value_${n}`, [`第 ${n} 期`, `Period ${n}`], type)),
    ...offsets.map((n) => column(`rate_${n}`, [`第 ${n} 期 / 客户数`, `Period ${n} / customers`], rate)),
    column('not_over', ['未完结的期', 'Not over']),
    column('currency', ['币种', 'Currency']),
  ];
  return {
    ...{ noun: 'cohorts', permission: 'analytics:read', filters: {} },
    summary: { zh: '留存同期群', en: 'Cohorts' },
    columns: async () => columns,
    async *read() {
      yield { rows: answer.rows.map((row) => rowOf(row, answer)), people: [] };
    },
  };
}

const holdsMoney = ({ value }: CohortsAnswer): boolean => value === 'net-sales' || value === 'margin';

/** A sheet has no fractions of the smallest coin: money a customer is rounded to it. */
function rowOf(row: CohortsAnswer['rows'][number], answer: CohortsAnswer): Row {
  const round = (it: number | null) => (it !== null && holdsMoney(answer) ? Math.round(it) : it);
  const values = row.cells.map((it) => [`value_${it.offset}`, it.value] as const);
  const rates = row.cells.map((it) => [`rate_${it.offset}`, round(it.rate)] as const);
  const open = row.cells.filter((it) => !it.whole).map((it) => it.offset);
  return {
    ...{ cohort: row.cohort, customers: row.customers, not_over: open.join(' '), currency: answer.currency },
    ...Object.fromEntries([...values, ...rates]),
  };
}
