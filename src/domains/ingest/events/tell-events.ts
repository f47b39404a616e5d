import { withShop } from '../../../platform/db/postgres.ts';
import type { Platform } from '../../../platform/platform.ts';
import { withWriteFence } from '../../../platform/write-fence.ts';
import { propertySorts, readErased } from '../../compliance/index.ts';
import { rowOf } from './event-row.ts';
import { insertEvents } from './insert-events.ts';

/** Something that the shop itself did with a person it knows: a message sent, a tier changed. */
export interface OwnEvent {
  readonly personId: number;
  /** Unique in the shop; the same told again is the same event. */
  readonly messageId: string;
  readonly name: string;
  readonly channel: string;
  /** ISO 8601. */
  readonly at: string;
  /** Ids, words and numbers; what looks personal is left out. */
  readonly properties: Readonly<Record<string, string | number>>;
}

/**
 * Appends what we did ourselves to the behaviour of those it was done to, so that what came of it can be measured.
 * May be told again after a crash: the row is a function of the event. Of whoever is being erased nothing is told: that is
 * asked inside the fence, as what the caller read may be from before it.
 */
export async function tellEvents(
  platform: Pick<Platform, 'clickhouse' | 'clock' | 'fence' | 'db'>,
  shopId: number,
  events: readonly OwnEvent[],
): Promise<void> {
  if (events.length === 0) return;
  const facts = {
    ...{ shopId, productId: 0, importId: undefined, receivedAt: platform.clock.now() },
    sortOf: propertySorts([]),
  };
  const personIds = [...new Set(events.map(({ personId }) => personId))];
  await withWriteFence(platform, async () => {
    const erased = await withShop(platform.db, shopId, (tx) => readErased(tx, shopId, personIds));
    const writes = events
      .filter(({ personId }) => !erased.has(personId))
      .map(({ personId, messageId, ...event }) => {
        const record = { ...event, kind: 'event' as const, identities: [] };
        return { table: 'events' as const, row: rowOf(record, messageId, { ...facts, personId }) };
      });
    if (writes.length > 0) await insertEvents(platform.clickhouse, writes);
  });
}
