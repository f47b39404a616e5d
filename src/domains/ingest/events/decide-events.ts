import type { Issue } from '../../../platform/errors.ts';
import type { Platform } from '../../../platform/platform.ts';
import type { PropertySort } from '../../compliance/index.ts';
import { type EventRow, type EventWrite, eventKey, rowOf } from './event-row.ts';
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
  /** What `insertEvents` is to write: nothing twice in the batch, nothing this import (or a live source) brought before. */
  readonly writes: EventWrite[];
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
    rowOf(event, event.messageId, { ...facts, personId, productId }),
  );
  const stored = await findStored(clickhouse, 'events', { shopId, rows });
  const anothers = rows.filter((row) => isAnothers(stored.get(eventKey(row)), importId));
  // An import tells a key once, as it told it first, also when a later batch of it tells the key otherwise.
  const told = await findStored(clickhouse, 'event_repeats', { shopId, rows: anothers });
  const isToldYet = (row: EventRow) => told.get(eventKey(row))?.has(importId ?? 0) ?? false;
  const met = new Set<string>();
  const writes: EventWrite[] = [];
  const outcomes = rows.map((row): EventOutcome => {
    const by = stored.get(eventKey(row));
    const first = !met.has(eventKey(row));
    met.add(eventKey(row));
    if (first && by === undefined) writes.push({ table: 'events', row });
    if (first && isAnothers(by, importId) && !isToldYet(row)) writes.push({ table: 'event_repeats', row });
    return { event: first && by === undefined ? 'stored' : 'duplicate' };
  });
  return { outcomes, writes };
}

/** What live sources told stays whatever is undone. */
const isAnothers = (by: ReadonlySet<number> | undefined, importId = 0): boolean =>
  by !== undefined && !by.has(0) && !by.has(importId);
