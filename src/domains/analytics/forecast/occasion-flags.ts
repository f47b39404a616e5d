import { occasionsBetween } from '../../../contract/calendar.ts';
import type { Text } from '../../../platform/errors.ts';
import { addDays } from '../metrics/days.ts';

/** Days on which people buy otherwise: what each is called, and where it lies around its occasion. */
export interface FlagKind {
  readonly code: string;
  readonly label: Text;
  /** Code of the occasion of the calendar; absent = days of the shop's own campaigns. */
  readonly occasion?: string;
  /** Days before and behind the occasion's day, inclusive. */
  readonly from: number;
  readonly to: number;
}

const kind = (
  code: string,
  [zh, en]: readonly [string, string],
  occasion: string,
  days: [number, number],
): FlagKind => ({
  ...{ code, label: { zh, en }, occasion, from: days[0], to: days[1] },
});

/**
 * Sales of the platforms begin days before the day that names them, and are missing behind it. Around Spring Festival people
 * stock up until couriers stop (some five days before), and buy little until the eighth day. Earlier kinds win a day.
 */
const flagKinds: readonly FlagKind[] = [
  kind('1111', ['双11', 'Double 11'], '1111', [0, 0]),
  kind('618', ['618', '618'], '618', [0, 0]),
  kind('1212', ['双12', 'Double 12'], '1212', [0, 0]),
  kind('womens-day', ['38 女神节', "Women's Day"], 'womens-day', [0, 0]),
  kind('spring-festival', ['春节', 'Spring Festival'], 'spring-festival', [-4, 7]),
  kind('spring-festival-before', ['年货节', 'Before Spring Festival'], 'spring-festival', [-18, -5]),
  kind('national-day', ['国庆', 'National Day'], 'national-day', [0, 6]),
  kind('1111-before', ['双11 预热', 'Before Double 11'], '1111', [-10, -1]),
  kind('1111-after', ['双11 之后', 'After Double 11'], '1111', [1, 9]),
  kind('618-before', ['618 预热', 'Before 618'], '618', [-17, -1]),
  kind('618-after', ['618 之后', 'After 618'], '618', [1, 8]),
];

const campaignKind: FlagKind = {
  ...{ code: 'campaign', label: { zh: '店铺活动', en: 'Campaign of the shop' }, from: 0, to: 0 },
};

/** The flag of each day that has one. A campaign of the shop on an occasion's day is part of the occasion. */
export type Flags = ReadonlyMap<string, string>;

export function flagsBetween(from: string, to: string, campaignDays: ReadonlySet<string>): Flags {
  const flags = new Map<string, string>();
  for (const day of campaignDays) flags.set(day, campaignKind.code);
  const around = occasionsBetween(addDays(from, -31), addDays(to, 31));
  // From the last to the first, so that the earlier of two kinds stays.
  for (const it of [...flagKinds].reverse())
    for (const { day } of around.filter(({ code }) => code === it.occasion))
      for (let n = it.from; n <= it.to; n++) flags.set(addDays(day, n), it.code);
  return flags;
}

export const labelOfFlag = (code: string): Text =>
  [...flagKinds, campaignKind].find((it) => it.code === code)!.label;
