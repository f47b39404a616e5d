import type { Db, Tx } from '../../../platform/db/postgres.ts';
import { type Holdout, readHoldout } from '../../compliance/index.ts';

/** A changed share is followed within so long. */
const KEPT_MS = 10_000;

const remembered = new WeakMap<Db, Map<number, { readonly holdout: Holdout; readonly until: number }>>();

/** The shop's holdout, as it was ten seconds ago at most: a list that is served has no time for two statements more. */
export async function rememberHoldout(db: Db, tx: Tx, shopId: number): Promise<Holdout> {
  const memory = remembered.get(db) ?? new Map();
  remembered.set(db, memory);
  const known = memory.get(shopId);
  if (known !== undefined && performance.now() < known.until) return known.holdout;
  const holdout = await readHoldout(tx, shopId);
  memory.set(shopId, { holdout, until: performance.now() + KEPT_MS });
  return holdout;
}
