import { sql } from 'kysely';
import type { Benefit, BenefitKindName, Gift } from '../../../contract/benefits.ts';
import { type Tx, withShop } from '../../../platform/db/postgres.ts';
import type { Platform } from '../../../platform/platform.ts';
import { type AnalysedShop, shopDay } from '../../analytics/index.ts';
import { lockTiers, standingRules, type TierVersion } from '../tiers/tier-rules-store.ts';
import { countOf, giftOf } from './benefit-kinds.ts';
import { costOfGift } from './gift-cost.ts';
import { grantGifts } from './grant-store.ts';

/** So many in one transaction, which holds the lock of tiers. */
const PIECE = 5_000;

interface Granting {
  readonly platform: Platform;
  readonly shop: AnalysedShop;
  readonly signal?: AbortSignal | undefined;
}

interface TierCoupon {
  readonly benefit: BenefitKindName;
  readonly tier: string;
  readonly gift: Gift;
  /** Once a month, to whoever stands on the tier that month. */
  readonly key: string;
}

/**
 * Promises the month's coupons and free shippings to whoever stands on a tier that brings one and has not had it; looked at once a shop day, so
 * that who rises meanwhile has the new tier's the day after. Again, nothing happens. Answers how many.
 */
export async function grantCoupons({ platform, shop, signal }: Granting): Promise<number> {
  const { shopId } = shop;
  const today = shopDay(platform.clock.now(), shop);
  const standing = await withShop(platform.db, shopId, (tx) => standingIfDue(tx, shopId, today));
  if (standing === undefined) return 0;
  let granted = 0;
  for (const coupon of couponsOf(standing, today)) {
    for (let after: number | undefined = 0; after !== undefined && signal?.aborted !== true; ) {
      const piece: Piece = {
        shopId,
        after,
        coupon,
        version: standing.version,
        today,
        at: platform.clock.now(),
      };
      const done = await withShop(platform.db, shopId, (tx) => grantPiece(tx, piece));
      granted += done.granted;
      after = done.last;
    }
  }
  if (signal?.aborted !== true) await withShop(platform.db, shopId, (tx) => note(tx, shopId, today));
  return granted;
}

/** undefined: looked at today already, or no tier brings any. */
async function standingIfDue(tx: Tx, shopId: number, today: string): Promise<TierVersion | undefined> {
  const standing = await standingRules(tx, shopId);
  if (standing === undefined || couponsOf(standing, today).length === 0) return undefined;
  const { rows } = await sql`select from loyalty.benefit_coupon_days
    where shop_id = ${shopId} and looked_on >= ${today}::date and version = ${standing.version}`.execute(tx);
  return rows.length > 0 ? undefined : standing;
}

/** Counted by kind: rules that bring another kind during the month bring something new. */
const couponsOf = ({ rules }: TierVersion, today: string): TierCoupon[] =>
  rules.ladder.flatMap(({ code, benefits = [] }) => {
    const all = benefits.flatMap((benefit) => monthly(benefit, code));
    return [...Map.groupBy(all, ({ benefit }) => benefit)].flatMap(([kind, own]) => {
      const what = kind === 'exclusive-coupon' ? 'coupon' : kind;
      return own.map((it, n) => ({ ...it, key: `${what}:${today.slice(0, 7)}:${code}:${n}` }));
    });
  });

function monthly(benefit: Benefit, tier: string): Omit<TierCoupon, 'key'>[] {
  const gift = giftOf(benefit, 'month');
  return gift === undefined
    ? []
    : Array.from({ length: countOf(benefit) }, () => ({ benefit: benefit.kind, tier, gift }));
}

interface Piece {
  readonly shopId: number;
  readonly after: number;
  readonly coupon: TierCoupon;
  readonly version: number;
  readonly today: string;
  readonly at: Date;
}

/** The next of the tier by their number; `last` undefined: there were no more. */
async function grantPiece(
  tx: Tx,
  it: Piece,
): Promise<{ readonly granted: number; readonly last: number | undefined }> {
  const { shopId, after, coupon, version, today, at } = it;
  await lockTiers(tx, shopId);
  const { rows } = await sql<{ id: number }>`
    select person_id as id from loyalty.tier_standings
    where shop_id = ${shopId} and tier = ${coupon.tier} and merged_into is null and person_id > ${after}
    order by person_id limit ${PIECE}`.execute(tx);
  if (rows.length === 0) return { granted: 0, last: undefined };
  const granted = await grantGifts(tx, shopId, {
    ...{ ...coupon, version, at },
    ...{ persons: rows.map(({ id }) => id), covers: 'customer' },
    costMinor: await costOfGift(tx, shopId, { gift: coupon.gift, day: today }),
  });
  return { granted, last: rows.at(-1)!.id };
}

/** With the version: rules that come during the day are looked at again. */
async function note(tx: Tx, shopId: number, today: string): Promise<void> {
  await sql`insert into loyalty.benefit_coupon_days (shop_id, looked_on, version)
    select ${shopId}, ${today}::date, max(version) from loyalty.tier_rules where shop_id = ${shopId}
    on conflict (shop_id) do update set looked_on = excluded.looked_on, version = excluded.version`.execute(
    tx,
  );
}
