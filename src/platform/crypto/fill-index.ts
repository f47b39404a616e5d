import { sql } from 'kysely';
import type { Tx } from '../db/postgres.ts';
import type { ShopKeys } from './keyring.ts';
import { BATCH, placeOf, rowIdOf, type SealedColumn } from './reseal.ts';

/** A blind index made of a sealed value of the same row, in two columns `<index>_a` and `<index>_b`. */
export interface IndexedColumn extends SealedColumn {
  readonly index: string;
  /** SQL over the row's columns, given to `termOf`: what kind of value this is. */
  readonly kind: string;
  /** What was indexed when the row was written: the same kind and normalized text. */
  termOf(kind: string, plain: string): { readonly kind: string; readonly value: string };
}

interface IndexedRow {
  readonly id: number;
  readonly row_id: string;
  readonly kind: string;
  readonly sealed: Buffer;
}

interface Filling {
  readonly keys: ShopKeys;
  readonly shopId: number;
  readonly column: IndexedColumn;
  /** Id to begin at, so that no batch looks at the rows of those before it. */
  readonly from: number;
}

const columnsOf = (column: IndexedColumn, from: 'a' | 'b') => ({
  from: sql.ref(`${column.index}_${from}`),
  to: sql.ref(`${column.index}_${from === 'a' ? 'b' : 'a'}`),
});

/** Gives up to 500 rows the next key's index, in the column lookups do not use yet. */
export async function fillBatch(tx: Tx, what: Filling): Promise<{ done: number; next: number }> {
  const { keys, shopId, column, from } = what;
  const target = keys.indexColumn === 'a' ? 'b' : 'a';
  const rows = await rowsWithoutNext(tx, what);
  const filled = rows.map((row) => {
    const term = column.termOf(row.kind, keys.open(placeOf(shopId, column, row.row_id), row.sealed));
    const next = keys.indexPair(term.kind, term.value)[target];
    return { id: row.id, key: row.row_id, old: row.sealed.toString('base64'), new: next?.toString('base64') };
  });
  if (filled.length > 0) await writeFilled(tx, what, filled);
  return { done: rows.length, next: rows.at(-1)?.id ?? from };
}

/** Locked, so that a row changed at this moment is either seen changed or waits and writes both columns itself. */
async function rowsWithoutNext(
  tx: Tx,
  { keys, shopId, column, from: first }: Filling,
): Promise<IndexedRow[]> {
  const { from, to } = columnsOf(column, keys.indexColumn);
  const { rows } = await sql<IndexedRow>`
    select ${sql.ref(column.id)} as id, ${rowIdOf(column)} as row_id, ${sql.raw(column.kind)} as kind,
      ${sql.ref(column.column)} as sealed
    from ${sql.table(column.table)}
    where shop_id = ${shopId} and ${sql.ref(column.id)} >= ${first} and ${from} is not null and ${to} is null
    order by ${sql.ref(column.id)} limit ${BATCH} for update`.execute(tx);
  return rows;
}

async function writeFilled(tx: Tx, { keys, shopId, column }: Filling, filled: readonly object[]) {
  const { to } = columnsOf(column, keys.indexColumn);
  await sql`
    update ${sql.table(column.table)} as t set ${to} = decode(r.z_new, 'base64')
    from (select x."id" as z_id, x."key" as z_key, x."old" as z_old, x."new" as z_new
          from json_to_recordset(${JSON.stringify(filled)}::json)
            as x("id" bigint, "key" text, "old" text, "new" text)) r
    where t.shop_id = ${shopId} and t.${sql.ref(column.id)} = r.z_id and ${rowIdOf(column)} = r.z_key
      and t.${sql.ref(column.column)} = decode(r.z_old, 'base64')`.execute(tx);
}

interface Clearing {
  readonly shopId: number;
  readonly column: IndexedColumn;
  readonly spare: 'a' | 'b';
  readonly from: number;
}

/** Empties the column nobody looks in any more, for the rows of up to 2,000 ids. */
export async function clearBatch(
  tx: Tx,
  { shopId, column, spare, from }: Clearing,
): Promise<{ done: number; next: number }> {
  const [index, id] = [sql.ref(`${column.index}_${spare}`), sql.ref(column.id)];
  const { rows } = await sql<{ id: number }>`
    update ${sql.table(column.table)} set ${index} = null
    where shop_id = ${shopId} and ${index} is not null and ${id} in (
      select ${id} from ${sql.table(column.table)}
      where shop_id = ${shopId} and ${id} >= ${from} and ${index} is not null order by ${id} limit 2000)
    returning ${id} as id`.execute(tx);
  return { done: rows.length, next: rows.reduce((last, row) => Math.max(last, row.id), from) };
}
