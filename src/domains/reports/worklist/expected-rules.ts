import type { SpentSince } from '../../analytics/index.ts';

/** Days over which those who stood in the same place before are followed. */
export const WINDOW = 30;

/** Fewer forerunners than this say nothing of the others: one large order among ten would be the answer. */
const FEWEST = 30;

export interface Expected {
  /** Minor units, for everybody who is there now; null where too few went before. */
  readonly money: number | null;
  /** Minor units a head. */
  readonly each: number | null;
  readonly then: SpentSince;
}

/** What `count` people may spend in the window if they go on as their forerunners did. Never below nothing. */
export function expectedOf(then: SpentSince, count: number): Expected {
  if (then.customers < FEWEST) return { money: null, each: null, then };
  const each = Math.max(0, then.net_sales / then.customers);
  return { money: Math.round(each * count), each, then };
}
