import { sql } from 'kysely';
import type { ShopKeys } from '../../../platform/crypto/keyring.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import { deleteTombstones, hasTombstones, readTombstones, writeTombstones } from '../../compliance/index.ts';
import type { PersonClaim } from './claimed-identities.ts';
import { identityPlace } from './identity-store.ts';
import { type Identity, normalizeIdentity } from './normalize-identity.ts';

/** Under the shop's first key for ever: a tombstone outlives rotations, and the value itself is gone. */
const fingerprintOf = (keys: ShopKeys, { channel, kind, value }: Identity): string =>
  keys.fingerprint('tombstone', JSON.stringify([channel, kind, value])).toString('hex');

interface Asking {
  readonly keys: ShopKeys;
  readonly shopId: number;
  readonly claims: readonly PersonClaim[];
}

/** Positions of claims. */
export interface ClaimsOfErased {
  /** About somebody who was erased after the fact they tell: they are nobody's. */
  readonly erased: ReadonlySet<number>;
  /** With an identity of somebody erased, whenever: what was learnt of it for one time does not hold for another. */
  readonly marked: ReadonlySet<number>;
}

/** A fact from after the erasure is a new acquaintance. One cheap statement where nobody was ever erased. */
export async function claimsOfErased(tx: Tx, { keys, shopId, claims }: Asking): Promise<ClaimsOfErased> {
  if (claims.length === 0 || !(await hasTombstones(tx, shopId)))
    return { erased: new Set(), marked: new Set() };
  const named = claims.map(({ identities }) =>
    identities.flatMap((claim) => {
      const it = normalizeIdentity(claim);
      return 'no' in it ? [] : fingerprintOf(keys, it.identity);
    }),
  );
  const tombstones = await readTombstones(tx, shopId, [...new Set(named.flat())]);
  const isOld = (fingerprint: string, at: string) => {
    const until = tombstones.get(fingerprint);
    return until !== undefined && new Date(at).toISOString() <= until;
  };
  const where = (holds: (claim: PersonClaim, fingerprint: string) => boolean) =>
    new Set(claims.flatMap((claim, n) => (named[n]!.some((it) => holds(claim, it)) ? [n] : [])));
  return {
    erased: where(({ began, at }, it) => isOld(it, began ?? at)),
    marked: where((_, it) => tombstones.has(it)),
  };
}

interface Persons {
  readonly keys: ShopKeys;
  readonly shopId: number;
  readonly personIds: readonly number[];
}

async function fingerprintsOf(tx: Tx, { keys, shopId, personIds }: Persons): Promise<string[]> {
  const { rows } = await sql<Omit<Identity, 'value'> & { person_id: number; value_sealed: Buffer }>`
    select person_id, channel, kind, value_sealed from customers.identities
    where shop_id = ${shopId} and person_id = any(${personIds}::int[])`.execute(tx);
  return rows.map((row) => {
    const value = keys.open(identityPlace(shopId, row.person_id), row.value_sealed);
    return fingerprintOf(keys, { channel: row.channel, kind: row.kind, value });
  });
}

/** Before the identities of persons go: leaves what tells an old file's claim from a new acquaintance. */
export async function leaveTombstones(
  tx: Tx,
  persons: Persons & { readonly erasedAt: string },
): Promise<void> {
  const { shopId, erasedAt } = persons;
  await writeTombstones(tx, shopId, { fingerprints: await fingerprintsOf(tx, persons), erasedAt });
}

/** They consented anew, and are known again whatever a file says. */
export async function liftTombstones(tx: Tx, persons: Persons): Promise<void> {
  if (await hasTombstones(tx, persons.shopId))
    await deleteTombstones(tx, persons.shopId, await fingerprintsOf(tx, persons));
}
