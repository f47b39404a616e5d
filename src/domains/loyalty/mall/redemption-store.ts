import { sql } from 'kysely';
import type { RedemptionState } from '../../../contract/mall.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import { prepared } from '../../../platform/db/prepared.ts';

/** Something of the mall that somebody took, or holds. */
export interface Redemption {
  readonly redemptionId: number;
  readonly itemId: number;
  readonly itemName: string;
  readonly itemKind: 'gift' | 'coupon';
  readonly stockId: number;
  /** 0: their data was erased. */
  readonly personId: number;
  readonly count: number;
  readonly points: number;
  readonly moneyMinor: number;
  readonly state: RedemptionState;
  readonly actId: number | null;
  readonly heldAt: Date;
  readonly endsAt: Date;
  readonly decidedAt: Date | null;
}

const redemptions = (shopId: number) => sql`
  select r.redemption_id as "redemptionId", r.item_id as "itemId", i.name as "itemName", i.kind as "itemKind", i.stock_id as "stockId",
    r.person_id as "personId", r.count, r.points, r.money_minor as "moneyMinor", r.state, r.act_id as "actId",
    r.held_at as "heldAt", r.ends_at as "endsAt", r.decided_at as "decidedAt"
  from loyalty.mall_redemptions r join loyalty.mall_items i on i.shop_id = r.shop_id and i.item_id = r.item_id
  where r.shop_id = ${shopId} and i.shop_id = ${shopId}`;

export async function readRedemption(
  tx: Tx,
  shopId: number,
  by: { readonly id: number } | { readonly key: string },
): Promise<Redemption | undefined> {
  const which = 'id' in by ? sql`r.redemption_id = ${by.id}` : sql`r.key = ${by.key}`;
  const { rows } = await sql<Redemption>`${redemptions(shopId)} and ${which}`.execute(tx);
  return rows[0];
}

/** Newest first, behind a number. */
export async function readRedemptions(
  tx: Tx,
  shopId: number,
  { before, limit }: { readonly before?: number | undefined; readonly limit: number },
): Promise<Redemption[]> {
  const behind = before === undefined ? sql`` : sql`and r.redemption_id < ${before}`;
  const { rows } = await sql<Redemption>`
    ${redemptions(shopId)} ${behind} order by r.redemption_id desc limit ${limit}`.execute(tx);
  return rows;
}

/** Those whose time is over, but for those that were put aside until later. */
export async function readOver(tx: Tx, shopId: number, at: Date): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select redemption_id as id from loyalty.mall_redemptions
    where shop_id = ${shopId} and state = 'held' and ends_at <= ${at}
      and coalesce(retry_at <= ${at}, true) order by ends_at limit 1000`.execute(tx);
  return rows.map(({ id }) => id);
}

/** One that could not be ended is not in the way of others: again after two minutes, then four, at most a day. */
export async function putAside(
  tx: Tx,
  shopId: number,
  { redemptionId, at }: { readonly redemptionId: number; readonly at: Date },
): Promise<void> {
  await sql`update loyalty.mall_redemptions set failures = failures + 1,
      retry_at = ${at}::timestamptz + interval '1 minute' * least(2 ^ least(failures + 1, 11), 1440)
    where shop_id = ${shopId} and redemption_id = ${redemptionId} and state = 'held'`.execute(tx);
}

/** How many of an item these persons took or hold. */
export async function countTaken(
  tx: Tx,
  shopId: number,
  it: { readonly itemId: number; readonly personIds: readonly number[] },
): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select coalesce(sum(count), 0)::bigint as n from loyalty.mall_redemptions
    where shop_id = ${shopId} and item_id = ${it.itemId} and person_id = any(${it.personIds}::integer[])
      and state in ('held', 'confirmed')`.execute(tx);
  return rows[0]!.n;
}

/** How many of each item these persons took or hold. */
export async function countTakenByItem(
  tx: Tx,
  shopId: number,
  personIds: readonly number[],
): Promise<Map<number, number>> {
  const { rows } = await sql<{ itemId: number; n: number }>`${prepared}
    select item_id as "itemId", sum(count)::bigint as n from loyalty.mall_redemptions
    where shop_id = ${shopId} and person_id = any(${personIds}::integer[]) and state in ('held', 'confirmed')
    group by item_id`.execute(tx);
  return new Map(rows.map(({ itemId, n }) => [itemId, n]));
}

/** What these persons took or hold, newest first. */
export async function readRedemptionsOf(
  tx: Tx,
  shopId: number,
  { personIds, limit }: { readonly personIds: readonly number[]; readonly limit: number },
): Promise<Redemption[]> {
  const { rows } = await sql<Redemption>`${prepared}
    ${redemptions(shopId)} and r.person_id = any(${personIds}::integer[]) and r.state in ('held', 'confirmed')
    order by r.redemption_id desc limit ${limit}`.execute(tx);
  return rows;
}

export interface NewRedemption {
  readonly itemId: number;
  readonly personId: number;
  readonly count: number;
  readonly points: number;
  readonly moneyMinor: number;
  readonly key: string;
  readonly by: string;
  readonly now: Date;
  readonly endsAt: Date;
}

/** Its number; undefined where the key was taken. */
export async function addRedemption(tx: Tx, shopId: number, it: NewRedemption): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`
    insert into loyalty.mall_redemptions (shop_id, item_id, person_id, count, points, money_minor, key, made_by, held_at, ends_at)
    values (${shopId}, ${it.itemId}, ${it.personId}, ${it.count}, ${it.points}, ${it.moneyMinor}, ${it.key}, ${it.by},
      ${it.now}, ${it.endsAt}) on conflict (shop_id, key) do nothing returning redemption_id as id`.execute(
    tx,
  );
  return rows[0]?.id;
}

export async function noteHold(
  tx: Tx,
  shopId: number,
  it: { readonly redemptionId: number; readonly actId: number },
): Promise<void> {
  await sql`update loyalty.mall_redemptions set act_id = ${it.actId}
    where shop_id = ${shopId} and redemption_id = ${it.redemptionId}`.execute(tx);
}

export interface EndingRedemption {
  readonly redemptionId: number;
  readonly state: Exclude<RedemptionState, 'held' | 'returned'>;
  readonly at: Date;
}

/** Ends one that is held, and is not over where it is confirmed; false where that is not so. */
export async function endRedemption(tx: Tx, shopId: number, it: EndingRedemption): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update loyalty.mall_redemptions set state = ${it.state}, decided_at = ${it.at}
    where shop_id = ${shopId} and redemption_id = ${it.redemptionId} and state = 'held'
      and (${it.state} <> 'confirmed' or ends_at > ${it.at})`.execute(tx);
  return numAffectedRows === 1n;
}

/** Notes that what was confirmed came back; false where it is not confirmed. */
export async function noteReturn(
  tx: Tx,
  shopId: number,
  it: { readonly redemptionId: number; readonly isRestocked: boolean; readonly at: Date },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update loyalty.mall_redemptions set state = 'returned', is_restocked = ${it.isRestocked}, decided_at = ${it.at}
    where shop_id = ${shopId} and redemption_id = ${it.redemptionId} and state = 'confirmed'`.execute(tx);
  return numAffectedRows === 1n;
}
