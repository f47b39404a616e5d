import type { Text } from '../../../platform/errors.ts';
import { gapOf, type Habits, overdueOf, recencyOf } from './habits.ts';

/** One thing a customer's risk is read from, as data. */
export interface Feature {
  readonly code: string;
  readonly label: Text;
  /** `gap`: the usual gap of the shop's customers, for those who have none of their own. */
  readonly of: (it: Habits, gap: number) => number;
  /**
   * Said of somebody whose risk it raises, and who has `more` or `less` of it than the shop's mean. Features hang together,
   * and a weight can have the sign that sets another right: nobody is at risk because they bought today. Absent: never said.
   */
  readonly reason?: { readonly when: 'more' | 'less'; readonly say: (it: Habits) => Text };
}

const { log1p, round } = Math;
const both = (zh: string, en: string): Text => ({ zh, en });
const days = (count: number): string => (count === 1 ? '1 day' : `${count} days`);

/** Logarithms: the step from one purchase to two says more than that from ten to eleven. */
export const features: readonly Feature[] = [
  {
    code: 'recency',
    label: both('距上次购买天数', 'Days since the last purchase'),
    of: (it) => log1p(recencyOf(it)),
    reason: { when: 'more', say: sayRecency },
  },
  {
    code: 'overdue',
    label: both('逾期倍数', 'Overdue ratio'),
    of: (it, gap) => log1p(overdueOf(it) ?? recencyOf(it) / gap),
    reason: { when: 'more', say: sayOverdue },
  },
  {
    code: 'frequency',
    label: both('回购次数', 'Repeat purchases'),
    of: ({ repeats }) => log1p(repeats),
    reason: { when: 'less', say: sayFrequency },
  },
  {
    code: 'tenure',
    label: both('首购至今天数', 'Days since the first purchase'),
    of: ({ knownDays }) => log1p(knownDays),
  },
  {
    code: 'bought-90-days',
    label: both('近 90 天购买天数', 'Days of purchase, last 90 days'),
    of: ({ bought90 }) => log1p(bought90),
    reason: { when: 'less', say: sayBought },
  },
  {
    code: 'spend',
    label: both('平均每次消费', 'Mean spend a purchase'),
    of: ({ spentMinor, repeats }) => log1p(Math.max(0, spentMinor) / (repeats + 1)),
    reason: {
      when: 'less',
      say: () => both('每次消费低于店铺平均', 'Spends less a purchase than others'),
    },
  },
  {
    code: 'seen-30-days',
    label: both('近 30 天来访天数', 'Days seen, last 30 days'),
    of: ({ seen30 }) => log1p(seen30),
    reason: { when: 'less', say: ({ seen30 }) => saySeen(seen30, 30) },
  },
  {
    code: 'seen-90-days',
    label: both('近 90 天来访天数', 'Days seen, last 90 days'),
    of: ({ seen90 }) => log1p(seen90),
    reason: { when: 'less', say: ({ seen90 }) => saySeen(seen90, 90) },
  },
];

function sayRecency(it: Habits): Text {
  const away = recencyOf(it);
  return both(`已有 ${away} 天没有购买`, `No purchase for ${days(away)}`);
}

function sayOverdue(it: Habits): Text {
  const [gap, ratio] = [gapOf(it), overdueOf(it)];
  if (gap === null || ratio === null)
    return both(
      '首购后一直没有回来，已超过多数客户的回购间隔',
      'Away for longer than others take to come back',
    );
  const times = round(ratio * 10) / 10;
  const every = Math.max(1, round(gap));
  return both(
    `平时约 ${every} 天买一次，已是平时间隔的 ${times} 倍`,
    `Buys about every ${days(every)}; away ${times} times as long`,
  );
}

function sayFrequency({ repeats }: Habits): Text {
  if (repeats === 0) return both('只在一天买过', 'Bought on one day only');
  return both(`只回购过 ${repeats} 次`, `Came back only ${repeats === 1 ? 'once' : `${repeats} times`}`);
}

function sayBought({ bought90 }: Habits): Text {
  if (bought90 === 0) return both('近 90 天没有购买', 'Bought nothing in the last 90 days');
  return both(`近 90 天只有 ${bought90} 天购买`, `Bought on only ${days(bought90)} of the last 90`);
}

function saySeen(seen: number, of: number): Text {
  if (seen === 0) return both(`近 ${of} 天没有来过`, `Not seen in the last ${of} days`);
  return both(`近 ${of} 天只来过 ${seen} 天`, `Seen on only ${days(seen)} of the last ${of}`);
}

/** The usual gap of the shop: of all repeats, and of one look a year where nobody came back. */
export function usualGap(all: readonly Habits[]): number {
  let [total, repeats] = [365, 1];
  for (const it of all) {
    total += it.lastDays;
    repeats += it.repeats;
  }
  return Math.max(1, total / repeats);
}

export const featureRow = (it: Habits, gap: number): number[] => features.map(({ of }) => of(it, gap));
