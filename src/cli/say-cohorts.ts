import type { CohortsAnswer, CohortWorth } from '../contract/cohorts.ts';
import type { Language } from './command.ts';
import { amountCell } from './money.ts';
import { type Cell, percent, table } from './table.ts';

/** Cohorts as tables of a terminal. A star marks what is not over yet. */

const words = {
  zh: {
    triangle: ['同期群', '客户'],
    worth: ['同期群', '客户', '获客投入', '获客成本', '人均净销售额', '人均毛利', '已知成本占比', '回本'],
    open: '* 尚未完结',
  },
  en: {
    triangle: ['cohort', 'customers'],
    worth: [
      'cohort',
      'customers',
      'spend',
      'CAC',
      'net sales each',
      'margin each',
      'cost known',
      'paid back',
    ],
    open: '* not over yet',
  },
} as const;

const star = (whole: boolean): string => (whole ? '' : '*');

type Row = CohortsAnswer['rows'][number];

/** Customers as shares of the cohort, orders a customer, money a customer. */
function cellOf({ rate, whole }: Row['cells'][number], { value, currency }: CohortsAnswer): Cell {
  if (rate === null) return null;
  if (value === 'customers') return { figure: `${percent(rate)}${star(whole)}` };
  const figure = value === 'orders' ? rate.toFixed(2) : amountCell(currency, rate)!.figure;
  return { figure: `${figure}${star(whole)}` };
}

export function sayTriangle(answer: CohortsAnswer, language: Language): string {
  const longest = Math.max(0, ...answer.rows.map(({ cells }) => cells.length));
  const head = [...words[language].triangle, ...Array.from({ length: longest }, (_, n) => String(n))];
  const rows = answer.rows.map((row) => [
    `${row.cohort}${star(row.whole)}`,
    row.customers,
    ...head.slice(2).map((_, n) => (row.cells[n] === undefined ? '' : cellOf(row.cells[n], answer))),
  ]);
  return `${table(head, rows)}${words[language].open}\n`;
}

export function sayWorth({ rows, currency }: CohortWorth, language: Language): string {
  const cells = rows.map((row) => [
    `${row.cohort}${star(row.whole)}`,
    row.customers,
    amountCell(currency, row.spend),
    amountCell(currency, row.cac),
    amountCell(currency, row.points.at(-1)?.net_sales ?? null),
    amountCell(currency, row.points.at(-1)?.margin ?? null),
    percent(row.cost_known),
    row.payback_period,
  ]);
  return table(words[language].worth, cells);
}
