import type { LiftScore } from '../../../contract/lift.ts';
import { type Holdout, inHoldout } from '../../compliance/index.ts';
import { noteReached, type Reaching } from './note-reached.ts';

/** People whom scores chose, as they stand in a list: those held out among them. */
interface Listing extends Omit<Reaching, 'score' | 'isHeld'> {
  readonly scores: readonly LiftScore[];
  readonly holdout: Holdout;
}

/** Of the people of a list those whom its reader gets: whoever is held out is not among them, and both sides are noted. */
export async function noteBoth({ scores, holdout, customerIds, ...it }: Listing): Promise<readonly number[]> {
  const { true: held = [], false: read = [] } = Object.groupBy(customerIds, (id) =>
    inHoldout(holdout, id) ? 'true' : 'false',
  );
  for (const score of scores) {
    await noteReached({ ...it, score, customerIds: held, isHeld: true });
    await noteReached({ ...it, score, customerIds: read, isHeld: false });
  }
  return read;
}
