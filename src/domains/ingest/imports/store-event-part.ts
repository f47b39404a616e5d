import type { EventRecord } from '../../../contract/records.ts';
import { firstKept, propertySorts } from '../../compliance/index.ts';
import { readDictionary } from '../../customers/index.ts';
import { decideEvents } from '../events/decide-events.ts';
import type { EventWrite } from '../events/event-row.ts';
import { eventIssue, type StorableEvent } from '../events/event-rules.ts';
import type { BatchParts, Part } from './batch-parts.ts';
import type { FindProduct } from './name-products.ts';
import type { Storing } from './storing.ts';

/** The batch without events that cannot be stored: their rows are rejected before anybody comes to be by them. */
export async function withoutUnfit(storing: Storing, parts: BatchParts): Promise<BatchParts> {
  if (parts.events.length === 0) return parts;
  const { marks, platform, tx, shopId } = storing;
  const now = platform.clock.now();
  const kept = await firstKept(tx, shopId, 'events');
  const events = parts.events.filter((part) => {
    const issue = eventIssue(storable(part), now, kept);
    if (issue !== undefined) marks.reject(part.row, issue);
    return issue === undefined;
  });
  return { ...parts, events };
}

/**
 * Marks the rows that bring a new event and answers what is to be written to ClickHouse once the batch's transaction
 * is committed: written before, a row could be left behind with the number of a person who never came to be.
 */
export async function storeEventPart(
  storing: Storing,
  events: readonly Part<EventRecord>[],
  known: { readonly persons: readonly number[]; readonly products: FindProduct },
): Promise<readonly EventWrite[]> {
  if (events.length === 0) return [];
  const { tx, platform, shopId, importId, marks, counts } = storing;
  const { traits } = await readDictionary(tx, shopId);
  const asked = events.map((part, n) => ({
    ...{ event: storable(part), personId: known.persons[n]! },
    productId: known.products(part.record.product),
  }));
  const deciding = { shopId, importId, sortOf: propertySorts(traits) };
  const { outcomes, writes } = await decideEvents(platform, asked, deciding);
  for (const [n, { event }] of outcomes.entries()) if (event === 'stored') marks.accept(events[n]!.row);
  counts.events += outcomes.filter(({ event }) => event === 'stored').length;
  return writes;
}

const storable = ({ record, key }: Part<EventRecord>): StorableEvent => ({
  ...record,
  messageId: record.messageId ?? key,
});
