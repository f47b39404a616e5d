import { countPersons } from './count-apart.ts';
import { mostTouches } from './find-touched.ts';
import { liveRound } from './live-round.ts';
import type { Touch } from './live-rules.ts';
import type { Looker } from './looker.ts';
import { refreshSegments } from './refresh-segments.ts';
import type { Refreshing } from './refreshing.ts';
import type { Segment } from './segment-store.ts';

/** Persons asked about at once; more are asked about in pieces. */
const PIECE = 20_000;
/** More than a piece, and than this share of the shop, are counted with everybody: then that is the shorter way. */
const MOST_OF_ALL = 0.2;

/** Counts everybody of these segments. */
export async function refreshThese(
  it: Looker,
  segments: readonly Segment[],
  cause: Refreshing['cause'],
): Promise<void> {
  if (segments.length === 0) return;
  await refreshSegments({ ...it, cause, segmentIds: segments.map(({ segmentId }) => segmentId) });
}

/**
 * Asks anew about whoever was touched. A count of everybody takes so long in a large shop that as many are touched meanwhile: were
 * they counted with everybody too, segments would never be up to date again. In pieces each look is shorter than the one before.
 */
export async function answerTouches(
  it: Looker,
  live: readonly Segment[],
  touches: readonly Touch[],
): Promise<void> {
  const pieces = piecesOf(touches);
  if (touches.length > mostTouches || (pieces.length > 1 && (await areMost(it, touches))))
    return refreshThese(it, live, 'many');
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

async function areMost({ platform, shop }: Looker, touches: readonly Touch[]): Promise<boolean> {
  const persons = new Set(touches.map(({ personId }) => personId)).size;
  return persons > MOST_OF_ALL * (await countPersons(platform, shop.shopId));
}
