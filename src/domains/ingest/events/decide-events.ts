import type { Issue } from '../../../platform/errors.ts';
import type { Platform } from '../../../platform/platform.ts';
import type { PropertySort } from '../../compliance/index.ts';
import { type EventRow, eventKey, rowOf } from './event-row.ts';
import type { StorableEvent } from './event-rules.ts';
import { findStored } from './find-stored.ts';

export type EventOutcome =
  | { readonly event: 'stored' | 'duplicate' }
  | { readonly event: 'rejected'; readonly issue: Issue };

/** An event whose person and product are known. */
export interface KnownEvent {
  readonly event: StorableEvent;
  readonly personId: number;
  readonly productId: number;
}

export interface DecidedEvents {
  /** One per event, in their order. */
  readonly outcomes: EventOutcome[];
  /** What `insertEvents` is to write: neither in the table nor twice in the batch. */
  readonly rows: EventRow[];
}

interface Deciding {
  readonly shopId: number;
  readonly importId: number | undefined;
  readonly sortOf: (name: string) => PropertySort;
}

/**
 * Tells new events from those that are stored already or came earlier in the batch. Writes nothing: ask before the
 * transaction that makes their persons commits, insert after, so that a row never points at a person who is gone.
 */
export async function decideEvents(
  { clickhouse, clock }: Pick<Platform, 'clickhouse' | 'clock'>,
  events: readonly KnownEvent[],
  { shopId, importId, sortOf }: Deciding,
): Promise<DecidedEvents> {
  const facts = { shopId, importId, sortOf, receivedAt: clock.now() };
  const rows = events.map(({ event, personId, productId }) =>
    rowOf(event, { ...facts, personId, productId }),
  );
  const seen = new Set(await findStored(clickhouse, shopId, rows));
  const outcomes = rows.map((row): EventOutcome => {
    const known = seen.has(eventKey(row));
    seen.add(eventKey(row));
    return { event: known ? 'duplicate' : 'stored' };
  });
  return { outcomes, rows: rows.filter((_, n) => outcomes[n]!.event === 'stored') };
}
