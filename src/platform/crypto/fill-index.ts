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
}

const columnsOf = (column: IndexedColumn, from: 'a' | 'b') => ({
  from: sql.ref(`${column.index}_${from}`),
  to: sql.ref(`${column.index}_${from === 'a' ? 'b' : 'a'}`),
});

/** Gives up to 500 rows the next key's index, in the column lookups do not use yet. Answers how many. */
export async function fillBatch(tx: Tx, what: Filling): Promise<number> {
  const { keys, shopId, column } = what;
  const target = keys.indexColumn === 'a' ? 'b' : 'a';
  const filled = (await rowsWithoutNext(tx, what)).map((row) => {
    const term = column.termOf(row.kind, keys.open(placeOf(shopId, column, row.row_id), row.sealed));
    const next = keys.indexPair(term.kind, term.value)[target];
    return { id: row.id, key: row.row_id, old: row.sealed.toString('base64'), new: next?.toString('base64') };
  });
  if (filled.length > 0) await writeFilled(tx, what, filled);
  return filled.length;
}

/** Locked, so that a row changed at this moment is either seen changed or waits and writes both columns itself. */
async function rowsWithoutNext(tx: Tx, { keys, shopId, column }: Filling): Promise<IndexedRow[]> {
  const { from, to } = columnsOf(column, keys.indexColumn);
  const { rows } = await sql<IndexedRow>`
    select ${sql.ref(column.id)} as id, ${rowIdOf(column)} as row_id, ${sql.raw(column.kind)} as kind,
      ${sql.ref(column.column)} as sealed
    from ${sql.table(column.table)}
    where shop_id = ${shopId} and ${from} is not null and ${to} is null
    order by ${sql.ref(column.id)} limit ${BATCH} for update`.execute(tx);
  return rows;
}

async function writeFilled(tx: Tx, { keys, shopId, column }: Filling, filled: readonly object[]) {
  const { to } = columnsOf(column, keys.indexColumn);
  await sql`
    update ${sql.table(column.table)} as t set ${to} = decode(r.z_new, 'base64')
    from (select x."id" as z_id, x."key" as z_key, x."new" as z_new
          from json_to_recordset(${JSON.stringify(filled)}::json)
            as x("id" bigint, "key" text, "new" text)) r
    where t.shop_id = ${shopId} and t.${sql.ref(column.id)} = r.z_id and ${rowIdOf(column)} = r.z_key`.execute(
    tx,
  );
}

/** Empties up to 5,000 rows of the column nobody looks in any more. Answers how many. */
export async function clearColumn(
  tx: Tx,
  { shopId, column, spare }: { shopId: number; column: IndexedColumn; spare: 'a' | 'b' },
): Promise<number> {
  const index = sql.ref(`${column.index}_${spare}`);
  const { numAffectedRows } = await sql`
    update ${sql.table(column.table)} set ${index} = null
    where shop_id = ${shopId} and ctid = any (array(
      select ctid from ${sql.table(column.table)} where shop_id = ${shopId} and ${index} is not null
      limit 5000 for update))`.execute(tx);
  return Number(numAffectedRows ?? 0);
}
