import type { Platform } from '../../../platform/platform.ts';
import { withWriteFence } from '../../../platform/write-fence.ts';
import { propertySorts } from '../../compliance/index.ts';
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
 * May be told again after a crash: the row is a function of the event.
 */
export async function tellEvents(
  platform: Pick<Platform, 'clickhouse' | 'clock' | 'fence' | 'db'>,
  shopId: number,
  events: readonly OwnEvent[],
): Promise<void> {
  const facts = {
    ...{ shopId, productId: 0, importId: undefined, receivedAt: platform.clock.now() },
    sortOf: propertySorts([]),
  };
  const writes = events.map(({ personId, messageId, ...event }) => {
    const record = { ...event, kind: 'event' as const, identities: [] };
    return { table: 'events' as const, row: rowOf(record, messageId, { ...facts, personId }) };
  });
  await withWriteFence(platform, () => insertEvents(platform.clickhouse, writes));
}
