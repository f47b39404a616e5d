import { withShop } from '../../platform/db/postgres.ts';
import { currentScores, shopDay, usePeople } from '../analytics/index.ts';
import { answerTouches, refreshThese } from './answer-touches.ts';
import { readExpired, readTurned } from './find-touched.ts';
import { isCounted } from './live-round.ts';
import { asksTags, edgesOf, followsPeople, followsScores } from './live-rules.ts';
import type { Looker } from './looker.ts';
import { listSegments, type Segment } from './segment-store.ts';
import { tidy } from './tidy.ts';
import { trimHistory } from './trim-history.ts';

/** How far it was looked at what time alone changes. */
export interface Turned {
  /** Milliseconds by our clock. */
  readonly until: number;
  readonly day: string;
  /** Runs of scores and build of people that were gone by. */
  readonly counted: string;
}

/** From where time is followed, before anybody is counted. */
export async function firstTurn(it: Looker): Promise<Turned> {
  const now = it.platform.clock.now();
  const counted = await readCounted(it, await segmentsOf(it));
  return { until: now.getTime(), day: shopDay(now, it.shop), counted };
}

/**
 * What time alone changes: a new day, new scores, an edge of a window that somebody's deed came to. It reads an instant of every row,
 * and looks at who was written about do not wait for it. `isDue`: segments that follow the count of all people are counted with it.
 */
export async function turnShop(it: Looker, before: Turned, isDue: boolean): Promise<Turned> {
  const live = (await segmentsOf(it)).filter(isCounted);
  const now = it.platform.clock.now();
  const [day, counted] = [shopDay(now, it.shop), await readCounted(it, live)];
  if (day !== before.day) await beginDay(it, live);
  const isNew = counted !== before.counted;
  const due = live.filter((one) => (isNew ? followsScores(one) : isDue && followsPeople(one)));
  await refreshThese(it, due, 'scores');
  const looking = { clickhouse: it.platform.clickhouse, shopId: it.shop.shopId };
  const span = { after: before.until, until: now.getTime() };
  const turned = await readTurned(looking, edgesOf(live), span);
  const expired = live.some(asksTags) ? await readExpired(looking, span) : [];
  await answerTouches(it, live, [...turned, ...expired]);
  return { until: now.getTime(), day, counted };
}

const segmentsOf = ({ platform, shop }: Looker): Promise<Segment[]> =>
  withShop(platform.db, shop.shopId, (tx) => listSegments(tx, shop.shopId));

/** Which scores and which count of people segments go by; '' where none asks. */
async function readCounted({ platform, shop }: Looker, segments: readonly Segment[]): Promise<string> {
  if (!segments.some(followsScores)) return '';
  const build = await usePeople({ platform, shop });
  const runs = await withShop(platform.db, shop.shopId, (tx) => currentScores(tx, shop.shopId));
  return JSON.stringify([build.build, ...runs.map(({ code, runId }) => [code, runId])]);
}

/** Every live segment, whatever it asks: what nobody was told of (rows that an undone import or retention deleted) is found once a day. */
async function beginDay(it: Looker, live: readonly Segment[]): Promise<void> {
  await refreshThese(it, live, 'day');
  await tidy(it, () => trimHistory(it));
}
