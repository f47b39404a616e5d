import { sql } from 'kysely';
import type { TraitDefinition } from '../../../contract/dictionary.ts';
import type { Keyring, ShopKeys } from '../../../platform/crypto/keyring.ts';
import { holdFence } from '../../../platform/crypto/shop-keys.ts';
import { type Db, type Tx, withShop } from '../../../platform/db/postgres.ts';
import { openTrait } from '../profiles/trait-store.ts';
import { indexesOf } from '../profiles/trait-value.ts';
import { type Dictionary, readDictionary } from './dictionary.ts';

/** Waits for whoever writes traits now, and keeps new ones out until `tx` ends: writers hold the key fence. */
export const holdTraitWriters = holdFence;

export interface IndexingTools {
  readonly db: Db;
  readonly keyring: Keyring;
}

/** Rows of one transaction: each is opened and hashed, some 50 us; writers of these rows wait for it. */
const BATCH = 500;

/**
 * Gives the values of every trait whose search changed the blind indexes they are now looked up by. May be cut off
 * anywhere and called again, at the same time by two as well. Answers how many values it went through.
 */
export async function indexTraits({ db, keyring }: IndexingTools, shopId: number): Promise<number> {
  const names = await withShop(db, shopId, (tx) => readDue(tx, shopId));
  let count = 0;
  for (const name of names) count += await indexTrait({ db, keyring }, shopId, name);
  return count;
}

async function indexTrait(tools: IndexingTools, shopId: number, name: string): Promise<number> {
  const began = await withShop(tools.db, shopId, (tx) => readTrait(tx, shopId, name));
  if (began === undefined) return 0;
  let count = 0;
  for (const table of tables) count += await indexTable(tools, shopId, { table, name });
  await withShop(tools.db, shopId, (tx) => settle(tx, shopId, began));
  return count;
}

const tables = [
  { table: 'customers.traits', id: 'person_id' },
  { table: 'customers.trait_history', id: 'history_id' },
] as const;

interface Place {
  readonly table: (typeof tables)[number];
  readonly name: string;
}

async function indexTable({ db, keyring }: IndexingTools, shopId: number, place: Place): Promise<number> {
  const keys = await keyring.forShop(shopId);
  let [count, after] = [0, 0];
  for (;;) {
    const { done, last } = await withShop(db, shopId, (tx) => indexBatch(tx, { keys, shopId, place, after }));
    count += done;
    if (done < BATCH) return count;
    after = last;
  }
}

interface Batch {
  readonly keys: ShopKeys;
  readonly shopId: number;
  readonly place: Place;
  /** Id of the last row of the batch before. */
  readonly after: number;
}

interface SealedRow {
  readonly id: number;
  readonly person_id: number;
  readonly name: string;
  readonly value: null;
  readonly value_sealed: Buffer;
}

/** By the dictionary as it is in this transaction, behind the fence: a change meanwhile comes before or after it. */
async function indexBatch(tx: Tx, batch: Batch): Promise<{ done: number; last: number }> {
  const { keys, shopId, place } = batch;
  await keys.fence(tx);
  const trait = await readTrait(tx, shopId, place.name);
  const rows = await readSealed(tx, batch);
  if (trait === undefined || rows.length === 0) return { done: 0, last: batch.after };
  const indexed = rows.map((row) => {
    const plain = openTrait(keys, shopId, row);
    return { id: row.id, ...indexesOf(keys, trait, String(plain)) };
  });
  await writeIndexes(tx, batch, indexed);
  return { done: rows.length, last: rows.at(-1)!.id };
}

async function readSealed(tx: Tx, { shopId, place, after }: Batch): Promise<SealedRow[]> {
  const id = sql.ref(place.table.id);
  const { rows } = await sql<SealedRow>`
    select ${id} as id, person_id, name, null as value, value_sealed from ${sql.table(place.table.table)}
    where shop_id = ${shopId} and name = ${place.name} and ${id} > ${after} and value_sealed is not null
    order by ${id} limit ${BATCH} for update`.execute(tx);
  return rows;
}

async function writeIndexes(tx: Tx, { shopId, place }: Batch, indexed: readonly object[]): Promise<void> {
  await sql`
    update ${sql.table(place.table.table)} as t
    set value_index_a = decode(r.a, 'hex'), value_index_b = decode(r.b, 'hex'),
      suffix_index_a = decode(r.sa, 'hex'), suffix_index_b = decode(r.sb, 'hex')
    from json_to_recordset(${JSON.stringify(indexed)}::json) as r(id bigint, a text, b text, sa text, sb text)
    where t.shop_id = ${shopId} and t.name = ${place.name} and t.${sql.ref(place.table.id)} = r.id`.execute(
    tx,
  );
}

async function readTrait(tx: Tx, shopId: number, name: string): Promise<TraitDefinition | undefined> {
  const { traits } = await readDictionary(tx, shopId);
  return traits.find((it) => it.name === name && !it.builtIn);
}

async function readDue(tx: Tx, shopId: number): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select name from customers.dictionary where shop_id = ${shopId} and index_due order by name`.execute(tx);
  return rows.map((row) => row.name);
}

/** Done, unless its search was changed once more while we went through. */
const settle = (tx: Tx, shopId: number, { name, search }: TraitDefinition) =>
  sql`
  update customers.dictionary set index_due = false
  where shop_id = ${shopId} and name = ${name}
    and coalesce(search, 'text') = ${search ?? 'none'}`.execute(tx);

/** Marks traits as due whose search is not what it was when a rotation of keys began: it indexed them by that. */
async function markTraitsDue(tx: Tx, shopId: number, names: readonly string[]): Promise<void> {
  if (names.length === 0) return;
  await sql`
    update customers.dictionary set index_due = true
    where shop_id = ${shopId} and name = any(${names}::text[])`.execute(tx);
}

/**
 * After a rotation of keys that began with this dictionary: values of traits added or searched otherwise since are
 * indexed again, because the rotation knew them by it.
 */
export async function settleRotation(
  tools: IndexingTools,
  shopId: number,
  began: Dictionary,
): Promise<number> {
  await withShop(tools.db, shopId, async (tx) => {
    const { traits } = await readDictionary(tx, shopId);
    const searched = new Map(began.traits.map((it) => [it.name, it.search]));
    const changed = traits.filter((it) => !searched.has(it.name) || searched.get(it.name) !== it.search);
    await markTraitsDue(
      tx,
      shopId,
      changed.map((it) => it.name),
    );
  });
  return indexTraits(tools, shopId);
}
