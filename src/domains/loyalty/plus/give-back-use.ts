import type { Tx } from '../../../platform/db/postgres.ts';
import { fail, ok, type Result } from '../../../platform/errors.ts';
import { giveBackEntitlement } from '../../ledgers/index.ts';
import {
  type Act,
  type Acted,
  actOf,
  addAct,
  digestOf,
  noteGivenBack,
  type PlusAsk,
  readUse,
} from './act-store.ts';
import { readUsedEntitlement, wasSwitched } from './period-store.ts';
import { givenBack, isOver, noSuchUse, useSettled } from './plus-problems.ts';
import { holdSubscription, readSubscription } from './subscription-store.ts';

export interface GivingBack {
  readonly shopId: number;
  /** The act that used. */
  readonly actId: number;
  readonly ask: PlusAsk;
}

/**
 * Gives a use back whose order was cancelled, once per key and once at all: it counts no more into what PLUS saved, cost and
 * leaves to refund, and what was granted can be used again within its time. A refund, and a change of plan, reckoned with it: behind one it stays. A
 * refusal must take the transaction back. Problems: no-such-use, key-reused, plus-use-given-back, plus-use-settled, plus-over.
 */
export async function giveBackUse(tx: Tx, { shopId, actId, ask }: GivingBack): Promise<Result<Acted>> {
  const use = await readUse(tx, shopId, actId);
  if (use === undefined) return fail(noSuchUse);
  const { subscriptionId, no, benefit, coupon, count, minor } = use;
  const asked = digestOf({ giveBack: actId });
  await holdSubscription(tx, shopId, subscriptionId);
  const before = await actOf(tx, shopId, { key: ask.key, asked });
  if (!before.ok) return before;
  if (before.value !== undefined) return ok(before.value);
  const { state, paidTo: endsAt } = (await readSubscription(tx, shopId, subscriptionId))!;
  if (state === 'refunded') return fail(isOver(state));
  if (await wasSwitched(tx, shopId, use)) return fail(useSettled);
  if (!(await noteGivenBack(tx, shopId, { actId, at: ask.now }))) return fail(givenBack);
  const left = benefit === 'member-price' ? null : await putBack(tx, shopId, use);
  return addAct(tx, shopId, {
    ...{ subscriptionId, no, kind: 'give-back', key: ask.key, asked, benefit, coupon, count, minor, left },
    ...{ endsAt, at: ask.now, by: ask.by },
  });
}

async function putBack(tx: Tx, shopId: number, use: Act): Promise<number> {
  const entitlementId = await readUsedEntitlement(tx, shopId, use);
  const it = entitlementId === undefined ? undefined : { entitlementId, count: use.count! };
  const left = it && (await giveBackEntitlement(tx, shopId, it));
  if (left === undefined) throw new Error('what was used was never granted');
  return left;
}
