import type { Transaction } from 'kysely';

// biome-ignore lint/complexity/noBannedTypes: the same as Tx, which is made from this file
type Tx = Transaction<{}>;

/** What a transaction still has to do as its last act: locks taken there are held only until the commit. */
type LastAct = (tx: Tx) => Promise<void>;

const lastActs = new WeakMap<Tx, Map<string, LastAct>>();

/** Opens a transaction for last acts; `withShop` does it for every one it begins. */
export const allowLastActs = (tx: Tx): void => void lastActs.set(tx, new Map());

/**
 * Has `act` run in `tx` after everything else, just before the commit; the first of a name stands, and `true` says it
 * was the first. What it throws undoes the transaction. Throws outside `withShop`, where nobody would run it.
 */
export function beforeCommit(tx: Tx, name: string, act: LastAct): boolean {
  const acts = lastActs.get(tx);
  if (acts === undefined) throw new Error('Last acts belong to a transaction of withShop.');
  if (acts.has(name)) return false;
  acts.set(name, act);
  return true;
}

/** Runs them in the order they were asked for. */
export async function runLastActs(tx: Tx): Promise<void> {
  for (const act of lastActs.get(tx)?.values() ?? []) await act(tx);
  lastActs.delete(tx);
}
