import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/postgres.ts';

/** Points an act granted for an order, and how many of them were taken back. */
export interface OrderLot {
  readonly act: number;
  readonly points: number;
  readonly revoked: number;
}

/** What an order has earned so far. */
export interface OrderPoints {
  readonly orderId: number;
  readonly personId: number;
  /** Of the rules it goes by. */
  readonly version: number;
  /** Of the tier this person had when it first earned; null: not yet, or earned before this was kept. */
  readonly tierPercent: number | null;
  /** By the rules, for what of it stands; caps may have left less. */
  readonly due: number;
  readonly lots: readonly OrderLot[];
  readonly activeFrom: Date | null;
  /** How many acts there were: makes the next key. */
  readonly acts: number;
}

/** Of some orders, those that have earned or were looked at. */
export async function readOrderPoints(
  tx: Tx,
  shopId: number,
  orderIds: readonly number[],
): Promise<Map<number, OrderPoints>> {
  const { rows } = await sql<OrderPoints>`
    select order_id as "orderId", person_id as "personId", version, tier_percent as "tierPercent", due, lots, active_from as "activeFrom", acts
    from loyalty.order_points where shop_id = ${shopId} and order_id = any(${orderIds}::bigint[])
    for update`.execute(tx);
  return new Map(rows.map((row) => [row.orderId, row]));
}

export async function writeOrderPoints(tx: Tx, shopId: number, all: readonly OrderPoints[]): Promise<void> {
  if (all.length === 0) return;
  await sql`
    insert into loyalty.order_points (shop_id, order_id, person_id, version, tier_percent, due, lots, active_from, acts)
    select ${shopId}, r."orderId", r."personId", r.version, r."tierPercent", r.due, r.lots, r."activeFrom", r.acts
    from json_to_recordset(${JSON.stringify(all)}::json) as r("orderId" bigint, "personId" integer, version integer,
      "tierPercent" integer, due bigint, lots jsonb, "activeFrom" timestamptz, acts integer)
    on conflict (shop_id, order_id) do update set person_id = excluded.person_id, version = excluded.version,
      tier_percent = excluded.tier_percent, due = excluded.due, lots = excluded.lots, active_from = excluded.active_from, acts = excluded.acts`.execute(
    tx,
  );
}
