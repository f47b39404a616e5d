import type { Tx } from '../../../platform/db/postgres.ts';
import { fail, ok, problem, type Result } from '../../../platform/errors.ts';
import { customersOf, readPersonsOf } from '../../customers/index.ts';
import { type Grant, useOpen } from './grant-store.ts';

export interface UsingGrant {
  readonly shopId: number;
  readonly customerId: number;
  readonly grantId: number;
  readonly key: string;
  readonly at: Date;
}

/** Uses a gift that is open, once; the same key again gets the same answer. Problems: no-such-grant, grant-not-open, that of customers who are not there. */
export async function useGrant(tx: Tx, it: UsingGrant): Promise<Result<Grant>> {
  // A number of before a merge is good: asked again with it, the answer is that of the first time.
  const owners = await customersOf(tx, it.shopId, [it.customerId]);
  const personIds = await readPersonsOf(tx, it.shopId, owners.get(it.customerId) ?? it.customerId);
  if (!personIds.ok) return personIds;
  const grant = await useOpen(tx, it.shopId, { ...it, personIds: personIds.value });
  if (grant === undefined) return fail(noSuchGrant);
  return grant.state === 'used' && grant.used_key === it.key ? ok(grant) : fail(notOpen);
}

const noSuchGrant = problem('no-such-grant', 404, {
  zh: '该客户没有这份礼遇',
  en: 'This customer has no such gift',
});

const notOpen = problem('grant-not-open', 409, {
  zh: '这份礼遇已使用或已过期',
  en: 'This gift was used already, or its time is over',
});
