import type { Shop } from '../../../platform/auth/index.ts';
import type { Clock } from '../../../platform/clock.ts';
import type { Db } from '../../../platform/db/postgres.ts';

/** Whose orders earn. */
export interface EarningOrders {
  readonly db: Db;
  readonly shop: Pick<Shop, 'shopId' | 'timeZone' | 'currency'>;
  /** Asked for each piece anew: entries are summed two hours after the instant they carry. */
  readonly clock: Clock;
  readonly signal?: AbortSignal;
}

/** One piece of it, at its instant. */
export interface EarningNow extends EarningOrders {
  readonly now: Date;
}
