import { goodKeys } from '../../../platform/auth/index.ts';
import type { ShopKeys } from '../../../platform/crypto/keyring.ts';
import { type Tx, withShop } from '../../../platform/db/postgres.ts';
import {
  type Dictionary,
  dictionaryPrint,
  holdGeneration,
  type Reservation,
  readDictionary,
} from '../../customers/index.ts';
import type { EventRow } from '../events/event-row.ts';
import { type Entry, entryOf } from './entry.ts';
import type { Delivery } from './live-call.ts';
import { storeLiveOrders } from './live-orders.ts';
import { findPersons, remember, storeSaid } from './live-persons.ts';
import { findProducts } from './live-products.ts';
import { rowsOf } from './live-rows.ts';
import type { LiveStores, Origin } from './live-stores.ts';
import { countUndeclared } from './live-traits.ts';
import { withTimes } from './retime.ts';

/** What became of the calls of one flush. */
export interface StoredCalls {
  /** By delivery, in order, each with its outcome; undefined where its key was revoked. */
  readonly deliveries: readonly (readonly Entry[] | undefined)[];
  /** True: orders or refunds were told of, and refunds may wait for them. */
  readonly hasOrders: boolean;
}

/** The memory did not hold: somebody was erased, or an import undone. Rolls back; then the same again without it. */
class Outdated extends Error {}

/** Some deliveries, and what their transaction does with the rows that ClickHouse is to have. */
export interface Storing {
  readonly deliveries: readonly Delivery[];
  readonly rows: (tx: Tx, shopId: number, rows: readonly EventRow[]) => Promise<void>;
}

/** Stores some deliveries in one transaction: people, traits, ties, products, orders; their rows are handed on. */
export async function storeCalls(stores: LiveStores, origin: Origin, storing: Storing): Promise<StoredCalls> {
  const keys = await stores.platform.keyring.forShop(origin.shopId);
  const store = async () => {
    const numbers = await stores.numbers.reserve(origin.shopId);
    const it = { ...storing, stores, origin, keys, numbers };
    return withShop(stores.platform.db, origin.shopId, (tx) => storeIn(tx, it)).finally(numbers.release);
  };
  const stored = await store().catch((error) => {
    if (error instanceof Outdated) return store();
    throw error;
  });
  stored.keep();
  return stored;
}

interface StoringIn extends Storing {
  readonly stores: LiveStores;
  readonly origin: Origin;
  readonly keys: ShopKeys;
  readonly numbers: Reservation;
}

/** Locks are taken in the order all writers share: message hashes, persons, products, orders, refunds. */
async function storeIn(tx: Tx, { stores, origin, deliveries, rows, keys, numbers }: StoringIn) {
  const { shopId } = origin;
  const generation = stores.generations.get(shopId) ?? 0;
  const good = await goodKeys(tx, [...new Set(deliveries.map((it) => it.keyId))]);
  const timed = await withTimes(tx, origin, deliveries);
  const byDelivery = timed.map(({ keyId, calls, receivedAt }) =>
    good.has(keyId) ? calls.map((call) => entryOf(call, receivedAt)) : undefined,
  );
  const entries = byDelivery.flatMap((it) => it ?? []);
  const resolving = { stores, origin, keys, entries, generation, numbers };
  const persons = await findPersons(tx, resolving);
  const leftOut = await storeSaid(tx, resolving, persons);
  const products = await findProducts(tx, resolving);
  const hasOrders = await storeLiveOrders(tx, { keys, shopId, entries, find: products.find });
  const dictionary = await dictionaryOf(tx, shopId, stores);
  await countUndeclared(tx, shopId, leftOut);
  const current = await holdGeneration(tx, shopId);
  stores.generations.set(shopId, current);
  if (current !== generation) throw new Outdated();
  await rows(tx, shopId, rowsOf(entries, { shopId, find: products.find, dictionary, leftOut }));
  const keep = (): void => {
    remember(resolving, persons);
    products.keep();
  };
  return { deliveries: byDelivery, hasOrders, keep };
}

/** The shop's dictionary. For `storeKnown` it is kept with its print, which is taken first: a change in between shows. */
async function dictionaryOf(tx: Tx, shopId: number, { dictionaries }: LiveStores): Promise<Dictionary> {
  const print = dictionaries.has(shopId) ? undefined : await dictionaryPrint(tx, shopId);
  const dictionary = await readDictionary(tx, shopId);
  if (print !== undefined) dictionaries.set(shopId, { dictionary, print });
  return dictionary;
}
