import type { Static } from 'typebox';
import type { benefitCosts } from '../../../contract/benefits.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import { zoneOf } from '../../../platform/zone.ts';
import { addDays, shopDay } from '../../analytics/index.ts';
import { readCosts } from './grant-store.ts';

interface ShowingCosts {
  readonly shopId: number;
  readonly timeZone: string;
  readonly now: Date;
  /** Shop days, inclusive. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** What gifts cost that were promised on those days, and benefits in the orders that were paid on them. */
export async function showCosts(tx: Tx, it: ShowingCosts): Promise<Static<typeof benefitCosts>> {
  const to = it.to ?? shopDay(it.now, it);
  const from = it.from ?? addDays(to, -364);
  const begins = (day: string) => new Date(zoneOf(it.timeZone).instantOf(Date.parse(`${day}T00:00:00Z`)));
  const span = { from: begins(from), before: begins(addDays(to, 1)), at: it.now };
  return { from, to, costs: await readCosts(tx, it.shopId, span) };
}
