import type { Param } from '../../../platform/clickhouse/clickhouse.ts';
import { withShop } from '../../../platform/db/postgres.ts';
import type { Platform } from '../../../platform/platform.ts';
import { withWriteFence } from '../../../platform/write-fence.ts';
import { readErased } from '../../compliance/index.ts';
import { inShop } from '../facts/source.ts';
import { addDays } from '../metrics/days.ts';
import type { Asking } from '../metrics/question.ts';
import { standingAt } from '../rfm/rfm-question.ts';
import { LOOK_DAYS } from './look-rules.ts';
import { dropOlderLooks, type Looked, storeLooks } from './look-store.ts';
import { looksSql } from './looks-sql.ts';

export interface CountingLooks {
  readonly platform: Pick<Platform, 'db' | 'clickhouse' | 'fence' | 'clock'>;
  readonly asking: Asking;
  /** Shop day, inclusive. */
  readonly asOf: string;
  /** Numbers of the products a list is made of. */
  readonly products: readonly number[];
}

/** Person numbers of one question: they are dense, so no answer has more rows. */
const WINDOW = 20_000;

export interface CountingAll extends CountingLooks {
  /** Only of persons whose events came since; absent: of everybody, and what nobody finds again is dropped. */
  readonly since?: Date | undefined;
  /** No person has a higher number. */
  readonly lastNumber: number;
  /** How far it is, by person numbers. */
  readonly progress: (seen: number) => Promise<void>;
}

/**
 * Counts and keeps what a shop's customers looked at of late. Whoever looked at nothing since keeps their row, whose looks fade as of the day it was
 * counted on: a million rows need not be written anew every day.
 */
export async function countAllLooks(it: CountingAll): Promise<void> {
  const { platform, asking, asOf, lastNumber, since } = it;
  const { shopId } = asking.shop;
  const countedAt = platform.clock.now();
  for (let first = 1; first <= lastNumber; first += WINDOW) {
    const params = { first, last: first + WINDOW - 1, ...(since && { since }) };
    await keep(it, await askLooks(it, since === undefined ? window : freshWindow, params), countedAt);
    await it.progress(Math.min(first + WINDOW, lastNumber));
  }
  const old = since === undefined ? { countedAt } : { countedOn: addDays(asOf, -LOOK_DAYS) };
  await withShop(platform.db, shopId, (tx) => dropOlderLooks(tx, shopId, old));
}

const window = 'person_id BETWEEN {first:UInt32} AND {last:UInt32}';
const freshWindow = `${window} AND person_id GLOBAL IN (
    SELECT person_id FROM events WHERE ${inShop} AND ${window} AND received_at >= {since:DateTime64(3, 'UTC')} SETTINGS final = 0)`;

/** The same of some persons who looked just now. */
export async function countLooksOf(it: CountingLooks, persons: readonly number[]): Promise<void> {
  const countedAt = it.platform.clock.now();
  await keep(it, await askLooks(it, 'person_id IN {persons:Array(UInt32)}', { persons }), countedAt);
}

async function askLooks(
  { asking, asOf, products }: CountingLooks,
  persons: string,
  params: Readonly<Record<string, Param>>,
): Promise<Looked[]> {
  const { clickhouse, shop, signal } = asking;
  const rows = await clickhouse.query<Omit<Looked, 'personId'> & { person_id: number }>({
    sql: looksSql(standingAt(asking), persons),
    ...{ shopId: shop.shopId, params: { calibration: asOf, products, ...params }, seconds: 120 },
    ...(signal && { signal }),
  });
  return rows.map(({ person_id: personId, products, looks }) => ({ personId, products, looks }));
}

/** Inside the write fence, without those whose erasure began: nothing of them comes back. */
function keep(
  { platform, asking, asOf }: CountingLooks,
  looked: readonly Looked[],
  countedAt: Date,
): Promise<void> {
  const { shopId } = asking.shop;
  return withWriteFence(platform, () =>
    withShop(platform.db, shopId, async (tx) => {
      const erased = await readErased(
        tx,
        shopId,
        looked.map(({ personId }) => personId),
      );
      const own = looked.filter((it) => !erased.has(it.personId));
      await storeLooks(tx, shopId, { looked: own, countedOn: asOf, countedAt });
    }),
  );
}
