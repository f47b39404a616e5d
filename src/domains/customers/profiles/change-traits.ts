import type { Permission } from '../../../contract/auth.ts';
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
  readonly permissions: ReadonlySet<Permission>;
}

const unusable = (issues: readonly Issue[]) =>
  problem('unusable-traits', 400, { zh: '有的属性无法保存', en: 'Some traits cannot be stored' }, issues);

/**
 * Sets traits by hand: source `staff`, now. Nothing is stored when one is unusable. Sensitive
 * ones are for who may see them in clear. Problems: no-such-customer, unusable-traits. */
export async function changeTraits(tx: Tx, change: TraitChange): Promise<Result<CustomerView>> {
  const { keys, shopId, customerId, traits, actor, now } = change;
  const shown = await showCustomer(tx, change);
  if (!shown.ok) return shown;
  const issues = await findIssues(tx, change);
  if (issues.length > 0) return fail(unusable(issues));
  const profile = { personId: customerId, at: now.toISOString(), traits };
  await storeProfiles(tx, keys, shopId, [profile], { source: 'staff', by: actor, now });
  const details = { traits: Object.keys(traits) };
  await recordAct(tx, {
    ...{ shopId, actor, act: 'customers.change-traits', subject: `customer:${customerId}`, details },
  });
  return showCustomer(tx, change);
}

async function findIssues(tx: Tx, { shopId, traits, permissions }: TraitChange): Promise<Issue[]> {
  const dictionary = await readDictionary(tx, shopId);
  return Object.entries(traits).flatMap(([name, value]): Issue[] => {
    const fit = fitTrait(dictionary, name, value);
    const field = `/traits/${name}`;
    if ('issue' in fit) return [{ ...fit.issue, field }];
    const hidden = fit.trait.class === 'sensitive' && !permissions.has('customers:unmask');
    return hidden ? [{ code: 'sensitive-trait', field, message: SENSITIVE }] : [];
  });
}

const SENSITIVE = {
  zh: '敏感个人信息只能由可查看明文的角色修改',
  en: 'A sensitive trait is changed by roles that may see it in clear',
};
