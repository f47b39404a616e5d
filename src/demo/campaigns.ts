import { startOfShopDay } from './season.ts';

/**
 * What the demo merchant did, and what it truly changed. A treated customer who is alive buys `uplift` times more often
 * than otherwise in the week after the message; one in five is held out by chance, so that the effect can be found.
 */
export interface DemoCampaign {
  readonly code: string;
  readonly name: string;
  /** Instant of the message, ms. */
  readonly sentAt: number;
  /** Extra purchases per usual purchase in the effect window; 0 changes nothing. */
  readonly uplift: number;
}

export const EFFECT_WINDOW = 7 * 86_400_000;
export const HOLDOUT = 0.2;

const PLAN: readonly (readonly [monthDay: string, name: string, uplift: number])[] = [
  ['03-05', '女神节满减提醒', 0.5],
  ['05-28', '618 预热', 1.2],
  ['08-10', '夏末清仓', 0],
  ['10-25', '双11 会员抢先', 1.0],
  ['12-20', '年货节预告', 0.35],
];

/** All campaigns sent between two instants (ms), oldest first. */
export function campaignsBetween(from: number, to: number): DemoCampaign[] {
  const years = new Set<number>();
  for (let at = from; at <= to; at += 86_400_000) years.add(new Date(at).getUTCFullYear());
  return [...years]
    .flatMap((year) =>
      PLAN.map(([monthDay, name, uplift]) => ({
        code: `${year}-${monthDay}`,
        name: `${year} ${name}`,
        sentAt: startOfShopDay(`${year}-${monthDay}`) + 10 * 3_600_000,
        uplift,
      })),
    )
    .filter((it) => it.sentAt >= from && it.sentAt < to)
    .sort((one, other) => one.sentAt - other.sentAt);
}
