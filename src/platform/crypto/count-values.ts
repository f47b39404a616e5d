import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../db/postgres.ts';
import type { IndexedColumn } from './fill-index.ts';
import type { SealedColumn } from './reseal.ts';

interface Columns {
  readonly sealed: readonly SealedColumn[];
  readonly indexed: readonly IndexedColumn[];
}

/** How many values a rotation has before it: those to seal again, and those to index again. */
export async function countValues(tx: Tx, shopId: number, { sealed, indexed }: Columns): Promise<number> {
  const wanted: (readonly [string, RawBuilder<unknown>])[] = [
    ...sealed.map(({ table, column }) => [table, sql.ref(column)] as const),
    ...indexed.map(
      ({ table, index }) =>
        [table, sql`coalesce(${sql.ref(`${index}_a`)}, ${sql.ref(`${index}_b`)})`] as const,
    ),
  ];
  let count = 0;
  for (const [table, value] of wanted) {
    const { rows } = await sql<{ n: number }>`
      select count(${value})::integer as n from ${sql.table(table)} where shop_id = ${shopId}`.execute(tx);
    count += rows[0]!.n;
  }
  return count;
}
