import type { ShopKeys } from '../../../platform/crypto/keyring.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import { owe } from '../../../platform/mirror/index.ts';
import { type ClaimedIdentities, collectIdentities, type PersonClaim } from './claimed-identities.ts';
import { findOrMakePersons, type PersonsOf } from './find-or-make-persons.ts';
import { shareGraph } from './graph-store.ts';
import { joinClaims } from './join-claims.ts';
import type { Reservation } from './numbers-ahead.ts';
import { type Sighting, seePersons } from './sighting-store.ts';
import { claimsOfErased } from './tombstones.ts';
import { proposeByWeakEvidence } from './weak-evidence.ts';

export interface ResolveContext {
  /** Where the claims come from: a preset, a connector, a write key's source. */
  readonly source: string;
  readonly importId?: number;
  /** Who, for the history of edges; `import:<id>` or the source unless told. */
  readonly by?: string;
  /** Persons the caller knew from its cache and saw again in this transaction: locked and seen with the others. */
  readonly seen?: readonly { readonly personId: number; readonly at: string }[];
  /** Numbers for newcomers that the caller took ahead. */
  readonly numbers?: Pick<Reservation, 'take'>;
}

export interface Resolved {
  /** For each claim the person of its primary identity; 0 where no identity names anybody. */
  readonly personIds: number[];
  /** For each claim the persons of all its identities that name somebody, in their order. */
  readonly personsOfClaims: readonly (readonly number[])[];
  /** Customers that are new. */
  readonly created: number;
  /** Times two customers that were there before became one. */
  readonly joined: number;
  /** Customers (as numbered now) that are new, were joined, or fell apart by a quarantine. */
  readonly changedCustomers: number[];
  /** Identities that name nobody: masked, virtual with an extension, placeholders. */
  readonly unusable: number;
  /** Positions of claims about somebody who was erased after the fact: person 0, and nothing personal may be kept. */
  readonly erased: ReadonlySet<number>;
  /** Positions of claims that may be somebody else's at another time: an identity of theirs was erased. */
  readonly marked: ReadonlySet<number>;
}

/**
 * Finds or makes the persons behind a batch of claims and joins by evidence what belongs together. About eight
 * statements for 5,000 claims. Call it once per transaction, before `storeProfiles` and before rows of other domains:
 * locks are then always taken in the order key fence, person counter, identities by index, graph, persons by number,
 * and two writers never wait for each other in a circle (the bare prototype deadlocked).
 * Afterwards call the mirror's `payOff`: kinds `persons` and `overrides` are owed.
 */
export async function resolvePersons(
  tx: Tx,
  keys: ShopKeys,
  shopId: number,
  told: readonly PersonClaim[],
  context: ResolveContext,
): Promise<Resolved> {
  const { erased, marked } = await claimsOfErased(tx, { keys, shopId, claims: told });
  const claims = erased.size === 0 ? told : told.map((it, n) => (erased.has(n) ? nobody(it) : it));
  const claimed = collectIdentities(claims);
  const author = { by: context.by ?? byOf(context), importId: context.importId };
  await keys.fence(tx);
  const { importId, numbers } = context;
  const asking = { keys, shopId, identities: claimed.distinct, importId, numbers };
  const persons = await findOrMakePersons(tx, asking);
  const joins = await joinClaims(tx, { shopId, claims, claimed, persons, source: context.source, author });
  await shareGraph(tx, shopId);
  const sightings = sightingsOf({ claimed, persons, seen: context.seen ?? [] });
  const moved = await seePersons(tx, { shopId, sightings, importId: context.importId });
  await owe(tx, shopId, 'persons', [...persons.made, ...moved]);
  const personIds = primaryPersons(claimed, persons);
  await proposeByWeakEvidence(tx, { keys, shopId, claims, personIds, importId: context.importId });
  const personsOfClaims = claimed.ofClaim.map((positions) => positions.map((n) => persons.person[n]!));
  return { personIds, personsOfClaims, unusable: claimed.unusable, erased, marked, ...joins };
}

const nobody = ({ at }: PersonClaim): PersonClaim => ({ identities: [], at });

const byOf = (context: ResolveContext) =>
  context.importId === undefined ? `source:${context.source}` : `import:${context.importId}`;

/** The first identity that is not quarantined; a claim with nothing better falls back on its shared value's person. */
function primaryPersons({ ofClaim }: ClaimedIdentities, persons: PersonsOf): number[] {
  return ofClaim.map((positions) => {
    const n = positions.find((it) => !persons.quarantined.has(it)) ?? positions[0];
    return n === undefined ? 0 : persons.person[n]!;
  });
}

function sightingsOf(what: {
  claimed: ClaimedIdentities;
  persons: PersonsOf;
  seen: readonly { personId: number; at: string }[];
}): Sighting[] {
  const byPerson = new Map<number, Sighting>();
  const note = (it: Sighting) => byPerson.set(it.personId, widened(byPerson.get(it.personId), it));
  for (const it of what.claimed.distinct) {
    const personId = what.persons.person[it.n]!;
    if (!what.persons.made.has(personId)) note({ personId, firstAt: it.firstAt, lastAt: it.lastAt });
  }
  for (const { personId, at } of what.seen) {
    const instant = new Date(at).toISOString();
    note({ personId, firstAt: instant, lastAt: instant });
  }
  return [...byPerson.values()];
}

/** Instants in one ISO spelling sort as text. */
function widened(one: Sighting | undefined, other: Sighting): Sighting {
  if (one === undefined) return other;
  const [firstAt] = [one.firstAt, other.firstAt].sort();
  const [, lastAt] = [one.lastAt, other.lastAt].sort();
  return { personId: one.personId, firstAt: firstAt!, lastAt: lastAt! };
}
