import type { ConditionOf } from '../../contract/segment-conditions.ts';
import type { Text } from '../../platform/errors.ts';
import { countDays, inShop, joinedProducts, productNumber, shopDay } from '../analytics/index.ts';
import {
  type Column,
  type Fold,
  folds,
  type Part,
  type RowSource,
  type Standpoint,
  type Writing,
} from './conditions/condition-kind.ts';
import type { Happened } from './facts.ts';

/** What of some happenings is compared: as columns and SQL, and of rows in memory. Null where there is no such figure. */
export interface EventMeasure {
  /** Behind the event in Chinese, before the comparison in English; then the unit. */
  readonly words: { readonly of: Text; readonly unit: Text };
  readonly columns: (rows: readonly Rows[], writing: Writing) => Readonly<Record<string, Column>>;
  readonly sql: (names: Readonly<Record<string, string>>, writing: Writing) => string;
  readonly value: (found: readonly Happened[], standpoint: Standpoint) => number | null;
}

/** Where a step happens, and which rows count. */
export interface Rows {
  readonly source: RowSource;
  readonly narrow: string;
  readonly at: string;
  readonly amount: string;
  readonly quantity: string;
  /** Of documents: the table of their lines, and the key they share. */
  readonly lines?: { readonly table: string; readonly key: string } | undefined;
}

const DAY = 86_400_000;

const gather = (rows: readonly Rows[], fold: Fold, sql: (it: Rows) => string): Column => ({
  fold,
  parts: rows.map((it): Part => ({ source: it.source, narrow: it.narrow, sql: sql(it) })),
});
const ms = ({ at }: Rows): string => `toUnixTimestamp64Milli(${at})`;
const count = (rows: readonly Rows[]) => gather(rows, 'sum', ({ narrow }) => `toInt64(countIf(${narrow}))`);
const last = (rows: readonly Rows[]) => gather(rows, 'latest', (it) => `maxIf(${ms(it)}, ${it.narrow})`);
/** Of no row at all minIf is 0. */
const first = (rows: readonly Rows[]) =>
  gather(
    rows,
    'earliest',
    (it) => `if(countIf(${it.narrow}) = 0, ${folds.earliest.none}, minIf(${ms(it)}, ${it.narrow}))`,
  );

/** Different products, each by its one number on all channels: of events their own, of documents those of their lines. */
export const products = (rows: readonly Pick<Rows, 'source' | 'narrow' | 'lines'>[]): Column => ({
  fold: 'set',
  parts: rows.map(({ source, narrow, lines }): Part => {
    const own =
      lines === undefined
        ? { from: source.from, where: `${source.where} AND ${narrow}` }
        : {
            from: lines.table,
            where: `${inShop} AND person_id != 0 AND ${lines.key} GLOBAL IN (SELECT ${lines.key} FROM ${source.from} WHERE ${source.where} AND ${narrow})`,
          };
    return {
      source: { from: `${own.from} ${joinedProducts}`, where: `${own.where} AND product_id != 0` },
      sql: `groupUniqArray(${productNumber})`,
    };
  }),
});

const shopDays = (ofLast: string, { zone, at }: Writing): string => {
  const day = (it: string | number) => `toDate(fromUnixTimestamp64Milli(toInt64(${it}), 'UTC'), ${zone})`;
  return `toInt64(${day(at)}) - toInt64(${day(ofLast)})`;
};

const daysSince = (instant: number, standpoint: Standpoint): number => {
  const day = (it: number) => shopDay(new Date(it), standpoint);
  return countDays(day(instant), day(standpoint.at)) - 1;
};

const timesOf = (found: readonly Happened[]): number[] => found.map(({ at }) => at);
const sum = (numbers: readonly number[]): number => numbers.reduce((all, it) => all + it, 0);

const ownCurrency = ({ bound, currency }: Writing): string =>
  `currency IN ('', ${bound.bind(currency, 'String')})`;

const words = (of: [string, string], unit: [string, string]): EventMeasure['words'] => ({
  of: { zh: of[0], en: of[1] },
  unit: { zh: unit[0], en: unit[1] },
});

export const eventMeasureOf: Readonly<Record<ConditionOf<'event'>['measure'], EventMeasure>> = {
  times: {
    words: words(['次数', ''], ['次', 'times']),
    columns: (rows) => ({ n: count(rows) }),
    sql: ({ n }) => n!,
    value: (found) => found.length,
  },
  days: {
    words: words(['的天数', 'on '], ['天', 'days']),
    columns: (rows, { zone }) => ({
      n: gather(
        rows,
        'set',
        ({ at, narrow }) => `groupUniqArrayIf(toUInt64(toDate(${at}, ${zone})), ${narrow})`,
      ),
    }),
    sql: ({ n }) => `length(${n})`,
    value: (found, standpoint) => new Set(timesOf(found).map((it) => shopDay(new Date(it), standpoint))).size,
  },
  amount: {
    words: words(['的金额', 'for '], ['', '']),
    columns: (rows, writing) => {
      const own = ownCurrency(writing);
      return {
        n: gather(rows, 'sum', ({ amount, narrow }) => `toInt64(sumIf(${amount}, ${narrow} AND ${own}))`),
      };
    },
    sql: ({ n }) => n!,
    value: (found, { currency }) =>
      sum(found.filter((it) => it.currency === '' || it.currency === currency).map((it) => it.amount)),
  },
  quantity: {
    words: words(['的件数', 'for '], ['件', 'pieces']),
    columns: (rows) => ({
      n: gather(rows, 'sum', ({ quantity, narrow }) => `toInt64(sumIf(${quantity}, ${narrow}))`),
    }),
    sql: ({ n }) => n!,
    value: (found) => sum(found.map((it) => it.quantity)),
  },
  products: {
    words: words(['涉及的不同商品', 'with '], ['种', 'different products']),
    columns: (rows) => ({ n: products(rows) }),
    sql: ({ n }) => `length(${n})`,
    value: (found) => new Set(found.flatMap((it) => it.things)).size,
  },
  'average-gap-days': {
    words: words(['的平均间隔', 'at a mean gap of '], ['天', 'days']),
    columns: (rows) => ({ n: count(rows), first: first(rows), last: last(rows) }),
    sql: (it) => `if(${it.n} < 2, NULL, (${it.last} - ${it.first}) / (${it.n} - 1) / ${DAY})`,
    value: (found) =>
      found.length < 2
        ? null
        : (Math.max(...timesOf(found)) - Math.min(...timesOf(found))) / (found.length - 1) / DAY,
  },
  'days-since-first': {
    words: words(['首次距今', 'first '], ['天', 'days ago']),
    columns: (rows) => ({ n: count(rows), first: first(rows) }),
    sql: (it, writing) => `if(${it.n} = 0, NULL, ${shopDays(`if(${it.n} = 0, 0, ${it.first})`, writing)})`,
    value: (found, standpoint) =>
      found.length === 0 ? null : daysSince(Math.min(...timesOf(found)), standpoint),
  },
  'days-since-last': {
    words: words(['最近一次距今', 'last '], ['天', 'days ago']),
    columns: (rows) => ({ n: count(rows), last: last(rows) }),
    sql: (it, writing) => `if(${it.n} = 0, NULL, ${shopDays(it.last!, writing)})`,
    value: (found, standpoint) =>
      found.length === 0 ? null : daysSince(Math.max(...timesOf(found)), standpoint),
  },
};
