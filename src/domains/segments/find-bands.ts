import type { Condition, ConditionOf } from '../../contract/segment-conditions.ts';
import type { CurrentScore } from '../analytics/index.ts';
import { type BandEnds, bandKey } from './band-rules.ts';
import type { LookUp } from './known.ts';

type Band = ConditionOf<'band'>;

/** Values of runs never change: each share of one is read once, and so many are remembered. */
const MOST = 256;
const remembered = new WeakMap<LookUp['platform']['db'], Map<string, number | null>>();

/** Where bands of scores begin and end, by `bandKey`; of a score without a run nothing. */
export async function findBands(
  it: LookUp,
  asked: readonly Condition[],
  scores: ReadonlyMap<string, CurrentScore>,
): Promise<Map<string, BandEnds>> {
  const found = new Map<string, BandEnds>();
  for (const one of asked.filter((each): each is Band => each.kind === 'band')) {
    const run = scores.get(one.score);
    if (run === undefined) continue;
    const low = one.from === 0 ? null : await valueAt(it, run, one.from);
    const high = one.to === 100 ? null : await valueAt(it, run, one.to);
    found.set(bandKey(one), { low, high });
  }
  return found;
}

/** The score below which so many per cent of the run lie; null where it holds nobody. */
async function valueAt(it: LookUp, run: CurrentScore, percent: number): Promise<number | null> {
  const memory = remembered.get(it.platform.db) ?? new Map<string, number | null>();
  remembered.set(it.platform.db, memory);
  const key = JSON.stringify([it.shop.shopId, run.code, run.runId, percent]);
  if (!memory.has(key)) {
    if (memory.size >= MOST) memory.clear();
    memory.set(key, await readValueAt(it, run, percent));
  }
  return memory.get(key)!;
}

async function readValueAt({ platform, shop }: LookUp, run: CurrentScore, percent: number) {
  const [row] = await platform.clickhouse.query<{ value: number; n: string }>({
    sql: `SELECT quantileExact(${percent / 100})(value) AS value, count() AS n FROM scores
WHERE shop_id = {shop:UInt32} AND score = {code:String} AND as_of = {day:Date} AND run_id = {run:UInt64}`,
    ...{ shopId: shop.shopId, params: { code: run.code, day: run.asOf, run: run.runId } },
  });
  return row!.n === '0' ? null : row!.value;
}
