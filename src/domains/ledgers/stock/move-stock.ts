import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../../platform/db/postgres.ts';

/** How much of a thing there is. */
export interface Stock {
  readonly free: number;
  /** Held for somebody who has not confirmed yet. */
  readonly held: number;
  readonly gone: number;
}

/** What a move does to each of the three; all that is taken must be there. */
const moves = {
  hold: { free: -1, held: 1, gone: 0 },
  release: { free: 1, held: -1, gone: 0 },
  take: { free: 0, held: -1, gone: 1 },
  restock: { free: 1, held: 0, gone: -1 },
} as const;

export interface StockMove {
  readonly stockId: number;
  readonly move: keyof typeof moves;
  readonly count: number;
}

/**
 * One conditional statement: holds, releases, takes or puts back so many, or false where there are not so many. The row stays locked
 * until the transaction ends, so that whoever reads behind it (limits of a customer) reads alone. Before any customer.
 */
export async function moveStock(tx: Tx, shopId: number, it: StockMove): Promise<boolean> {
  const by = moves[it.move];
  return change(tx, shopId, {
    stockId: it.stockId,
    by: sql`free = free + ${by.free * it.count}::bigint, held = held + ${by.held * it.count}::bigint,
      gone = gone + ${by.gone * it.count}::bigint`,
    where: sql`free + ${by.free * it.count}::bigint >= 0 and held + ${by.held * it.count}::bigint >= 0
      and gone + ${by.gone * it.count}::bigint >= 0`,
  });
}

export async function openStock(tx: Tx, shopId: number): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into ledgers.stock (shop_id) values (${shopId}) returning stock_id as id`.execute(tx);
  return rows[0]!.id;
}

export interface StockChange {
  readonly stockId: number;
  /** Below nothing: fewer. */
  readonly by: number;
  readonly key: string;
  readonly madeBy: string;
  readonly at: Date;
}

/** More or less of it, once per key: `again` where the key was used for this before, `other` where for something else. */
export async function changeStock(
  tx: Tx,
  shopId: number,
  it: StockChange,
): Promise<'done' | 'again' | 'other' | 'not-so-many'> {
  const { numAffectedRows } = await sql`
    insert into ledgers.stock_changes (shop_id, stock_id, key, by, made_by, at)
    values (${shopId}, ${it.stockId}, ${it.key}, ${it.by}, ${it.madeBy}, ${it.at})
    on conflict (shop_id, key) do nothing`.execute(tx);
  if (numAffectedRows !== 1n) return (await isSameChange(tx, shopId, it)) ? 'again' : 'other';
  const { stockId, by } = it;
  const done = await change(tx, shopId, {
    stockId,
    by: sql`free = free + ${by}::bigint`,
    where: sql`free + ${by}::bigint >= 0`,
  });
  return done ? 'done' : 'not-so-many';
}

interface Changing {
  readonly stockId: number;
  readonly by: RawBuilder<unknown>;
  readonly where: RawBuilder<unknown>;
}

async function change(tx: Tx, shopId: number, { stockId, by, where }: Changing): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update ledgers.stock set ${by}
    where shop_id = ${shopId} and stock_id = ${stockId} and ${where}`.execute(tx);
  return numAffectedRows === 1n;
}

async function isSameChange(tx: Tx, shopId: number, { key, stockId, by }: StockChange): Promise<boolean> {
  const { rows } = await sql`
    select from ledgers.stock_changes
    where shop_id = ${shopId} and key = ${key} and stock_id = ${stockId} and by = ${by}`.execute(tx);
  return rows.length > 0;
}
