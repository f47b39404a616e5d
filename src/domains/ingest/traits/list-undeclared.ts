import type { UndeclaredTraitView } from '../../../contract/dictionary.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import { readDictionary } from '../../customers/index.ts';
import { readUndeclared } from './undeclared-store.ts';

/**
 * Traits that sources tell and the dictionary lacks, the commonest first. Those declared since are gone from it: their
 * values are kept from then on.
 */
export async function listUndeclared(tx: Tx, shopId: number): Promise<UndeclaredTraitView[]> {
  const dictionary = await readDictionary(tx, shopId);
  return Object.entries(await readUndeclared(tx, shopId))
    .filter(([name]) => dictionary.find(name) === undefined)
    .sort(([a, one], [b, other]) => other.seen - one.seen || (a < b ? -1 : 1))
    .map(([name, it]) => ({
      ...{ name, type: it.type, seen: it.seen },
      ...{ first_seen_at: it.firstAt, last_seen_at: it.lastAt },
    }));
}
