import type { CustomerView } from '../../../contract/customer.ts';
import type { TraitValue } from '../../../contract/records.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import { fail, type Issue, problem, type Result } from '../../../platform/errors.ts';
import { recordAct } from '../../compliance/index.ts';
import { readDictionary } from '../dictionary/dictionary.ts';
import { fitTrait } from './fit-trait.ts';
import { type Showing, showCustomer } from './show-customer.ts';
import { storeProfiles } from './store-profiles.ts';

export interface TraitChange extends Showing {
  readonly traits: Readonly<Record<string, TraitValue>>;
  readonly actor: string;
}

const unusable = (issues: readonly Issue[]) =>
  problem('unusable-traits', 400, { zh: '有的属性无法保存', en: 'Some traits cannot be stored' }, issues);

/** Sets traits by hand: source `staff`, now. Nothing is stored when one is unusable. Problems: no-such-customer, unusable-traits. */
export async function changeTraits(tx: Tx, change: TraitChange): Promise<Result<CustomerView>> {
  const { keys, shopId, customerId, traits, actor, now } = change;
  const shown = await showCustomer(tx, change);
  if (!shown.ok) return shown;
  const issues = await findIssues(tx, shopId, traits);
  if (issues.length > 0) return fail(unusable(issues));
  const profile = { personId: customerId, at: now.toISOString(), traits };
  await storeProfiles(tx, keys, shopId, [profile], { source: 'staff', by: actor, now });
  const details = { traits: Object.keys(traits) };
  await recordAct(tx, {
    ...{ shopId, actor, act: 'customers.change-traits', subject: `customer:${customerId}`, details },
  });
  return showCustomer(tx, change);
}

async function findIssues(tx: Tx, shopId: number, traits: TraitChange['traits']): Promise<Issue[]> {
  const dictionary = await readDictionary(tx, shopId);
  return Object.entries(traits).flatMap(([name, value]): Issue[] => {
    const fit = fitTrait(dictionary, name, value);
    return 'issue' in fit ? [{ ...fit.issue, field: `/traits/${name}` }] : [];
  });
}
