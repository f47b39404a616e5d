import { type Tx, withShop } from '../../../platform/db/postgres.ts';
import { failureKind } from '../../../platform/faults/fault.ts';
import { withWriteFence } from '../../../platform/write-fence.ts';
import type { EventRow } from '../events/event-row.ts';
import { insertRows } from '../events/insert-events.ts';
import { FEW } from './gather.ts';
import type { CallOutcome, Delivery, DeliveryOutcome } from './live-call.ts';
import type { LiveStores, Origin } from './live-stores.ts';
import { isImporting, oweRows } from './owed-rows.ts';
import { type StoredCalls, storeCalls } from './store-calls.ts';
import { storeKnown } from './store-known.ts';
import { notStorable } from './track-problems.ts';

/** Tries when another writer was in the way (a deadlock, a serialization failure). */
const MOST_TRIES = 5;

/**
 * Stores some deliveries of one source durably. What one event is to blame for
 * is rejected with that event alone: a flush that a store refuses is halved until the event stands by itself. Throws
 * when a store is away; then nothing was acknowledged, and the same deliveries may come again.
 */
export async function flush(
  stores: LiveStores,
  origin: Origin,
  deliveries: readonly Delivery[],
): Promise<DeliveryOutcome[]> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await flushOnce(stores, origin, deliveries);
    } catch (error) {
      const kind = failureKind(error);
      if (kind === 'data') return halved({ stores, origin, error }, deliveries);
      if (kind === 'away' || tries === MOST_TRIES) throw error;
    }
  }
}

/** The one place where live events are written; which way the rows go is a matter of how many they are. */
async function flushOnce(
  stores: LiveStores,
  origin: Origin,
  deliveries: readonly Delivery[],
): Promise<DeliveryOutcome[]> {
  const store = callsIn(deliveries) < FEW ? storeFew : storeMany;
  const stored = await store(stores, origin, deliveries);
  return stored.deliveries.map((entries) => entries?.map((it) => it.outcome!) ?? 'key-revoked');
}

const callsIn = (deliveries: readonly Delivery[]): number =>
  deliveries.reduce((sum, it) => sum + it.calls.length, 0);

/**
 * PostgreSQL's transaction holds all of it, rows for ClickHouse included, and its commit is synced. While ClickHouse takes
 * what it is given, that is the answer; else it must take this first.
 */
async function storeFew(
  stores: LiveStores,
  origin: Origin,
  deliveries: readonly Delivery[],
): Promise<StoredCalls> {
  const { payer } = stores;
  const stored =
    (await storeKnown(stores, origin, deliveries)) ??
    (await storeCalls(stores, origin, { deliveries, rows: oweRows }));
  if (payer.isSure()) payer.later(origin.shopId, stored.hasOrders);
  else await payer.now(origin.shopId, stored.hasOrders);
  return stored;
}

/** Rows enough for a part of their own go to ClickHouse at once, before the answer: by way of PostgreSQL they cost twice. */
async function storeMany(
  stores: LiveStores,
  origin: Origin,
  deliveries: readonly Delivery[],
): Promise<StoredCalls> {
  const { platform, payer } = stores;
  const stored = await withWriteFence(platform, async () => {
    let rows: readonly EventRow[] = [];
    const keep = async (_tx: Tx, _shopId: number, made: readonly EventRow[]) => {
      rows = made;
    };
    const stored = await storeCalls(stores, origin, { deliveries, rows: keep });
    await writeRows(platform, origin.shopId, rows);
    return stored;
  });
  payer.later(origin.shopId, stored.hasOrders);
  return stored;
}

/** What the mirror does with rows that are owed (owed-rows.ts), done at once. */
async function writeRows(
  { db, clickhouse }: LiveStores['platform'],
  shopId: number,
  rows: readonly EventRow[],
): Promise<void> {
  if (rows.length === 0) return;
  await insertRows(clickhouse, 'events', rows);
  if (await withShop(db, shopId, (tx) => isImporting(tx, shopId)))
    await insertRows(clickhouse, 'event_repeats', rows);
}

interface Halving {
  readonly stores: LiveStores;
  readonly origin: Origin;
  readonly error: unknown;
}

/** Halves a flush that was refused, down to the one call that is to blame. */
async function halved(
  { stores, origin, error }: Halving,
  deliveries: readonly Delivery[],
): Promise<DeliveryOutcome[]> {
  const calls = callsIn(deliveries);
  if (calls === 1) return deliveries.map((it) => it.calls.map(() => refused({ stores, origin, error })));
  const [first, second] = split(deliveries, Math.ceil(calls / 2));
  const outcomes = [await flush(stores, origin, first), await flush(stores, origin, second)];
  return joined(deliveries, outcomes[0]!, outcomes[1]!);
}

function refused({ stores, origin, error }: Halving): CallOutcome {
  stores.platform.log.warn({ err: error, shopId: origin.shopId }, 'an event was refused by a store');
  return { state: 'rejected', issues: [notStorable], warnings: [] };
}

/** Both halves have every delivery, each with its part of the calls. */
function split(deliveries: readonly Delivery[], most: number): [Delivery[], Delivery[]] {
  let left = most;
  const parts = deliveries.map((it) => {
    const count = Math.min(left, it.calls.length);
    left -= count;
    return [
      { ...it, calls: it.calls.slice(0, count) },
      { ...it, calls: it.calls.slice(count) },
    ] as const;
  });
  return [parts.map(([first]) => first), parts.map(([, second]) => second)];
}

const joined = (
  deliveries: readonly Delivery[],
  first: readonly DeliveryOutcome[],
  second: readonly DeliveryOutcome[],
): DeliveryOutcome[] =>
  deliveries.map((_, n) => {
    const [one, two] = [first[n]!, second[n]!];
    return one === 'key-revoked' || two === 'key-revoked' ? 'key-revoked' : [...one, ...two];
  });
