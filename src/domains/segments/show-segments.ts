import type { SegmentHistory, SegmentOverlap, SegmentView } from '../../contract/segment.ts';
import { type Tx, withShop } from '../../platform/db/postgres.ts';
import { fail, ok, type Result } from '../../platform/errors.ts';
import { countOverlap, listMoves, readGrowth } from './ask-members.ts';
import { profiles } from './compile.ts';
import { oneSegment } from './find-one.ts';
import type { Looker } from './looker.ts';
import type { MembersPlace } from './members-sql.ts';
import { presentSegment } from './present.ts';
import { listRefreshes, readCountedSizes } from './refresh-store.ts';
import { sayTree } from './say-tree.ts';
import { noSuchSegment } from './segment-problems.ts';
import { findSegment, listRules, listSegments, type Segment } from './segment-store.ts';
import { readWording } from './wording.ts';

const askingOf = ({ platform, shop, signal }: Looker) => ({ clickhouse: platform.clickhouse, shop, signal });

/** Where the members of counted segments lie. */
const placesOf = (segments: readonly Segment[]): MembersPlace[] =>
  segments.flatMap(({ segmentId, refresh }) => (refresh === null ? [] : [{ segmentId, refresh }]));

/** Every segment with its size. */
export const showSegments = (looker: Looker): Promise<SegmentView[]> =>
  showSome(looker, (tx) => listSegments(tx, looker.shop.shopId));

/** One with its size. Problem: `segment-not-found`. */
export async function showSegment(looker: Looker, segmentId: number): Promise<Result<SegmentView>> {
  const [found] = await showSome(looker, async (tx) => {
    const one = await findSegment(tx, looker.shop.shopId, segmentId);
    return one === undefined ? [] : [one];
  });
  return found === undefined ? fail(noSuchSegment) : ok(found);
}

async function showSome(looker: Looker, read: (tx: Tx) => Promise<Segment[]>): Promise<SegmentView[]> {
  const { platform, shop } = looker;
  const { segments, words, sizes } = await withShop(platform.db, shop.shopId, async (tx) => ({
    segments: await read(tx),
    words: await readWording(tx, shop),
    sizes: await readCountedSizes(tx, shop.shopId),
  }));
  const growth = await readGrowth(askingOf(looker), placesOf(segments));
  const sizeOf = ({ segmentId, refresh }: Segment) =>
    refresh === null ? undefined : (sizes.get(segmentId) ?? 0) + (growth.get(segmentId) ?? 0);
  return segments.map((it) => presentSegment(it, words, sizeOf(it)));
}

/** Sizes there were, who moved lately, rules there were. Problem: `segment-not-found`. */
export async function showHistory(looker: Looker, segmentId: number): Promise<Result<SegmentHistory>> {
  const { platform, shop } = looker;
  return withShop(platform.db, shop.shopId, async (tx) => {
    const found = await oneSegment(tx, shop.shopId, segmentId);
    if (!found.ok) return found;
    const words = await readWording(tx, shop);
    const asked = { segmentId, limit: 100, profiles: profiles(found.value.tree) };
    const moves = await listMoves(askingOf(looker), asked);
    return ok({
      refreshes: (await listRefreshes(tx, shop.shopId, segmentId)).map((it) => ({
        ...{ at: it.at.toISOString(), cause: it.cause, rule_version: it.ruleVersion, members: it.members },
        ...{ entered: it.entered, left: it.left, took_ms: it.tookMs },
      })),
      moves: moves.map((it) => ({
        ...{ customer_id: it.customerId, entered: it.entered, at: it.at.toISOString(), cause: it.cause },
      })),
      rules: (await listRules(tx, shop.shopId, segmentId)).map((it) => ({
        ...{ rule_version: it.ruleVersion, sentence: sayTree(it.tree, words) },
        ...{ changed_by: it.changedBy, changed_at: it.changedAt.toISOString() },
      })),
    });
  });
}

/** How these segments lie to each other. Problem: `segment-not-found`. */
export async function showOverlap(looker: Looker, ids: readonly number[]): Promise<Result<SegmentOverlap>> {
  const { platform, shop } = looker;
  const segments: Segment[] = [];
  for (const id of new Set(ids)) {
    const found = await withShop(platform.db, shop.shopId, (tx) => oneSegment(tx, shop.shopId, id));
    if (!found.ok) return found;
    segments.push(found.value);
  }
  const counted = segments.filter(({ refresh }) => refresh !== null);
  const masks = counted.length === 0 ? [] : await countOverlap(askingOf(looker), placesOf(counted));
  const inAll = (...places: number[]) =>
    masks
      .filter(({ mask }) => places.every((n) => (mask & (1 << n)) !== 0))
      .reduce((sum, { customers }) => sum + customers, 0);
  return ok({
    segments: counted.map(({ segmentId, name }, n) => ({ segment_id: segmentId, name, members: inAll(n) })),
    parts: masks.map(({ mask, customers }) => ({
      segment_ids: counted.filter((_, n) => (mask & (1 << n)) !== 0).map(({ segmentId }) => segmentId),
      customers,
    })),
    pairs: counted.flatMap((a, n) =>
      counted
        .slice(n + 1)
        .map((b, m) => ({ a: a.segmentId, b: b.segmentId, customers: inAll(n, n + 1 + m) })),
    ),
  });
}
