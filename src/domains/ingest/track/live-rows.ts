import type { Issue } from '../../../platform/errors.ts';
import { propertySorts } from '../../compliance/index.ts';
import { type Dictionary, isUsableIdentity } from '../../customers/index.ts';
import { type EventRow, eventKey, rowOf } from '../events/event-row.ts';
import type { Entry } from './entry.ts';
import type { CallOutcome } from './live-call.ts';
import type { FindProduct } from './live-products.ts';
import { type LeftOut, traitWarnings } from './live-traits.ts';
import { unusableIdentity } from './track-problems.ts';

interface Making {
  readonly shopId: number;
  readonly dictionary: Dictionary;
  readonly find: FindProduct;
  readonly leftOut: LeftOut;
}

/** The rows of a flush, none twice, and what became of each entry. */
export interface LiveRows {
  readonly rows: readonly EventRow[];
  readonly outcomes: ReadonlyMap<Entry, CallOutcome>;
}

/** Pure but for the memory of how names of properties are sorted. */
export function rowsOf(entries: readonly Entry[], making: Making): LiveRows {
  const sortOf = sorterOf(making.dictionary);
  const rows = new Map<string, EventRow>();
  const placing = { ...making, sortOf, rows };
  const outcomes = new Map<Entry, CallOutcome>();
  for (const entry of entries) {
    if (entry.issue === undefined) {
      const warnings = warningsOf(entry, making.leftOut);
      outcomes.set(entry, { state: placed(entry, placing), issues: NONE, warnings });
    } else outcomes.set(entry, { state: 'rejected', issues: [entry.issue], warnings: NONE });
  }
  return { rows: [...rows.values()], outcomes };
}

const NONE: readonly Issue[] = [];

type Placing = Making & {
  readonly sortOf: ReturnType<typeof propertySorts>;
  readonly rows: Map<string, EventRow>;
};

function placed(entry: Entry, { shopId, find, sortOf, rows }: Placing): 'stored' | 'duplicate' {
  const { event, call, personId, receivedAt, ms } = entry;
  if (event === undefined) return 'stored';
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
  const key = eventKey(row);
  if (rows.has(key)) return 'duplicate';
  rows.set(key, row);
  return 'stored';
}

const corrected = (ms: number, error: number): string | undefined =>
  error === 0 ? undefined : new Date(ms + error).toISOString();

/** What of an entry was not kept, for whoever builds the client. */
function warningsOf(entry: Entry, leftOut: LeftOut): readonly Issue[] {
  const { call, identities } = entry;
  const traits = traitWarnings(leftOut.get(entry) ?? []);
  const nobody = identities.length > 0 && !identities.some(isUsableIdentity);
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
