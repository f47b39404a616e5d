import { sql } from 'kysely';
import type { TierCause, TierRules } from '../../../contract/tiers.ts';
import { withShop } from '../../../platform/db/postgres.ts';
import type { Platform } from '../../../platform/platform.ts';
import { type AnalysedShop, shopDay } from '../../analytics/index.ts';
import { firstSight, readTouched, readWhole, type Sight } from '../../segments/index.ts';
import { givePoints } from '../benefits/give-points.ts';
import { grantBirthdays } from '../benefits/grant-birthdays.ts';
import { grantCoupons } from '../benefits/grant-coupons.ts';
import { keepMargin } from '../benefits/show-margin.ts';
import { evaluateNow } from './evaluate-now.ts';
import { tellDowngrades, withdrawDowngrades } from './tell-downgrades.ts';
import { standingRules } from './tier-rules-store.ts';
import { afterFailure, noFailure, type Waiting } from './waiting-rules.ts';

interface Looking {
  readonly platform: Platform;
  readonly shop: AnalysedShop;
  readonly signal?: AbortSignal | undefined;
}

/** How far a shop was looked at. */
export interface Looked {
  /** Of what was written. */
  readonly sight: Sight;
  readonly day: string;
  /** How gifts and notices went. */
  readonly promises: Waiting;
}

/** More at once are evaluated with everybody. */
const MANY = 20_000;

/** One look at a shop; undefined: it has no tiers of its own. */
export async function lookAtTiers(it: Looking, before: Looked | undefined): Promise<Looked | undefined> {
  const { platform, shop } = it;
  const standing = await withShop(platform.db, shop.shopId, (tx) => standingRules(tx, shop.shopId));
  if (standing === undefined) return undefined;
  const day = shopDay(platform.clock.now(), shop);
  const isWhole = before === undefined || before.day !== day;
  const sight = isWhole
    ? await firstSight(lookingOf(it))
    : await followFacts(it, standing.rules, before.sight);
  if (isWhole) await evaluate(it, before === undefined ? 'start' : 'day');
  return { sight, day, promises: await keepPromises(it, before?.promises ?? noFailure) };
}

const lookingOf = ({ platform, shop }: Looking) => ({
  ...{ clickhouse: platform.clickhouse, shopId: shop.shopId },
});

/** Gifts and notices that break off do not have everybody evaluated anew. */
async function keepPromises(it: Looking, before: Waiting): Promise<Waiting> {
  if (performance.now() < before.nextAt) return before;
  try {
    await grantBirthdays(it);
    await grantCoupons(it);
    await givePoints(it);
    await withdrawDowngrades(it);
    await tellDowngrades(it);
    await keepMargin(it);
    return noFailure;
  } catch (err) {
    it.platform.log.warn({ err, shopId: it.shop.shopId }, 'gifts and notices of a shop broke off');
    return afterFailure(before);
  }
}

async function evaluate(it: Looking, cause: TierCause, touched?: readonly number[]): Promise<void> {
  const { platform, shop } = it;
  const whole = touched && (await readWhole(lookingOf(it), touched));
  const done = await evaluateNow({ platform, shop, cause, ...(whole && { whole }) });
  if (!done.ok)
    platform.log.info({ shopId: shop.shopId, code: done.problem.code }, 'tiers could not be evaluated');
}

/** Whoever ordered, gave back, did a deed that counts, was merged or came apart. Profiles change with their count, once a day. */
async function followFacts(it: Looking, rules: TierRules, before: Sight): Promise<Sight> {
  if (rules.measure === 'rfm' || rules.measure === 'clv') return firstSight(lookingOf(it));
  const names = rules.measure === 'growth' ? rules.growth.deeds.map(({ event }) => event) : [];
  const { touches, tooMany, sight } = await readTouched(lookingOf(it), { sight: before, names });
  const touched = touches.filter(({ source }) => facts.includes(source)).map(({ personId }) => personId);
  if (tooMany || touched.length > MANY) await evaluate(it, 'many');
  else if (touched.length > 0)
    await evaluate(it, 'facts', [...new Set([...touched, ...(await formerOwners(it, touched))])]);
  return sight;
}

const facts = ['events', 'orders', 'refunds', 'override_rows'];

/** Whom somebody came apart from is not written about: what they were merged into tells. */
async function formerOwners({ platform, shop }: Looking, persons: readonly number[]): Promise<number[]> {
  const { rows } = await withShop(platform.db, shop.shopId, (tx) =>
    sql<{ id: number }>`select distinct merged_into as id from loyalty.tier_standings
      where shop_id = ${shop.shopId} and person_id = any(${persons}::integer[]) and merged_into is not null`.execute(
      tx,
    ),
  );
  return rows.map(({ id }) => id);
}
