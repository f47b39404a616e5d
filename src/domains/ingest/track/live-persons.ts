import type { ShopKeys } from '../../../platform/crypto/keyring.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import {
  type ProfileRecord,
  type Reservation,
  resolvePersons,
  storeProfiles,
} from '../../customers/index.ts';
import type { Entry } from './entry.ts';
import { claimKey, type KnownClaim } from './known-claims.ts';
import type { LiveStores, Origin } from './live-stores.ts';
import { type LeftOut, leftOutBy } from './live-traits.ts';

/** Seen again within this long, a person's `last_seen_at` is not written anew: 20,000 events/s would be as many rows. */
const SEEN_STEP_MS = 60_000;

export interface Persons {
  /** Per entry. */
  readonly known: readonly KnownClaim[];
  /** To be remembered once the transaction is committed. */
  readonly learnt: ReadonlyMap<string, KnownClaim>;
}

interface Resolving {
  readonly stores: LiveStores;
  readonly origin: Origin;
  readonly keys: ShopKeys;
  readonly entries: readonly Entry[];
  readonly generation: number;
  readonly numbers: Reservation;
}

/**
 * Who the entries are about: from memory, or found, made and joined in PostgreSQL. An event goes to the first of its
 * identities that names somebody, shared (quarantined) or not: a quarantine between a message and its retry would
 * otherwise move it to another person, and count it twice.
 */
export async function findPersons(tx: Tx, resolving: Resolving): Promise<Persons> {
  const { stores, origin, entries, generation } = resolving;
  const keys = entries.map((it) => claimKey(origin.shopId, it.identities));
  const remembered = keys.map((key) => stillKnown(stores.claims.get(key), generation));
  const unknown = new Map<string, Entry>();
  const spans = new Map<string, Span>();
  for (const [n, entry] of entries.entries()) {
    const known = remembered[n];
    if (known !== undefined && isWithin(known, entry.ms)) continue;
    if (known === undefined) unknown.set(keys[n]!, entry);
    spans.set(keys[n]!, widened(spans.get(keys[n]!), entry.ms));
  }
  const learnt = await resolve(tx, resolving, { unknown, spans, seen: seenAgain(keys, remembered, spans) });
  const known = keys.map((key, n) => learnt.get(key) ?? remembered[n]!);
  for (const [n, entry] of entries.entries()) entry.personId = known[n]!.persons[0] ?? 0;
  return { known, learnt };
}

/** Whether all are about somebody remembered, of whom they tell nothing new; each entry then has its person. */
export function arePlain(
  { claims }: LiveStores,
  { shopId }: Origin,
  { entries, generation }: Pick<Resolving, 'entries' | 'generation'>,
): boolean {
  return entries.every((entry) => {
    const known = stillKnown(claims.get(claimKey(shopId, entry.identities)), generation);
    if (known === undefined || !isWithin(known, entry.ms)) return false;
    entry.personId = known.persons[0] ?? 0;
    return profileOf(entry, known) === undefined;
  });
}

/** A generation that never was. */
const FORGOTTEN = -1;

const NEVER = Number.POSITIVE_INFINITY;

const stillKnown = (it: KnownClaim | undefined, generation: number) =>
  it?.generation === generation ? it : undefined;

/** Nothing is to be written of somebody seen again within their span, or a little after it. */
const isWithin = ({ from, to }: KnownClaim, ms: number): boolean => ms >= from && ms <= to + SEEN_STEP_MS;

interface Span {
  readonly from: number;
  readonly to: number;
}

const widened = (span: Span | undefined, at: number): Span =>
  span === undefined ? { from: at, to: at } : { from: Math.min(span.from, at), to: Math.max(span.to, at) };

interface Asked {
  readonly unknown: ReadonlyMap<string, Entry>;
  /** Of those unknown, and of those seen outside the span they are remembered in. */
  readonly spans: ReadonlyMap<string, Span>;
  readonly seen: { readonly personId: number; readonly at: string }[];
}

async function resolve(tx: Tx, resolving: Resolving, asked: Asked): Promise<Map<string, KnownClaim>> {
  const { origin, keys, generation, numbers } = resolving;
  const learnt = new Map<string, KnownClaim>();
  if (asked.unknown.size === 0 && asked.seen.length === 0) return learnt;
  const claims = [...asked.unknown].map(([key, { identities }]) => {
    const span = asked.spans.get(key)!;
    return { key, span, identities, at: new Date(span.from).toISOString() };
  });
  // The other end of what the flush heard of somebody widens their span as well.
  const ends = claims
    .filter(({ span }) => span.to > span.from)
    .map((it) => ({ identities: it.identities, at: new Date(it.span.to).toISOString() }));
  const context = { source: origin.source, seen: asked.seen, numbers };
  const told = [...claims, ...ends];
  const { personsOfClaims, marked } = await resolvePersons(tx, keys, origin.shopId, told, context);
  for (const [n, { key, span }] of claims.entries())
    learnt.set(key, {
      ...{ ...span, persons: personsOfClaims[n]!, touchedAt: NEVER },
      // A fact from before somebody was erased is nobody's, one from after it is not: neither is remembered for the other.
      generation: marked.has(n) ? FORGOTTEN : generation,
    });
  return learnt;
}

/** Persons from memory whose span has to be widened. */
function seenAgain(
  keys: readonly string[],
  remembered: readonly (KnownClaim | undefined)[],
  spans: ReadonlyMap<string, Span>,
): Asked['seen'] {
  const seen: Asked['seen'] = [];
  const done = new Set<string>();
  if (spans.size === 0) return seen;
  for (const [n, known] of remembered.entries()) {
    const key = keys[n]!;
    const span = spans.get(key);
    if (known === undefined || span === undefined || done.has(key)) continue;
    done.add(key);
    for (const at of new Set([span.from, span.to]))
      for (const personId of known.persons) seen.push({ personId, at: new Date(at).toISOString() });
  }
  return seen;
}

/** Traits, ties and first touches; answers the traits left out. What was told of a touch before is not told again. */
export async function storeSaid(
  tx: Tx,
  { origin, keys, entries }: Resolving,
  { known }: Persons,
): Promise<LeftOut> {
  const told = entries.flatMap((entry, n) => {
    const profile = profileOf(entry, known[n]!);
    return profile === undefined ? [] : [{ entry, profile }];
  });
  if (told.length === 0) return new Map();
  const { source, shopId } = origin;
  const profiles = told.map(({ profile }) => profile);
  const { leftOut } = await storeProfiles(tx, keys, shopId, profiles, { source });
  return leftOutBy(
    told.map(({ entry }) => entry),
    leftOut,
  );
}

function profileOf(
  { event, customer, personId, at, ms }: Entry,
  known: KnownClaim,
): ProfileRecord | undefined {
  if (personId === 0) return undefined;
  const touch = event?.touch !== undefined && ms < known.touchedAt ? event.touch : undefined;
  const traits = customer?.traits;
  if (touch === undefined && traits === undefined && event?.tie === undefined) return undefined;
  return { personId, at, touch, traits, tie: event?.tie };
}

/** After the commit: what is true now may be relied on. */
export function remember({ stores, entries }: Resolving, { known, learnt }: Persons): void {
  for (const [key, it] of learnt) stores.claims.set(key, it);
  for (const [n, { ms, event }] of entries.entries()) {
    const it = known[n]!;
    if (ms < it.from) it.from = ms;
    if (ms > it.to + SEEN_STEP_MS) it.to = ms;
    if (event?.touch !== undefined && ms < it.touchedAt) it.touchedAt = ms;
  }
}
