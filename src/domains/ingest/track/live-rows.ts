import type { Issue } from '../../../platform/errors.ts';
import { propertySorts } from '../../compliance/index.ts';
import { type Dictionary, isUsableIdentity } from '../../customers/index.ts';
import { type EventRow, eventKey, rowOf } from '../events/event-row.ts';
import { isoText } from '../events/iso-text.ts';
import type { Entry } from './entry.ts';
import type { FindProduct } from './live-products.ts';
import { type LeftOut, traitWarnings } from './live-traits.ts';
import { unusableIdentity } from './track-problems.ts';

interface Making {
  readonly shopId: number;
  readonly dictionary: Dictionary;
  readonly find: FindProduct;
  readonly leftOut: LeftOut;
}

/**
 * The rows of a flush, none twice; each entry is told what became of it. Pure but for that and for the memory of how
 * names of properties are sorted.
 */
export function rowsOf(entries: readonly Entry[], making: Making): EventRow[] {
  const placing = { ...making, sortOf: sorterOf(making.dictionary), isNew: tellerOfNew() };
  const rows: EventRow[] = [];
  for (const entry of entries) {
    if (entry.issue !== undefined) {
      entry.outcome = { state: 'rejected', issues: [entry.issue], warnings: NONE };
      continue;
    }
    const row = rowIn(entry, placing);
    if (row !== undefined) rows.push(row);
    const state = row === undefined && entry.event !== undefined ? 'duplicate' : 'stored';
    entry.outcome = { state, issues: NONE, warnings: warningsOf(entry, making.leftOut) };
  }
  return rows;
}

const NONE: readonly Issue[] = [];

type Placing = Making & {
  readonly sortOf: ReturnType<typeof propertySorts>;
  readonly isNew: (row: EventRow) => boolean;
};

/** The row of an entry's event; undefined where it has none, or none that the flush has not. */
function rowIn(entry: Entry, { shopId, find, sortOf, isNew }: Placing): EventRow | undefined {
  const { event, call, personId, receivedAt, ms } = entry;
  if (event === undefined) return undefined;
  const row = rowOf(event, call.messageId, {
    shopId,
    personId,
    productId: find(event.product),
    importId: undefined,
    receivedAt,
    sortOf,
    region: call.region,
    correctedAt: corrected(ms, call.clockError),
  });
  return isNew(row) ? row : undefined;
}

/** Tells rows met before. Message ids are nearly always distinct, so whole keys are made only of those that are not. */
function tellerOfNew(): (row: EventRow) => boolean {
  const first = new Map<string, EventRow>();
  const others = new Set<string>();
  return (row) => {
    const twin = first.get(row.message_id);
    if (twin === undefined) {
      first.set(row.message_id, row);
      return true;
    }
    const key = eventKey(row);
    if (key === eventKey(twin) || others.has(key)) return false;
    others.add(key);
    return true;
  };
}

const corrected = (ms: number, error: number): string | undefined =>
  error === 0 ? undefined : isoText(ms + error);

/** What of an entry was not kept, for whoever builds the client. */
function warningsOf(entry: Entry, leftOut: LeftOut): readonly Issue[] {
  const { call, identities, personId } = entry;
  const traits = traitWarnings(leftOut.get(entry) ?? []);
  const nobody = personId === 0 && identities.length > 0 && !identities.some(isUsableIdentity);
  if (traits.length === 0 && !nobody) return call.warnings;
  return [...call.warnings, ...traits, ...(nobody ? [unusableIdentity] : [])];
}

let kept: { text: string; sortOf: ReturnType<typeof propertySorts> } | undefined;

/** How names sort by a dictionary; of the shop that asked last it is remembered, names and all. */
function sorterOf({ traits }: Dictionary): ReturnType<typeof propertySorts> {
  const text = JSON.stringify(traits.filter((it) => !it.builtIn));
  if (kept?.text !== text) kept = { text, sortOf: propertySorts(traits) };
  return kept.sortOf;
}
