import { sql } from 'kysely';
import { eventColumns } from '../events/event-line.ts';
import type { EventRow } from '../events/event-row.ts';
import { type Entry, entryOf } from './entry.ts';
import type { Delivery } from './live-call.ts';
import { arePlain } from './live-persons.ts';
import { rememberedProducts } from './live-products.ts';
import { rowsOf } from './live-rows.ts';
import type { LiveStores, Origin } from './live-stores.ts';
import { packedFlush } from './owed-rows.ts';
import type { StoredCalls } from './store-calls.ts';

/**
 * Stores a small flush about which PostgreSQL has nothing to learn, as most are: events of people and products this server
 * remembers, at times of their own. One statement and its commit, where `storeCalls` takes eight round trips. Undefined,
 * and nothing stored, where the flush is no such one or what is remembered does not hold any more.
 */
export async function storeKnown(
  stores: LiveStores,
  origin: Origin,
  deliveries: readonly Delivery[],
): Promise<StoredCalls | undefined> {
  const { shopId } = origin;
  const remembered = { generation: stores.generations.get(shopId), said: stores.dictionaries.get(shopId) };
  const { generation, said } = remembered;
  if (generation === undefined || said === undefined) return undefined;
  const byDelivery = deliveries.map(({ calls, receivedAt }) =>
    calls.map((call) => entryOf(call, receivedAt)),
  );
  const entries = byDelivery.flat();
  if (!entries.every(isEventAtATime) || !arePlain(stores, origin, { entries, generation })) return undefined;
  const find = rememberedProducts(stores, origin, { entries, generation });
  if (find === undefined) return undefined;
  const rows = rowsOf(entries, { shopId, find, dictionary: said.dictionary, leftOut: new Map() });
  const held = await write(stores, { shopId, deliveries, rows, generation, print: said.print });
  if (held) return { deliveries: byDelivery, hasOrders: false };
  // Read anew by the next flush that is stored the long way.
  stores.dictionaries.delete(shopId);
  return undefined;
}

const isEventAtATime = ({ call, event, order, refund }: Entry): boolean =>
  call.timed && event !== undefined && order === undefined && refund === undefined;

interface Writing {
  readonly shopId: number;
  readonly deliveries: readonly Delivery[];
  readonly rows: readonly EventRow[];
  readonly generation: number;
  readonly print: string;
}

/** See migration 0038: everything is compared and written in the transaction of this one statement. */
async function write(
  { platform }: LiveStores,
  { shopId, deliveries, rows, generation, print }: Writing,
): Promise<boolean> {
  const keyIds = [...new Set(deliveries.map((it) => it.keyId))];
  const { lines, person_ids, product_ids } = await packedFlush(rows);
  const { rows: answer } = await sql<{ stored: boolean }>`
    select ingest.store_known_flush(${shopId}::integer, ${keyIds}::uuid[], ${generation}::bigint, ${print}::text,
      ${eventColumns}::text[], ${lines}::bytea, ${person_ids}::integer[], ${product_ids}::integer[]) as stored`.execute(
    platform.db,
  );
  return answer[0]!.stored;
}
