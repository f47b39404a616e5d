import type { ShopKeys } from '../../../platform/crypto/keyring.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import type { ClaimedIdentity } from './claimed-identities.ts';
import {
  type FoundIdentity,
  findIdentities,
  type IndexedIdentity,
  insertIdentities,
  takePersonNumbers,
  withIndex,
} from './identity-store.ts';
import type { Reservation } from './numbers-ahead.ts';
import { insertPersons } from './sighting-store.ts';

export interface PersonsOf {
  /** Person of each identity, by its position. */
  readonly person: readonly number[];
  /** Positions of identities that are quarantined. */
  readonly quarantined: ReadonlySet<number>;
  /** Persons this call made. */
  readonly made: ReadonlySet<number>;
}

interface Asking {
  readonly keys: ShopKeys;
  readonly shopId: number;
  readonly identities: readonly ClaimedIdentity[];
  readonly importId: number | undefined;
  /** Numbers taken ahead; what they cannot serve is taken from the shop's counter. */
  readonly numbers?: Pick<Reservation, 'take'> | undefined;
}

/** The person of every identity; those nobody knows get one. Two statements when all are known, six when not. */
export async function findOrMakePersons(tx: Tx, asking: Asking): Promise<PersonsOf> {
  const identities = withIndex(asking.keys, asking.identities);
  const found = await findIdentities(tx, { ...asking, identities });
  const known = new Set(found.map((it) => it.n));
  const missing = identities.filter((it) => !known.has(it.n));
  if (missing.length === 0) return answer(asking, found, []);
  const made = await makePersons(tx, asking, missing);
  const won = new Set(made.map((row) => row.n));
  const lost = missing.filter((it) => !won.has(it.n));
  // Somebody else wrote these between our look and our insert, and has committed: our insert waited for it.
  const theirs = lost.length === 0 ? [] : await findIdentities(tx, { ...asking, identities: lost });
  return answer(asking, [...found, ...theirs], made);
}

function answer(asking: Asking, found: readonly FoundIdentity[], made: readonly FoundIdentity[]): PersonsOf {
  const person = new Array<number>(asking.identities.length).fill(0);
  for (const row of [...found, ...made]) person[row.n] = row.person_id;
  if (person.includes(0)) throw new Error('An identity was neither found nor written.');
  return {
    person,
    quarantined: new Set(found.filter((row) => row.quarantined).map((row) => row.n)),
    made: new Set(made.map((row) => row.person_id)),
  };
}

/** Numbers in order of the first claim, so that the same file gives the same numbers. */
async function makePersons(
  tx: Tx,
  asking: Asking,
  missing: readonly (ClaimedIdentity & IndexedIdentity)[],
): Promise<FoundIdentity[]> {
  const first =
    asking.numbers?.take(missing.length) ?? (await takePersonNumbers(tx, asking.shopId, missing.length));
  const numbered = missing.map((it, i) => ({ ...it, personId: first + i, firstSeenAt: it.firstAt }));
  const written = await insertIdentities(tx, { ...asking, identities: numbered });
  const made = numbered.filter((it) => written.has(it.personId));
  await insertPersons(tx, { ...asking, sightings: made });
  return made.map((it) => ({ n: it.n, person_id: it.personId, quarantined: false }));
}
