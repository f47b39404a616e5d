import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../db/postgres.ts';
import type { ShopKeys } from './keyring.ts';

/** A column of sealed values, told so that platform code can open and seal it again without knowing the domain. */
export interface SealedColumn {
  /** Schema-qualified, such as `customers.traits`. */
  readonly table: string;
  readonly column: string;
  /** Integer column to page by; need not be unique. (shop_id, id) should be indexed. */
  readonly id: string;
  /** SQL over the row's columns that gives Place.rowId; the id itself unless told. */
  readonly rowId?: string;
  /** Where the values were sealed, if rows were moved here from another table. */
  readonly sealedAs?: { readonly table: string; readonly column: string };
  /** Values sealed again in one statement: 500 unless told, less where they are large. */
  readonly batch?: number;
}

interface SealedRow {
  readonly id: number;
  readonly row_id: string;
  readonly sealed: Buffer;
}

export const BATCH = 500;

export const rowIdOf = (column: SealedColumn): RawBuilder<string> =>
  sql.raw(column.rowId ?? `${column.id}::text`);

export const placeOf = (shopId: number, column: SealedColumn, rowId: string) => ({
  shopId,
  table: column.sealedAs?.table ?? column.table,
  column: column.sealedAs?.column ?? column.column,
  rowId,
});

/** Seals again up to a batch of values of `column` that are under an older key, beginning at id `from`. */
export async function resealBatch(
  tx: Tx,
  what: { keys: ShopKeys; shopId: number; column: SealedColumn; from: number },
): Promise<{ done: number; next: number }> {
  const { keys, shopId, column, from } = what;
  const rows = await rowsUnderOlderKey(tx, what);
  const fresh = rows.map((row) => {
    const place = placeOf(shopId, column, row.row_id);
    const sealed = keys.seal(place, keys.open(place, row.sealed));
    return {
      id: row.id,
      key: row.row_id,
      old: row.sealed.toString('base64'),
      new: sealed.toString('base64'),
    };
  });
  if (fresh.length > 0) await writeResealed(tx, { shopId, column, fresh });
  return { done: rows.length, next: rows.at(-1)?.id ?? from };
}

async function rowsUnderOlderKey(
  tx: Tx,
  { keys, shopId, column, from }: { keys: ShopKeys; shopId: number; column: SealedColumn; from: number },
): Promise<SealedRow[]> {
  const version = Buffer.alloc(4);
  version.writeUInt32BE(keys.sealVersion);
  const sealed = sql.ref(column.column);
  const { rows } = await sql<SealedRow>`
    select ${sql.ref(column.id)} as id, ${rowIdOf(column)} as row_id, ${sealed} as sealed
    from ${sql.table(column.table)}
    where shop_id = ${shopId} and ${sql.ref(column.id)} >= ${from} and ${sealed} is not null
      and substring(${sealed} from 2 for 4) <> ${version}
    order by ${sql.ref(column.id)} limit ${column.batch ?? BATCH}`.execute(tx);
  return rows;
}

/** Only where the value is still the one that was read: a writer in between has sealed with the new key already. */
async function writeResealed(
  tx: Tx,
  { shopId, column, fresh }: { shopId: number; column: SealedColumn; fresh: readonly object[] },
): Promise<void> {
  const sealed = sql.ref(column.column);
  await sql`
    update ${sql.table(column.table)} as t set ${sealed} = decode(r.z_new, 'base64')
    from (select x."id" as z_id, x."key" as z_key, x."old" as z_old, x."new" as z_new
          from json_to_recordset(${JSON.stringify(fresh)}::json)
            as x("id" bigint, "key" text, "old" text, "new" text)) r
    where t.shop_id = ${shopId} and t.${sql.ref(column.id)} = r.z_id and ${rowIdOf(column)} = r.z_key
      and t.${sealed} = decode(r.z_old, 'base64')`.execute(tx);
}
