import type { Tx } from '../../platform/db/postgres.ts';
import { fail, ok, type Result } from '../../platform/errors.ts';
import { noSuchSegment } from './segment-problems.ts';
import { findSegment, type Segment } from './segment-store.ts';

/** A segment of the shop. Problem: `segment-not-found`. */
export async function oneSegment(tx: Tx, shopId: number, segmentId: number): Promise<Result<Segment>> {
  const found = await findSegment(tx, shopId, segmentId);
  return found === undefined ? fail(noSuchSegment) : ok(found);
}
