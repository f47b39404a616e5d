import { sql } from 'kysely';
import type { MallItemChange, NewMallItem } from '../../../contract/mall.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import { prepared } from '../../../platform/db/prepared.ts';

/** An item of the mall with its stock. */
export interface MallItem {
  readonly itemId: number;
  readonly kind: 'gift' | 'coupon';
  readonly name: string;
  readonly handsOut: string | null;
  readonly points: number;
  readonly moneyMinor: number;
  readonly mostPerCustomer: number | null;
  /** Instead of it, for customers of these tiers. */
  readonly mostByTier: readonly { readonly tier: string; readonly most: number }[];
  readonly tiers: readonly string[];
  readonly isListed: boolean;
  readonly stockId: number;
  readonly version: number;
  readonly free: number;
  readonly held: number;
  readonly gone: number;
}

const items = (shopId: number) => sql`
  select i.item_id as "itemId", i.kind, i.name, i.hands_out as "handsOut", i.points, i.money_minor as "moneyMinor",
    i.most_per_customer as "mostPerCustomer", i.most_by_tier as "mostByTier", i.tiers, i.is_listed as "isListed", i.stock_id as "stockId", i.version,
    s.free, s.held, s.gone
  from loyalty.mall_items i join ledgers.stock s on s.shop_id = i.shop_id and s.stock_id = i.stock_id
  where i.shop_id = ${shopId} and s.shop_id = ${shopId}`;

/** Those that are offered first, then the newest; at most 500. */
export async function readItems(tx: Tx, shopId: number): Promise<MallItem[]> {
  const { rows } = await sql<MallItem>`${prepared}
    ${items(shopId)} order by i.is_listed desc, i.item_id desc limit 500`.execute(tx);
  return rows;
}

export async function readItem(tx: Tx, shopId: number, itemId: number): Promise<MallItem | undefined> {
  const { rows } = await sql<MallItem>`${items(shopId)} and i.item_id = ${itemId}`.execute(tx);
  return rows[0];
}

type Fields = Omit<MallItemChange, 'version'>;

export async function addItem(
  tx: Tx,
  shopId: number,
  it: { readonly item: NewMallItem; readonly stockId: number; readonly by: string; readonly now: Date },
): Promise<number> {
  const { kind, name, hands_out, points, money_minor, most_per_customer, tiers, is_listed }: Fields = it.item;
  const byTier = JSON.stringify(it.item.most_by_tier ?? []);
  const { rows } = await sql<{ id: number }>`
    insert into loyalty.mall_items (shop_id, kind, name, hands_out, points, money_minor, most_per_customer, most_by_tier, tiers,
      is_listed, stock_id, made_by, made_at)
    values (${shopId}, ${kind}, ${name}, ${hands_out}, ${points}, ${money_minor}, ${most_per_customer}, ${byTier}::jsonb, ${tiers}::text[],
      ${is_listed}, ${it.stockId}, ${it.by}, ${it.now}) returning item_id as id`.execute(tx);
  return rows[0]!.id;
}

/** False: there is none of this version. */
export async function writeItem(
  tx: Tx,
  shopId: number,
  { itemId, change }: { readonly itemId: number; readonly change: MallItemChange },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update loyalty.mall_items set kind = ${change.kind}, name = ${change.name}, hands_out = ${change.hands_out},
      points = ${change.points}, money_minor = ${change.money_minor}, most_per_customer = ${change.most_per_customer},
      most_by_tier = ${JSON.stringify(change.most_by_tier ?? [])}::jsonb, tiers = ${change.tiers}::text[], is_listed = ${change.is_listed}, version = version + 1
    where shop_id = ${shopId} and item_id = ${itemId} and version = ${change.version}`.execute(tx);
  return numAffectedRows === 1n;
}
