import { sql } from 'kysely';
import type { BenefitKindName } from '../../../contract/benefits.ts';
import type { Tx } from '../../../platform/db/postgres.ts';

/** What a benefit cost in an order, minor units. */
export interface OrderCost {
  readonly orderId: number;
  readonly benefit: BenefitKindName;
  readonly tier: string;
  /** Of the whole order, more than nothing. */
  readonly wholeMinor: number;
  /** Of what stands of it. */
  readonly costMinor: number;
  readonly paidAt: Date;
}

export async function readOrderCosts(
  tx: Tx,
  shopId: number,
  orderIds: readonly number[],
): Promise<OrderCost[]> {
  const { rows } = await sql<OrderCost>`
    select order_id as "orderId", benefit, tier, whole_minor as "wholeMinor", cost_minor as "costMinor", paid_at as "paidAt"
    from loyalty.order_benefits where shop_id = ${shopId} and order_id = any(${orderIds}::bigint[])`.execute(
    tx,
  );
  return rows;
}

/** The tier stays that of the first look: who rises or falls later changes no past. */
export async function writeOrderCosts(tx: Tx, shopId: number, all: readonly OrderCost[]): Promise<void> {
  if (all.length === 0) return;
  await sql`
    insert into loyalty.order_benefits (shop_id, order_id, benefit, tier, whole_minor, cost_minor, paid_at)
    select ${shopId}, r."orderId", r.benefit, r.tier, r."wholeMinor", r."costMinor", r."paidAt"
    from json_to_recordset(${JSON.stringify(all)}::json) as r("orderId" bigint, benefit text, tier text, "wholeMinor" bigint,
      "costMinor" bigint, "paidAt" timestamptz)
    on conflict (shop_id, order_id, benefit) do update set whole_minor = excluded.whole_minor, cost_minor = excluded.cost_minor`.execute(
    tx,
  );
}
