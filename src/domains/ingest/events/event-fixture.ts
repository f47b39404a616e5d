import type { World } from '../../../../test/world.ts';
import type { EventRecord } from '../../../contract/records.ts';
import type { StorableEvent } from './event-rules.ts';
import { type EventContext, storeEvents } from './store-events.ts';

/** For tests of this folder: events in few words, and what ClickHouse has of a shop. */

export const at = (seconds: number, day = '2026-01-10'): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + seconds * 1000).toISOString();

export const eventOf = (user: string, messageId: string, more: Partial<EventRecord> = {}): StorableEvent => ({
  ...{ kind: 'event', channel: 'web', name: 'Product Viewed', messageId, at: at(0) },
  identities: [{ channel: 'web', kind: 'user-id', value: user }],
  ...more,
});

export interface StoredRow {
  readonly person_id: number;
  readonly time: string;
  readonly message_id: string;
  readonly name: string;
  readonly product_id: number;
  readonly properties: string;
  readonly import_id: string;
}

export const rowsOf = (world: World, shopId: number): Promise<StoredRow[]> =>
  world.platform.clickhouse.query<StoredRow>({
    sql: `SELECT person_id, time, message_id, name, product_id, properties, import_id FROM events
      WHERE shop_id = {shop:UInt32} ORDER BY time, message_id, person_id`,
    shopId,
  });

/** Rows as they lie in the parts, the same one perhaps several times. */
export async function rawCount(world: World, shopId: number): Promise<number> {
  const sql = 'SELECT count() AS n FROM events WHERE shop_id = {shop:UInt32} SETTINGS final = 0';
  const [row] = await world.platform.clickhouse.query<{ n: string }>({ sql, shopId });
  return Number(row!.n);
}

export const storeIn = (
  world: World,
  shopId: number,
  events: readonly StorableEvent[],
  context: Partial<EventContext> = {},
) => storeEvents(world.platform, shopId, events, { source: 'test', ...context });
