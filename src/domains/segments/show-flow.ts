import type { SegmentFlow } from '../../contract/segment.ts';
import { withShop } from '../../platform/db/postgres.ts';
import { ok, type Result } from '../../platform/errors.ts';
import { inShop } from '../analytics/index.ts';
import { countOverlap } from './ask-members.ts';
import { oneSegment } from './find-one.ts';
import { type Counted, firstOf, refreshOfDay } from './history-store.ts';
import type { Looker } from './looker.ts';
import type { Segment } from './segment-store.ts';

interface FlowAsk {
  readonly a: number;
  readonly b: number;
  /** Shop day: as it was when that day ended. */
  readonly since: string;
}

/**
 * Who was in which of two segments when a day ended, and is in which now: each customer in one line. Those who were in neither
 * and are not either are nobody's. Nothing is said where who was in one then is not known: it was not counted yet, or the
 * members of that count were taken away (a month is over, or somebody among them was erased). Problem: `segment-not-found`.
 */
export async function showFlow(looker: Looker, { a, b, since }: FlowAsk): Promise<Result<SegmentFlow>> {
  const [ofA, ofB] = [await findSide(looker, a, since), await findSide(looker, b, since)];
  if (!ofA.ok) return ofA;
  if (!ofB.ok) return ofB;
  const sides = [ofA.value, ofB.value] as const;
  return ok({
    ...{ a: { segment_id: a, name: sides[0].one.name }, b: { segment_id: b, name: sides[1].one.name } },
    since: { a: said(sides[0].before), b: said(sides[1].before) },
    known_since: { a: said(sides[0].first), b: said(sides[1].first) },
    flows: await flowsOf(looker, sides),
  });
}

const said = (it: Counted | undefined): string | null => it?.at.toISOString() ?? null;

interface Side {
  readonly one: Segment;
  /** As it was then, where its members are kept. */
  readonly before: Counted | undefined;
  /** The first count whose members are kept. */
  readonly first: Counted | undefined;
}

async function findSide(looker: Looker, segmentId: number, since: string): Promise<Result<Side>> {
  const { platform, shop } = looker;
  const refreshes = await readKept(looker, segmentId);
  return withShop(platform.db, shop.shopId, async (tx) => {
    const found = await oneSegment(tx, shop.shopId, segmentId);
    if (!found.ok) return found;
    const before = await refreshOfDay(tx, shop, { segmentId, day: since });
    const first = await firstOf(tx, shop.shopId, { segmentId, refreshes });
    const isKept = before !== undefined && refreshes.includes(before.refresh);
    return ok({ one: found.value, before: isKept ? before : undefined, first });
  });
}

/** Refreshes whose members are there: each is a row, however few they are. */
async function readKept({ platform, shop, signal }: Looker, segmentId: number): Promise<number[]> {
  const rows = await platform.clickhouse.query<{ refresh: string }>({
    sql: `SELECT DISTINCT refresh FROM segment_members WHERE ${inShop} AND segment_id = {segment:UInt32}`,
    ...{ shopId: shop.shopId, params: { segment: segmentId } },
    ...(signal && { signal }),
  });
  return rows.map((row) => Number(row.refresh));
}

async function flowsOf(
  { platform, shop, signal }: Looker,
  sides: readonly [Side, Side],
): Promise<SegmentFlow['flows']> {
  const places = (refreshOf: (it: Side) => number | null | undefined) =>
    sides.flatMap((it) => {
      const refresh = refreshOf(it);
      return typeof refresh === 'number' ? [{ segmentId: it.one.segmentId, refresh }] : [];
    });
  const all = [...places(({ before }) => before?.refresh), ...places(({ one }) => one.refresh)];
  if (all.length < 4) return null;
  const masks = await countOverlap({ clickhouse: platform.clickhouse, shop, signal }, all);
  return masks.map(({ mask, customers }) => ({
    ...{ from: sideNames[mask & 3]!, to: sideNames[mask >> 2]!, customers },
  }));
}

/** By the two bits of a moment: the first of a, the second of b. */
const sideNames = ['neither', 'a', 'b', 'both'] as const;
