import { eventLabel } from '../../contract/event-labels.ts';
import type { Tx } from '../../platform/db/postgres.ts';
import { readDictionary } from '../customers/index.ts';
import type { Wording } from './conditions/condition-kind.ts';
import { listLists } from './list-store.ts';
import { readPlanNames } from './plan-names.ts';
import { listSegments } from './segment-store.ts';

/** Names of what conditions of a shop speak of. */
export async function readWording(
  tx: Tx,
  { shopId, currency }: { shopId: number; currency: string },
): Promise<Wording> {
  const names = new Map((await listSegments(tx, shopId)).map((it) => [it.segmentId, it.name]));
  const lists = new Map((await listLists(tx, shopId)).map((it) => [it.listId, it.name]));
  const plans = await readPlanNames(tx, shopId);
  const dictionary = await readDictionary(tx, shopId);
  return {
    currency,
    segmentName: (id) => names.get(id) ?? `#${id}`,
    listName: (id) => lists.get(id) ?? `#${id}`,
    planName: (id) => plans.get(id) ?? { zh: `#${id}`, en: `#${id}` },
    eventLabel,
    traitLabel: (name) => dictionary.find(name)?.label ?? { zh: name, en: name },
  };
}
