import { withShop } from '../../platform/db/postgres.ts';
import { treesStatement } from './ask-trees.ts';
import { compareMembers } from './compare-members.ts';
import { countApart, countPersons, type Failed } from './count-apart.ts';
import { lookUp } from './look-up.ts';
import { segmentsIn } from './read-tree.ts';
import { lockMembers, nextMove, noteFailures, writeRefresh } from './refresh-store.ts';
import type { Refreshing, Wave } from './refreshing.ts';
import { listSegments, type Segment } from './segment-store.ts';
import { sweepMembers } from './sweep-members.ts';
import { tidy } from './tidy.ts';

/** Numbers of the segments that were counted, and those that could not be. */
export interface Refreshed {
  readonly done: readonly number[];
  readonly failed: readonly Failed[];
}

/** For somebody who asked: what could be counted is, then the first that could not is thrown. */
export async function refreshOrThrow(it: Refreshing): Promise<readonly number[]> {
  const { done, failed } = await refreshSegments(it);
  if (failed[0] !== undefined) throw failed[0].err;
  return done;
}

/**
 * Counts who is in, everybody and all segments of a shop in one statement a wave (those that ask for other segments come
 * behind them). What it writes counts from the moment PostgreSQL says so: a refresh that breaks off changes nothing.
 * A segment that fails is noted and left out of it.
 */
export function refreshSegments(it: Refreshing): Promise<Refreshed> {
  const { shopId } = it.shop;
  const turn = (refreshing.get(shopId) ?? Promise.resolve()).catch(() => {}).then(() => refreshInTurn(it));
  refreshing.set(shopId, turn);
  const over = () => refreshing.get(shopId) === turn && refreshing.delete(shopId);
  turn.then(over, over);
  return turn;
}

/**
 * Who waits in this process waits without a connection: the one whose turn it is holds the shop's lock on one and needs a
 * second, which twenty that wait on the lock would have taken.
 */
const refreshing = new Map<number, Promise<unknown>>();

async function refreshInTurn(it: Refreshing): Promise<Refreshed> {
  const { platform, shop, segmentIds } = it;
  return withShop(platform.db, shop.shopId, async (tx) => {
    await lockMembers(tx, shop.shopId);
    const all = await listSegments(tx, shop.shopId);
    const wanted = all.filter(({ segmentId }) => segmentIds?.includes(segmentId) ?? true);
    const [done, failed]: [number[], Failed[]] = [[], []];
    const control = () => countPersons(platform, shop.shopId);
    for (const wave of wavesOf(wanted)) {
      const counted = await countApart(wave, (part) => refreshWave(it, part), control);
      done.push(...counted.answers.flat());
      failed.push(...counted.failed);
    }
    await tellFailures(it, failed);
    const left = await listSegments(tx, shop.shopId);
    await tidy(it, () => sweepMembers(it, left));
    return { done, failed };
  });
}

/** On record, so that they are tried again later and later, and everybody sees that they are not counted. */
export async function tellFailures(
  { platform, shop, signal }: Pick<Refreshing, 'platform' | 'shop' | 'signal'>,
  failed: readonly Failed[],
): Promise<void> {
  if (failed.length === 0 || signal?.aborted) return;
  for (const { segmentId, err } of failed)
    platform.log.warn({ err, shopId: shop.shopId, segmentId }, 'a segment could not be counted');
  const segmentIds = failed.map((it) => it.segmentId);
  const now = platform.clock.now();
  await withShop(platform.db, shop.shopId, (tx) => noteFailures(tx, shop.shopId, { segmentIds, now }));
}

/** Segments in the order in which they can be counted. One that asks for itself in the end was refused when it was saved. */
export function wavesOf(segments: readonly Segment[]): Segment[][] {
  const waves: Segment[][] = [];
  let left = [...segments];
  while (left.length > 0) {
    const open = new Set(left.map(({ segmentId }) => segmentId));
    const ready = left.filter(({ tree }) => !segmentsIn(tree).some((id) => open.has(id)));
    const wave = ready.length > 0 ? ready : left;
    waves.push(wave);
    left = left.filter((one) => !wave.includes(one));
  }
  return waves;
}

/** Each wave is its own transaction of PostgreSQL, so that the next one sees its members. */
async function refreshWave(it: Refreshing, wave: readonly Segment[]): Promise<number[]> {
  const { platform, shop, cause } = it;
  const since = performance.now();
  const now = platform.clock.now();
  const refresh = await withShop(platform.db, shop.shopId, nextMove);
  await writeMembers(it, { wave, refresh, now });
  const counted = await compareMembers(it, { wave, refresh, now });
  const tookMs = Math.round(performance.now() - since);
  return withShop(platform.db, shop.shopId, async (tx) => {
    const done: number[] = [];
    for (const { segmentId, ruleVersion } of wave) {
      const sizes = counted.get(segmentId) ?? { members: 0, entered: 0, left: 0 };
      const told = { segmentId, refresh, ruleVersion, cause, at: now, tookMs, ...sizes };
      if (await writeRefresh(tx, shop.shopId, told)) done.push(segmentId);
    }
    return done;
  });
}

/** One row a segment. */
async function writeMembers({ platform, shop }: Refreshing, { wave, refresh, now }: Wave): Promise<void> {
  const trees = wave.map(({ tree }) => tree);
  const at = now.getTime();
  const known = await lookUp({ platform, shop, trees, at });
  const { sql, params } = treesStatement({ shop, trees, at, known });
  const states = trees.map((_, n) => `bitmapToArray(groupBitmapStateIf(customer_id, s${n} = 1)) AS m${n}`);
  const rows = wave.map(({ segmentId }, n) => `(toUInt32(${segmentId}), m${n})`);
  await platform.clickhouse.command(
    `INSERT INTO segment_members (shop_id, segment_id, refresh, members)
SELECT {shop:UInt32} AS shop_id, member.1 AS segment_id, {refresh:UInt64} AS refresh, member.2 AS members FROM (
  SELECT arrayJoin([${rows.join(', ')}]) AS member FROM (SELECT ${states.join(', ')} FROM (${sql}))
) SETTINGS distributed_foreground_insert = 1`,
    { ...params, shop: shop.shopId, refresh },
  );
}
