import { withShop } from '../../platform/db/postgres.ts';
import { answerTouches, refreshThese } from './answer-touches.ts';
import { firstSight, readTouched, type Sight } from './find-touched.ts';
import { noteLook } from './lag.ts';
import { isCounted } from './live-round.ts';
import { concerns, followsPeople, interestOf } from './live-rules.ts';
import type { Looker } from './looker.ts';
import { listSegments, type Segment } from './segment-store.ts';
import { tidy } from './tidy.ts';
import { trimHistory } from './trim-history.ts';

/** How far a shop was looked at. */
export interface Looked {
  /** Of what was written. */
  readonly sight: Sight;
  /** Somebody was touched: more are on their way. */
  readonly isBusy: boolean;
  /** Somebody was touched whom segments concern that follow the count of all people: they are counted at the next turn. */
  readonly isDue: boolean;
}

/** One look at a shop: what is new is counted, whoever was written about is asked again. Undefined: it has no segments. Throws what failed. */
export async function lookAfterShop(it: Looker, before: Looked | undefined): Promise<Looked | undefined> {
  const found = await segmentsOf(it);
  if (found.length === 0) return undefined;
  const segments = (await refreshNew(it, found)) ? await segmentsOf(it) : found;
  const counted = segments.filter(isCounted);
  return before === undefined ? begin(it, counted) : goOn(it, counted, before);
}

const segmentsOf = ({ platform, shop }: Looker): Promise<Segment[]> =>
  withShop(platform.db, shop.shopId, (tx) => listSegments(tx, shop.shopId));

/** Segments that were never counted, whose rule changed, or that failed and may be tried again; live or not. */
async function refreshNew(it: Looker, segments: readonly Segment[]): Promise<boolean> {
  const now = it.platform.clock.now();
  const ready = segments.filter(({ retryAt }) => retryAt === null || retryAt <= now);
  const changed = ready.filter(({ refreshedVersion, ruleVersion }) => refreshedVersion !== ruleVersion);
  const failed = ready.filter((one) => one.failures > 0 && !changed.includes(one));
  await refreshThese(it, changed, 'rule');
  await refreshThese(it, failed, 'again');
  return changed.length + failed.length > 0;
}

const lookingOf = ({ platform, shop }: Looker) => ({
  ...{ clickhouse: platform.clickhouse, shopId: shop.shopId },
});

/** What happened while nobody looked is found by counting everybody. */
async function begin(it: Looker, live: readonly Segment[]): Promise<Looked> {
  const sight = await firstSight(lookingOf(it));
  await refreshThese(it, live, 'start');
  await tidy(it, () => trimHistory(it));
  return { sight, isBusy: false, isDue: false };
}

async function goOn(it: Looker, live: readonly Segment[], before: Looked): Promise<Looked> {
  const looked = await follow(it, live, before.sight);
  noteLook(it.platform, it.shop.shopId, looked.sight.until - before.sight.until);
  return looked;
}

/** What was written since, and whether it concerns segments that follow all people. */
async function follow(it: Looker, live: readonly Segment[], before: Sight): Promise<Looked> {
  if (live.length === 0) return { sight: await firstSight(lookingOf(it)), isBusy: false, isDue: false };
  const { names } = interestOf(live);
  const { touches, tooMany, cameApart, sight } = await readTouched(lookingOf(it), { sight: before, names });
  if (cameApart) await refreshThese(it, live, 'merge');
  else if (tooMany) await refreshThese(it, live, 'many');
  else await answerTouches(it, live, touches);
  const following = interestOf(live.filter(followsPeople));
  return {
    ...{ sight, isBusy: touches.length > 0 },
    isDue: live.some(followsPeople) && (tooMany || touches.some((one) => concerns(one, following))),
  };
}
