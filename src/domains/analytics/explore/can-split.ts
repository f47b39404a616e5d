import type { Text } from '../../../platform/errors.ts';
import { type SplitCode, splitDimensions } from '../catalog/dimensions.ts';
import type { Measure } from '../catalog/measure.ts';
import type { FactName } from '../facts/fact.ts';

/** Which facts know what: where a measure cannot be split honestly, it is refused by name and not answered wrongly. */

interface Limits {
  /** The fact does not know it. */
  readonly cannot?: readonly SplitCode[];
  /** A customer stands under several values at once, so these neither combine, nor filter, nor fold. */
  readonly alone?: readonly SplitCode[];
  /** Shared out along one dimension; only its channel is its own. */
  readonly isShared?: true;
  /** Of one day, so that it knows no periods. */
  readonly isOfDay?: true;
}

const limits: Partial<Record<FactName, Limits>> = {
  refunds: { cannot: ['city'] },
  'active-customers': { cannot: ['city'] },
  'cross-sales': { cannot: ['city'] },
  'known-customers': { cannot: ['city', 'product'], alone: ['category', 'new-returning'] },
  spend: { isShared: true },
  'scored-customers': { cannot: ['city', 'category', 'product'], isOfDay: true },
};

/** Dimensions of a question, time left out. */
export interface Asked {
  /** By periods. */
  readonly byTime: boolean;
  readonly splits: readonly SplitCode[];
  readonly filters: readonly SplitCode[];
  /** Those of the splits whose lesser values are folded. */
  readonly folded: readonly SplitCode[];
}

export interface Refusal {
  readonly measure: string;
  readonly code:
    | 'not-split-by'
    | 'not-together'
    | 'only-alone'
    | 'one-at-a-time'
    | 'of-one-day'
    | 'before-retention';
  readonly message: Text;
}

/** Why a measure cannot be asked so; undefined where it can. */
export function refusalOf({ code: measure, parts, label }: Measure, asked: Asked): Refusal | undefined {
  for (const { fact } of parts) {
    const found = refusedBy(limits[fact] ?? {}, asked);
    if (found !== undefined) return { measure, code: found.code, message: sentence(label, found) };
  }
  return undefined;
}

/** Dimensions a measure can be split by at all. */
export const splitsOf = (measure: Measure): SplitCode[] =>
  splitDimensions
    .map(({ code }) => code)
    .filter(
      (code) => refusalOf(measure, { byTime: false, splits: [code], filters: [], folded: [] }) === undefined,
    );

/** Whether a measure can be cut into periods. */
export const knowsTime = ({ parts }: Measure): boolean => parts.every(({ fact }) => !limits[fact]?.isOfDay);

interface Found {
  readonly code: keyof typeof said;
  readonly by: readonly SplitCode[];
}

function refusedBy({ cannot = [], alone = [], isShared, isOfDay }: Limits, asked: Asked): Found | undefined {
  if (isOfDay && asked.byTime) return { code: 'of-one-day', by: [] };
  const all = [...new Set([...asked.splits, ...asked.filters])];
  const unknown = all.filter((code) => cannot.includes(code));
  if (unknown.length > 0) return { code: 'not-split-by', by: unknown };
  if (all.includes('city') && (all.includes('category') || all.includes('product')))
    return { code: 'not-together', by: all.filter((it) => ['city', 'category', 'product'].includes(it)) };
  const lonely = all.filter((code) => alone.includes(code));
  if (lonely.length > 0 && (all.length > 1 || asked.filters.length > 0 || asked.folded.length > 0))
    return { code: 'only-alone', by: lonely };
  const narrowed = asked.filters.filter((code) => code !== 'channel');
  if (isShared && (asked.splits.length > 1 || narrowed.length > 0)) return { code: 'one-at-a-time', by: all };
  return undefined;
}

function sentence(label: Text, { code, by }: Found): Text {
  const names = by.map((it) => splitDimensions.find((one) => one.code === it)!.label);
  const zh = names.map((it) => `「${it.zh}」`).join('');
  const en = names.map((it) => it.en.toLowerCase()).join(', ');
  return { zh: `${label.zh}${said[code].zh(zh)}`, en: `${label.en} ${said[code].en(en)}` };
}

const said = {
  'not-split-by': {
    zh: (it: string) => `所依据的记录不含${it}，无法按它拆分或筛选`,
    en: (it: string) => `cannot be split by or narrowed to ${it}: what it is counted from does not know it`,
  },
  'not-together': {
    zh: (it: string) => `无法同时使用${it}：城市在订单上，类目与商品在明细上`,
    en: (it: string) =>
      `cannot use ${it} together: the city is the order's, category and product are the line's`,
  },
  'only-alone': {
    zh: (it: string) => `按${it}时，同一客户可属于多个值，因此不能再与其他维度、筛选或前 N 项同时使用`,
    en: (it: string) =>
      `by ${it} counts a customer under several values, so no other dimension, filter or top list goes with it`,
  },
  'of-one-day': {
    zh: (_: string) => '是截至区间最后一天的评分，不能按时间拆分；请去掉时间维度',
    en: (_: string) => 'is as of the last day asked for and knows no periods: take the time dimension out',
  },
  'one-at-a-time': {
    zh: (_: string) => '中的获客投入只有渠道与日期：除时间外只能按一个维度拆分，且只能按渠道筛选',
    en: (_: string) =>
      'rests on spend, which knows only channel and day: it takes one dimension besides time, and no filter but the channel',
  },
};
