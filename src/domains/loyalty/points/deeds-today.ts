import type { Tx } from '../../../platform/db/postgres.ts';
import { zoneOf } from '../../../platform/zone.ts';
import { shopDay } from '../../analytics/index.ts';
import { readGranted } from '../../ledgers/index.ts';
import { readRulesOn } from './rules-store.ts';

export interface DeedToday {
  readonly deed: string;
  /** For each. */
  readonly points: number;
  /** Points of a shop day; null: no limit. */
  readonly mostPerDay: number | null;
  /** Points these persons had for it today. */
  readonly today: number;
}

interface Asked {
  readonly shopId: number;
  readonly personIds: readonly number[];
  readonly timeZone: string;
  readonly now: Date;
}

/** The deeds that earn points by today's rules, in the order of the rules, with what the customer had for them today. */
export async function deedsToday(tx: Tx, it: Asked): Promise<DeedToday[]> {
  const day = shopDay(it.now, it);
  const deeds = ((await readRulesOn(tx, it.shopId, day))?.rules.deeds ?? []).filter(
    (deed) => deed.points > 0,
  );
  if (deeds.length === 0) return [];
  const since = new Date(zoneOf(it.timeZone).instantOf(Date.parse(`${day}T00:00:00Z`)));
  const causes = deeds.map(({ deed }) => deed);
  const granted = await readGranted(tx, it, { causes, since });
  return deeds.map(({ deed, points, most_per_day: mostPerDay }) => ({
    ...{ deed, points, mostPerDay, today: granted.get(deed) ?? 0 },
  }));
}
