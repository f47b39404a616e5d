import { withShop } from '../../platform/db/postgres.ts';
import type { Platform } from '../../platform/platform.ts';
import { type AnalysedShop, currentScores, shopDay, usePeople } from '../analytics/index.ts';
import { countPersons } from './count-apart.ts';
import { engineNow, mostTouches, readExpired, readTouched, readTurned } from './find-touched.ts';
import { noteLook } from './lag.ts';
import { isCounted, liveRound } from './live-round.ts';
import {
  asksTags,
  concerns,
  edgesOf,
  followsPeople,
  followsScores,
  interestOf,
  type Touch,
} from './live-rules.ts';
import { refreshSegments } from './refresh-segments.ts';
import type { Refreshing } from './refreshing.ts';
import { listSegments, type Segment } from './segment-store.ts';
import { tidy } from './tidy.ts';
import { trimHistory } from './trim-history.ts';

export interface Tending {
  readonly platform: Platform;
  readonly shop: AnalysedShop;
  readonly signal?: AbortSignal | undefined;
}

/** How far a shop was looked at. */
export interface Looked {
  /** Of what was written, milliseconds by the engine's clock. */
  readonly seenUntil: number;
  /** Of what time alone changes, milliseconds by ours. */
  readonly turnedUntil: number;
  readonly day: string;
  /** Runs of scores and build of people that were gone by. */
  readonly counted: string;
  /** Somebody was touched whom segments concern that follow the count of all people: they are counted at the next turn. */
  readonly isDue: boolean;
}

/** A row can be told of before it can be read: whoever is told of is looked at again so much later. */
const AGAIN_MS = 1_000;
/** Time alone is looked at so often. */
const TURN_MS = 20_000;
/** Persons asked about at once; more are asked about in pieces. */
const PIECE = 20_000;
/** More than a piece, and than this share of the shop, are counted with everybody: then that is the shorter way. */
const MOST_OF_ALL = 0.2;

/** One look at a shop: what is new is counted, whoever was written about is asked again. Undefined: it has no segments. Throws what failed. */
export async function lookAfterShop(it: Tending, before: Looked | undefined): Promise<Looked | undefined> {
  const found = await segmentsOf(it);
  if (found.length === 0) return undefined;
  const segments = (await refreshNew(it, found)) ? await segmentsOf(it) : found;
  return before === undefined ? begin(it, segments) : goOn(it, segments.filter(isCounted), before);
}

const segmentsOf = ({ platform, shop }: Tending): Promise<Segment[]> =>
  withShop(platform.db, shop.shopId, (tx) => listSegments(tx, shop.shopId));

/** Segments that were never counted, whose rule changed, or that failed and may be tried again; live or not. */
async function refreshNew(it: Tending, segments: readonly Segment[]): Promise<boolean> {
  const now = it.platform.clock.now();
  const ready = segments.filter(({ retryAt }) => retryAt === null || retryAt <= now);
  const changed = ready.filter(({ refreshedVersion, ruleVersion }) => refreshedVersion !== ruleVersion);
  const failed = ready.filter((one) => one.failures > 0 && !changed.includes(one));
  await refresh(it, changed, 'rule');
  await refresh(it, failed, 'again');
  return changed.length + failed.length > 0;
}

async function refresh(it: Tending, segments: readonly Segment[], cause: Refreshing['cause']): Promise<void> {
  if (segments.length === 0) return;
  await refreshSegments({ ...it, cause, segmentIds: segments.map(({ segmentId }) => segmentId) });
}

/** What happened while nobody looked is found by counting everybody. */
async function begin(it: Tending, segments: readonly Segment[]): Promise<Looked> {
  const looked = await hereAndNow(it, segments);
  await refresh(it, segments.filter(isCounted), 'start');
  await tidy(it, () => trimHistory(it));
  return looked;
}

async function hereAndNow(it: Tending, segments: readonly Segment[]): Promise<Looked> {
  const { platform, shop } = it;
  const now = platform.clock.now();
  const seenUntil = await engineNow({ clickhouse: platform.clickhouse, shopId: shop.shopId });
  return {
    seenUntil,
    turnedUntil: now.getTime(),
    day: shopDay(now, shop),
    counted: await readCounted(it, segments),
    isDue: false,
  };
}

/** Which scores and which count of people segments go by; '' where none asks. */
async function readCounted({ platform, shop }: Tending, segments: readonly Segment[]): Promise<string> {
  if (!segments.some(followsScores)) return '';
  const build = await usePeople({ platform, shop });
  const runs = await withShop(platform.db, shop.shopId, (tx) => currentScores(tx, shop.shopId));
  return JSON.stringify([build.build, ...runs.map(({ code, runId }) => [code, runId])]);
}

async function goOn(it: Tending, live: readonly Segment[], before: Looked): Promise<Looked> {
  const turned = await turn(it, live, before);
  const until = await engineNow({ clickhouse: it.platform.clickhouse, shopId: it.shop.shopId });
  const touched = await touch(it, live, { ...before, until });
  noteLook(it.platform, it.shop.shopId, until - before.seenUntil);
  return { ...turned, seenUntil: until, isDue: turned.isDue || touched };
}

/** What was written since, and once more what was a moment ago. Answers whether it concerns segments that follow all people. */
async function touch(
  it: Tending,
  live: readonly Segment[],
  span: Looked & { readonly until: number },
): Promise<boolean> {
  if (live.length === 0) return false;
  const { seenUntil: after, until } = span;
  const looking = { clickhouse: it.platform.clickhouse, shopId: it.shop.shopId };
  const spans = [
    { after, until },
    { after: after - AGAIN_MS, until: Math.min(until - AGAIN_MS, after) },
  ];
  const { names } = interestOf(live);
  const { touches, tooMany, cameApart } = await readTouched(looking, { spans, names });
  if (cameApart) await refresh(it, live, 'merge');
  else if (tooMany) await refresh(it, live, 'many');
  else await answer(it, live, touches);
  const following = interestOf(live.filter(followsPeople));
  return live.some(followsPeople) && (tooMany || touches.some((one) => concerns(one, following)));
}

/**
 * A count of everybody takes so long in a large shop that as many are touched meanwhile: were they counted with everybody too,
 * segments would never be up to date again. In pieces each look is shorter than the one before.
 */
async function answer(it: Tending, live: readonly Segment[], touches: readonly Touch[]): Promise<void> {
  const pieces = piecesOf(touches);
  if (touches.length > mostTouches || (pieces.length > 1 && (await areMost(it, touches))))
    return refresh(it, live, 'many');
  for (const piece of pieces) if (!it.signal?.aborted) await liveRound({ ...it, touches: piece });
}

/** All that was written of a person stands in one piece. */
function piecesOf(touches: readonly Touch[]): Touch[][] {
  const pieces: Touch[][] = [];
  for (const [n, own] of [...Map.groupBy(touches, ({ personId }) => personId).values()].entries()) {
    if (n % PIECE === 0) pieces.push([]);
    pieces.at(-1)!.push(...own);
  }
  return pieces;
}

async function areMost({ platform, shop }: Tending, touches: readonly Touch[]): Promise<boolean> {
  const persons = new Set(touches.map(({ personId }) => personId)).size;
  return persons > MOST_OF_ALL * (await countPersons(platform, shop.shopId));
}

/** Every live segment, whatever it asks: what nobody was told of (rows that an undone import or retention deleted) is found once a day. */
async function beginDay(it: Tending, live: readonly Segment[]): Promise<void> {
  await refresh(it, live, 'day');
  await tidy(it, () => trimHistory(it));
}

/** What time alone changes: a new day, new scores, an edge of a window that somebody's deed came to. */
async function turn(it: Tending, live: readonly Segment[], before: Looked): Promise<Looked> {
  const now = it.platform.clock.now();
  if (now.getTime() - before.turnedUntil < TURN_MS) return before;
  const [day, counted] = [shopDay(now, it.shop), await readCounted(it, live)];
  if (day !== before.day) await beginDay(it, live);
  const isNew = counted !== before.counted;
  const due = live.filter((one) => (isNew ? followsScores(one) : before.isDue && followsPeople(one)));
  await refresh(it, due, 'scores');
  const looking = { clickhouse: it.platform.clickhouse, shopId: it.shop.shopId };
  const span = { after: before.turnedUntil, until: now.getTime() };
  const turned = await readTurned(looking, edgesOf(live), span);
  const expired = live.some(asksTags) ? await readExpired(looking, span) : [];
  await answer(it, live, [...turned, ...expired]);
  return { ...before, turnedUntil: now.getTime(), day, counted, isDue: false };
}
