import type { Condition, ConditionOf } from '../../contract/segment-conditions.ts';
import { orThrow } from '../../platform/errors.ts';
import { findLookAlikes, shopDay } from '../analytics/index.ts';
import { listMembers } from './ask-members.ts';
import { alikeKey } from './conditions/alike.ts';
import type { LookUp } from './known.ts';

type Alike = ConditionOf<'alike'>;

/** Members that are learnt from: of more, those with the lowest numbers. */
const LEARNT_FROM = 100_000;
/** Answers that are remembered; 40 KB each at most. */
const MOST = 64;
const remembered = new WeakMap<LookUp['platform']['db'], Map<string, readonly number[]>>();

/** Look-alikes of segments, by `alikeKey`; of one that nobody counted yet, nobody. */
export async function findAlikes(
  it: LookUp,
  asked: readonly Condition[],
  refreshes: ReadonlyMap<number, number>,
): Promise<Map<string, readonly number[]>> {
  const found = new Map<string, readonly number[]>();
  for (const one of asked.filter((each): each is Alike => each.kind === 'alike')) {
    const refresh = refreshes.get(one.segment);
    found.set(alikeKey(one), refresh === undefined ? [] : await alikesOf(it, one, refresh));
  }
  return found;
}

async function alikesOf(it: LookUp, one: Alike, refresh: number): Promise<readonly number[]> {
  const memory = remembered.get(it.platform.db) ?? new Map<string, readonly number[]>();
  remembered.set(it.platform.db, memory);
  const day = shopDay(new Date(it.at), it.shop);
  const key = JSON.stringify([it.shop.shopId, day, one.segment, refresh, one.most]);
  if (!memory.has(key)) {
    if (memory.size >= MOST) memory.clear();
    memory.set(key, await readAlikes(it, one, refresh));
  }
  return memory.get(key)!;
}

async function readAlikes({ platform, shop }: LookUp, one: Alike, refresh: number): Promise<number[]> {
  const { clickhouse } = platform;
  const place = { segmentId: one.segment, refresh };
  const members = await listMembers({ clickhouse, shop }, place, { after: 0, limit: LEARNT_FROM });
  if (members.length === 0) return [];
  const found = await findLookAlikes({ platform, clickhouse, shop, members, limit: one.most });
  // Members without interests have nobody who is like them.
  if (!found.ok && found.problem.code === 'no-members') return [];
  return orThrow(found).look_alikes.map(({ customer }) => customer);
}
