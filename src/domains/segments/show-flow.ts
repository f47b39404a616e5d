import type { SegmentFlow } from '../../contract/segment.ts';
import { withShop } from '../../platform/db/postgres.ts';
import { fail, ok, type Result } from '../../platform/errors.ts';
import { countOverlap } from './ask-members.ts';
import { oneSegment } from './find-one.ts';
import { refreshOfDay } from './history-store.ts';
import type { Looker } from './looker.ts';
import { notCountedThen } from './segment-problems.ts';
import type { Segment } from './segment-store.ts';

interface FlowAsk {
  readonly a: number;
  readonly b: number;
  /** Shop day: as it was when that day ended. */
  readonly since: string;
}

/**
 * Who was in which of two segments when a day ended, and is in which now: each customer in one line. Those who were in neither
 * and are not either are nobody's. Problems: `segment-not-found`, `not-counted-then`.
 */
export async function showFlow(looker: Looker, { a, b, since }: FlowAsk): Promise<Result<SegmentFlow>> {
  const { platform, shop, signal } = looker;
  const places: { segmentId: number; refresh: number; at: Date }[] = [];
  const found: Segment[] = [];
  for (const id of [a, b]) {
    const it = await withShop(platform.db, shop.shopId, async (tx) => ({
      one: await oneSegment(tx, shop.shopId, id),
      before: await refreshOfDay(tx, shop, { segmentId: id, day: since }),
    }));
    if (!it.one.ok) return it.one;
    if (it.before === undefined || it.one.value.refresh === null)
      return fail(notCountedThen(it.one.value.name));
    places.push({ segmentId: id, ...it.before });
    found.push(it.one.value);
  }
  const now = found.map((it) => ({ segmentId: it.segmentId, refresh: it.refresh! }));
  const asking = { clickhouse: platform.clickhouse, shop, signal };
  const masks = await countOverlap(asking, [...places, ...now]);
  return ok({
    ...{ a: { segment_id: a, name: found[0]!.name }, b: { segment_id: b, name: found[1]!.name } },
    since: { a: places[0]!.at.toISOString(), b: places[1]!.at.toISOString() },
    flows: masks.map(({ mask, customers }) => ({
      ...{ from: sides[mask & 3]!, to: sides[mask >> 2]!, customers },
    })),
  });
}

/** By the two bits of a moment: the first of a, the second of b. */
const sides = ['neither', 'a', 'b', 'both'] as const;
