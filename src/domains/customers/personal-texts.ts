import { sql } from 'kysely';
import type { ShopKeys } from '../../platform/crypto/keyring.ts';
import type { Tx } from '../../platform/db/postgres.ts';
import { identityPlace } from './identity/identity-store.ts';
import { openTrait, type TraitRow } from './profiles/trait-store.ts';

interface Persons {
  readonly keys: ShopKeys;
  readonly shopId: number;
  readonly personIds: readonly number[];
}

/**
 * What these persons are known by, in clear: identities, and personal and sensitive traits that are texts, former ones
 * too. For finding them in what no number of theirs stands in. A day (a birthday) is left out: thousands share it.
 */
export async function personalTexts(tx: Tx, persons: Persons): Promise<string[]> {
  const texts = [...(await identityTexts(tx, persons)), ...(await traitTexts(tx, persons))];
  return [...new Set(texts)];
}

async function identityTexts(tx: Tx, { keys, shopId, personIds }: Persons): Promise<string[]> {
  const { rows } = await sql<{ person_id: number; value_sealed: Buffer }>`
    select person_id, value_sealed from customers.identities
    where shop_id = ${shopId} and person_id = any(${personIds}::int[])`.execute(tx);
  return rows.map((row) => keys.open(identityPlace(shopId, row.person_id), row.value_sealed));
}

async function traitTexts(tx: Tx, { keys, shopId, personIds }: Persons): Promise<string[]> {
  const { rows } = await sql<TraitRow>`
    select person_id, name, null as value, value_sealed from customers.traits
    where shop_id = ${shopId} and person_id = any(${personIds}::int[]) and value_sealed is not null
    union all select person_id, name, null, value_sealed from customers.trait_history
    where shop_id = ${shopId} and person_id = any(${personIds}::int[]) and value_sealed is not null`.execute(
    tx,
  );
  return rows.flatMap((row) => {
    const value = openTrait(keys, shopId, row);
    return typeof value === 'string' && !DAY.test(value) ? [value] : [];
  });
}

const DAY = /^\d{4}-\d\d-\d\d/;
