import { sql } from 'kysely';
import type { TierRules } from '../../../contract/tiers.ts';
import { type Tx, withShop } from '../../../platform/db/postgres.ts';
import type { Text } from '../../../platform/errors.ts';
import type { Platform } from '../../../platform/platform.ts';
import { zoneOf } from '../../../platform/zone.ts';
import { type AnalysedShop, shopDay } from '../../analytics/index.ts';
import { type Notice, queueNotices, withdrawNotices } from '../../messaging/index.ts';
import { sayMissing } from './missing-words.ts';
import { rankOf } from './tier-rules.ts';
import { standingRules } from './tier-rules-store.ts';

/** Customers of one transaction. */
const PIECE = 500;

interface Telling {
  readonly platform: Pick<Platform, 'db' | 'clock'>;
  readonly shop: AnalysedShop;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Queues a message for every customer who has a day on which their tier may be lost: which tier, which one comes then, what
 * is missing to stay. Noted and queued in one transaction under a key of customer and day, so that nobody is told twice. How many.
 */
export async function tellDowngrades(it: Telling): Promise<number> {
  const { shopId } = it.shop;
  let told = 0;
  while (it.signal?.aborted !== true) {
    const done = await withShop(it.platform.db, shopId, (tx) => tellPiece(tx, it));
    told += done;
    if (done < PIECE) break;
  }
  return told;
}

async function tellPiece(tx: Tx, { platform, shop }: Telling): Promise<number> {
  const { shopId } = shop;
  const now = platform.clock.now();
  const standing = await standingRules(tx, shopId);
  if (standing === undefined) return 0;
  const untold = await takeUntold(tx, shopId, { now, today: shopDay(now, shop) });
  if (untold.length === 0) return 0;
  const notices = untold.flatMap((one) => noticeOf(one, standing.rules, shop) ?? []);
  await queueNotices(tx, { shopId, template: 'tier-downgrade', notices, by: 'system', now });
  return untold.length;
}

interface Untold {
  readonly personId: number;
  readonly dropOn: string;
  readonly toldOn: string;
  readonly tier: string;
  readonly missing: number;
  /** The lower of the figure now and at the end of the days of notice. */
  readonly lowest: number;
}

/** Notices that stand and were not told yet, those that end first; noted as told in this transaction, one process each. */
async function takeUntold(
  tx: Tx,
  shopId: number,
  { now, today }: { readonly now: Date; readonly today: string },
): Promise<Untold[]> {
  const { rows } = await sql<Untold>`
    with taken as (
      select person_id, drop_on, told_on from loyalty.tier_notices
      where shop_id = ${shopId} and over_on is null and queued_at is null and drop_on > ${today}::date
      order by drop_on, person_id limit ${PIECE} for update skip locked)
    update loyalty.tier_notices n set queued_at = ${now}
    from taken t left join loyalty.tier_standings s on s.shop_id = ${shopId} and s.person_id = t.person_id
    where n.shop_id = ${shopId} and n.person_id = t.person_id and n.drop_on = t.drop_on and n.told_on = t.told_on
    returning n.person_id as "personId", n.drop_on as "dropOn", n.told_on as "toldOn", n.tier, n.missing,
      coalesce(least(s.figure, s.ahead), 0) as lowest`.execute(tx);
  return rows;
}

/** Undefined: the ladder has no such tier any more, or none below it. */
function noticeOf(it: Untold, rules: TierRules, shop: AnalysedShop): Notice | undefined {
  const { ladder, downgrade } = rules;
  const rank = ladder.findIndex(({ code }) => code === it.tier);
  if (rank < 1) return undefined;
  const earned = rankOf(
    it.lowest,
    ladder.map(({ from }) => from),
  );
  const next = ladder[downgrade === 'one-step' ? rank - 1 : Math.min(earned, rank - 1)]!;
  return {
    personId: it.personId,
    key: keyOf(it),
    values: {
      ...{ tier: ladder[rank]!.name, next_tier: next.name, moves_on: it.dropOn },
      missing: missingOf(it.missing, rules, shop),
    },
    validUntil: new Date(zoneOf(shop.timeZone).instantOf(Date.parse(`${it.dropOn}T00:00:00Z`))),
  };
}

const keyOf = ({ personId, dropOn, toldOn }: Pick<Untold, 'personId' | 'dropOn' | 'toldOn'>): string =>
  `tier-downgrade:${personId}:${dropOn}:${toldOn}`;

/**
 * Takes back what waits of notices that are over: the tier was saved, or lost for another reason. Those of today wait for tomorrow,
 * because they stand again, under their key, where the same day brings the shortfall back. How many messages.
 */
export async function withdrawDowngrades(it: Telling): Promise<number> {
  const { shopId } = it.shop;
  let withdrawn = 0;
  while (it.signal?.aborted !== true) {
    const piece = await withShop(it.platform.db, shopId, (tx) => withdrawPiece(tx, it));
    withdrawn += piece.messages;
    if (piece.notices < PIECE) break;
  }
  return withdrawn;
}

async function withdrawPiece(tx: Tx, { platform, shop }: Telling) {
  const { shopId } = shop;
  const now = platform.clock.now();
  const { rows } = await sql<Pick<Untold, 'personId' | 'dropOn' | 'toldOn'>>`
    with taken as (
      select person_id, drop_on, told_on from loyalty.tier_notices
      where shop_id = ${shopId} and over_on is not null and queued_at is not null and withdrawn_at is null
        and told_on < ${shopDay(now, shop)}::date
      order by told_on, person_id limit ${PIECE} for update skip locked)
    update loyalty.tier_notices n set withdrawn_at = ${now} from taken t
    where n.shop_id = ${shopId} and n.person_id = t.person_id and n.drop_on = t.drop_on and n.told_on = t.told_on
    returning n.person_id as "personId", n.drop_on as "dropOn", n.told_on as "toldOn"`.execute(tx);
  const messages = await withdrawNotices(tx, { shopId, keys: rows.map(keyOf), now });
  return { notices: rows.length, messages };
}

const missingOf = (missing: number, { measure }: TierRules, { currency }: AnalysedShop): Text =>
  sayMissing({ missing, measure, currency });
