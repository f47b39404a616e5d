import { sql } from 'kysely';
import type { TraitHistory } from '../../../contract/customer.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import { ok, type Result } from '../../../platform/errors.ts';
import { readDictionary } from '../dictionary/dictionary.ts';
import { readPersonsOf } from '../identity/read-identities.ts';
import { presentValue } from '../present.ts';
import type { Showing } from './show-customer.ts';
import { openTrait, type TraitRow } from './trait-store.ts';

/** Every value a trait of a customer had, of all their persons, masked for the caller; the last 100. Problems: no-such-customer. */
export async function showTraitHistory(
  tx: Tx,
  { name, ...showing }: Showing & { readonly name: string },
): Promise<Result<TraitHistory>> {
  const { keys, shopId, customerId, masking } = showing;
  const persons = await readPersonsOf(tx, shopId, customerId);
  if (!persons.ok) return persons;
  const trait = (await readDictionary(tx, shopId)).traits.find((it) => it.name === name);
  const rows = await readValues(tx, shopId, { name, personIds: persons.value });
  // Of several persons the newest value is the customer's.
  const standing = rows.find((row) => row.stands);
  return ok({
    values: rows.map((row) => {
      const value = openTrait(keys, shopId, row);
      const shown = value === null ? { value, masked: false } : presentValue(trait, value, masking);
      return { ...shown, source: row.source, at: row.at.toISOString(), stands: row === standing };
    }),
  });
}

type HistoryRow = TraitRow & { readonly stands: boolean };

async function readValues(
  tx: Tx,
  shopId: number,
  { name, personIds }: { readonly name: string; readonly personIds: readonly number[] },
): Promise<HistoryRow[]> {
  const columns = sql`person_id, name, value::text as value, value_sealed, source, at`;
  const { rows } = await sql<HistoryRow>`
    select ${columns}, true as stands from customers.traits
    where shop_id = ${shopId} and person_id = any(${personIds}::int[]) and name = ${name}
    union all
    select ${columns}, false from customers.trait_history
    where shop_id = ${shopId} and person_id = any(${personIds}::int[]) and name = ${name}
    order by at desc, stands desc, person_id limit 100`.execute(tx);
  return rows;
}
