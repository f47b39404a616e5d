import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/postgres.ts';

/** What one person looked at of late, most first. */
export interface Looked {
  readonly personId: number;
  /** By their one number across channels. */
  readonly products: readonly number[];
  /** Of each, decayed (look-rules.ts) as of the day they are counted on. */
  readonly looks: readonly number[];
}

/** As of which shop day looks were counted, and when. */
export interface Counted {
  readonly countedOn: string;
  readonly countedAt: Date;
}

/** Keeps looks in the place of what was kept of the same persons; what was counted later stays. */
export async function storeLooks(
  tx: Tx,
  shopId: number,
  { looked, countedOn, countedAt }: Counted & { readonly looked: readonly Looked[] },
): Promise<void> {
  if (looked.length === 0) return;
  await sql`
    insert into analytics.looks as kept (shop_id, person_id, products, looks, counted_on, counted_at)
    select ${shopId}, it."personId", it.products, it.looks, ${countedOn}::date, ${countedAt}
    from jsonb_to_recordset(${JSON.stringify(looked)}::jsonb) as it ("personId" int, products int[], looks real[])
    on conflict (shop_id, person_id) do update
      set products = excluded.products, looks = excluded.looks, counted_on = excluded.counted_on, counted_at = excluded.counted_at
      where kept.counted_at <= excluded.counted_at`.execute(tx);
}

/** Drops what was counted before a moment, or on a shop day before one. */
export async function dropOlderLooks(
  tx: Tx,
  shopId: number,
  { countedOn, countedAt }: Partial<Counted>,
): Promise<void> {
  await sql`delete from analytics.looks
    where shop_id = ${shopId} and (counted_at < ${countedAt ?? null}::timestamptz or counted_on < ${countedOn ?? null}::date)`.execute(
    tx,
  );
}

export async function readLooks(tx: Tx, shopId: number, personIds: readonly number[]): Promise<Looked[]> {
  const { rows } = await sql<Looked>`
    select person_id as "personId", products, looks from analytics.looks
    where shop_id = ${shopId} and person_id = any(${personIds}::int[]) order by person_id`.execute(tx);
  return rows;
}

export async function dropLooks(tx: Tx, shopId: number, personIds: readonly number[]): Promise<void> {
  await sql`delete from analytics.looks where shop_id = ${shopId} and person_id = any(${personIds}::int[])`.execute(
    tx,
  );
}
