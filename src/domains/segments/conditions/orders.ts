import { isMoney } from '../../../contract/condition-money.ts';
import type { ConditionOf } from '../../../contract/segment-conditions.ts';
import type { Text } from '../../../platform/errors.ts';
import { countDays, inShop, shopDay } from '../../analytics/index.ts';
import { compare, compareSql, opWords } from '../comparison-rules.ts';
import { products } from '../event-measures.ts';
import type { Happened } from '../facts.ts';
import { sayMoney } from '../say-money.ts';
import { withinSql } from '../step-source.ts';
import { windowIssues } from '../window-issues.ts';
import { boundsOf, rollingMs } from '../window-rules.ts';
import { sayWindow } from '../window-words.ts';
import {
  type Column,
  type ConditionKind,
  type Fold,
  folds,
  type Standpoint,
  type Writing,
} from './condition-kind.ts';
import { latest } from './event.ts';

type Orders = ConditionOf<'orders'>;
const DAY = 86_400_000;

/**
 * Paid orders within a window, in the shop's currency: how many, what was paid, less refunds done in it, and when. Who has
 * none has 0 of them and of their money; an average, a gap or a last one there is not, and null meets no comparison.
 */
export const orders: ConditionKind<'orders'> = {
  kind: 'orders',
  label: { zh: '订单', en: 'Orders' },
  profiles: true,
  sentence(it, { currency }) {
    const [when, op, what] = [sayWindow(it.window), opWords[it.op], measures[it.measure].words];
    const whether = sayWhether(it);
    if (whether !== undefined) return { zh: `${when.zh}${whether.zh}`, en: `${whether.en} ${when.en}` };
    const value = isMoney(it) ? sayMoney(it.value, currency) : String(it.value);
    return { zh: `${when.zh}${what.zh}${op.zh} ${value}`, en: `${what.en} ${op.en} ${value}, ${when.en}` };
  },
  issues: ({ window }) => windowIssues(window),
  compile(it, writing) {
    const { needs, sql } = measures[it.measure];
    const all = columnsOf(it, writing);
    const other = writing.bound.bind(it.value, 'Float64');
    return {
      columns: Object.fromEntries(needs.map((name) => [name, all[name]])),
      verdict: (names) => compareSql(sql(names as Names, writing), it.op, other),
    };
  },
  evaluate(it, facts, standpoint) {
    const found = within(it, facts.happened, standpoint);
    const paid = found.filter((one) => one.name === 'Order Completed' && one.isPaid);
    const value = measured(
      it,
      { paid, refunds: found.filter((one) => one.name === 'Order Refunded') },
      standpoint,
    );
    return { met: compare(value, it.op, it.value), value, times: latest(paid) };
  },
  turns: ({ window }) => ({ edges: [0, rollingMs(window) ?? 0] }),
};

/** Some order or none, which nobody counts. */
function sayWhether({ measure, op, value }: Orders): Text | undefined {
  if (measure !== 'orders') return undefined;
  if (op === '>=' && value === 1) return { zh: '有支付订单', en: 'has a paid order' };
  return op === '=' && value === 0 ? { zh: '没有支付订单', en: 'has no paid order' } : undefined;
}

type ColumnName = 'n' | 'paid' | 'back' | 'first' | 'last' | 'pieces' | 'things';
type Names = Readonly<Record<ColumnName, string>>;

interface Measure {
  readonly words: Text;
  readonly needs: readonly ColumnName[];
  readonly sql: (names: Names, writing: Writing) => string;
}

const measures: Readonly<Record<Orders['measure'], Measure>> = {
  orders: { words: { zh: '支付订单数', en: 'paid orders' }, needs: ['n'], sql: ({ n }) => n },
  paid: { words: { zh: '支付金额', en: 'amount paid' }, needs: ['paid'], sql: ({ paid }) => paid },
  net: {
    words: { zh: '净消费额', en: 'net sales' },
    needs: ['paid', 'back'],
    sql: ({ paid, back }) => `${paid} - ${back}`,
  },
  quantity: {
    words: { zh: '购买件数', en: 'pieces bought' },
    needs: ['pieces'],
    sql: ({ pieces }) => pieces,
  },
  products: {
    words: { zh: '购买的不同商品数', en: 'different products bought' },
    needs: ['things'],
    sql: ({ things }) => `length(${things})`,
  },
  average: {
    words: { zh: '客单价', en: 'average order' },
    needs: ['n', 'paid'],
    sql: ({ n, paid }) => `if(${n} = 0, NULL, ${paid} / ${n})`,
  },
  'days-since-first': {
    words: { zh: '距首次支付的天数', en: 'days since the first paid order' },
    needs: ['n', 'first'],
    sql: ({ n, first }, writing) =>
      `if(${n} = 0, NULL, ${daysSinceSql(`if(${n} = 0, 0, ${first})`, writing)})`,
  },
  'days-since-last': {
    words: { zh: '距最近一次支付的天数', en: 'days since the last paid order' },
    needs: ['last'],
    sql: ({ last }, writing) => `if(${last} = 0, NULL, ${daysSinceSql(last, writing)})`,
  },
  'average-gap-days': {
    words: { zh: '平均购买间隔天数', en: 'mean days between paid orders' },
    needs: ['n', 'first', 'last'],
    sql: ({ n, first, last }) => `if(${n} < 2, NULL, (${last} - ${first}) / (${n} - 1) / ${DAY})`,
  },
};

const daysSinceSql = (ms: string, { zone, at }: Writing): string =>
  `toInt64(toDate(${instant(at)}, ${zone})) - toInt64(toDate(${instant(ms)}, ${zone}))`;
const instant = (ms: string | number): string => `fromUnixTimestamp64Milli(toInt64(${ms}), 'UTC')`;

function columnsOf(it: Orders, writing: Writing): Record<ColumnName, Column> {
  const currency = `currency = ${writing.bound.bind(writing.currency, 'String')}`;
  const bounds = boundsOf(it.window, writing);
  const at = 'assumeNotNull(paid_at)';
  const paid = `is_paid = 1 AND ${currency} AND ${withinSql(at, bounds)}`;
  const refunded = `state = 'done' AND ${currency} AND ${withinSql('refunded_at', bounds)}`;
  const source = { from: 'orders', where: `${inShop} AND person_id != 0` };
  const ms = `toUnixTimestamp64Milli(${at})`;
  const of = (fold: Fold, sql: string): Column => ({ fold, parts: [{ source, narrow: paid, sql }] });
  const back = { source: { ...source, from: 'refunds' }, narrow: refunded };
  return {
    n: of('sum', `toInt64(countIf(${paid}))`),
    paid: of('sum', `toInt64(sumIf(paid_minor, ${paid}))`),
    // Of no row at all minIf is 0.
    first: of('earliest', `if(countIf(${paid}) = 0, ${folds.earliest.none}, minIf(${ms}, ${paid}))`),
    last: of('latest', `maxIf(${ms}, ${paid})`),
    pieces: of('sum', `toInt64(sumIf(quantity, ${paid}))`),
    // Lines carry what makes their order paid.
    things: products([{ source: { ...source, from: 'order_lines' }, narrow: paid }]),
    back: { fold: 'sum', parts: [{ ...back, sql: `toInt64(sumIf(amount_minor, ${refunded}))` }] },
  };
}

function within(it: Orders, happened: readonly Happened[], standpoint: Standpoint): Happened[] {
  const { from = Number.NEGATIVE_INFINITY, to } = boundsOf(it.window, standpoint);
  return happened.filter(
    (one) => one.source !== 'events' && one.at >= from && one.at < to && one.currency === standpoint.currency,
  );
}

interface Found {
  readonly paid: readonly Happened[];
  readonly refunds: readonly Happened[];
}

function measured({ measure }: Orders, { paid, refunds }: Found, standpoint: Standpoint): number | null {
  const sum = paid.reduce((all, it) => all + it.amount, 0);
  const times = paid.map((it) => it.at);
  const [first, last] = [Math.min(...times), Math.max(...times)];
  if (measure === 'orders') return paid.length;
  if (measure === 'paid') return sum;
  if (measure === 'quantity') return paid.reduce((all, it) => all + it.quantity, 0);
  if (measure === 'products') return new Set(paid.flatMap((it) => it.things)).size;
  if (measure === 'net') return sum - refunds.reduce((all, it) => all + it.amount, 0);
  if (paid.length === 0 || (measure === 'average-gap-days' && paid.length < 2)) return null;
  if (measure === 'average') return sum / paid.length;
  if (measure === 'average-gap-days') return (last - first) / (paid.length - 1) / DAY;
  const day = (ms: number) => shopDay(new Date(ms), standpoint);
  return countDays(day(measure === 'days-since-first' ? first : last), day(standpoint.at)) - 1;
}
