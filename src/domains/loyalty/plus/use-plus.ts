import type { PlusUse } from '../../../contract/plus.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import { fail, ok, type Result } from '../../../platform/errors.ts';
import { personalKindOf } from '../../compliance/index.ts';
import { holdPersonsOf } from '../../customers/index.ts';
import { takeEntitlement } from '../../ledgers/index.ts';
import { type Acted, actOf, addAct, digestOf, type NewAct } from './act-store.ts';
import { readEntitlements } from './period-store.ts';
import { noEntitlement, noMember, useUnclear } from './plus-problems.ts';
import { settleSubscription } from './settle-plus.ts';
import { subscriptionsOf } from './subscription-store.ts';
import { type TermsInForce, termsInForce } from './terms-in-force.ts';

export interface Using {
  readonly shopId: number;
  readonly timeZone: string;
  readonly customerId: number;
  readonly use: PlusUse;
  readonly by: string;
  readonly now: Date;
}

/**
 * Uses a benefit of PLUS, once per key: free shipping and coupons of what the period grants, what ends first first, all of the
 * count or nothing; of a member price it notes what it saved. A refusal must take the transaction back. Problems:
 * no-such-customer, key-reused, plus-use-unclear, plus-not-running, plus-none-left.
 */
export async function usePlus(tx: Tx, it: Using): Promise<Result<Acted>> {
  const { shopId, timeZone, customerId, now } = it;
  const { key, ...use } = it.use;
  const asked = digestOf({ use: [customerId, use] });
  const before = await actOf(tx, shopId, { key, asked });
  if (!before.ok) return before;
  if (before.value !== undefined) return ok(before.value);
  const persons = await holdPersonsOf(tx, shopId, customerId);
  if (!persons.ok) return persons;
  if (!isClear(use)) return fail(useUnclear);
  const meanwhile = await actOf(tx, shopId, { key, asked });
  if (!meanwhile.ok) return meanwhile;
  if (meanwhile.value !== undefined) return ok(meanwhile.value);
  for (const { subscriptionId, endedAt } of await subscriptionsOf(tx, shopId, { personIds: persons.value }))
    if (endedAt === null) await settleSubscription(tx, { shopId, timeZone, subscriptionId, now });
  const inForce = await termsInForce(tx, shopId, { personIds: persons.value, at: now });
  if (inForce.length === 0) return fail(noMember);
  const taken = await (use.benefit === 'member-price' ? saved(it, inForce) : take(tx, it, inForce));
  if (!taken.ok) return taken;
  const ref = use.ref !== undefined && personalKindOf(use.ref) === undefined ? use.ref : undefined;
  return addAct(tx, shopId, { ...taken.value, key, asked, ref, kind: 'use', at: now, by: it.by });
}

const isClear = ({ benefit, coupon, count, saved_minor: savedMinor }: Omit<PlusUse, 'key'>): boolean =>
  (benefit === 'coupon') === (coupon !== undefined) &&
  (benefit === 'member-price') === (savedMinor !== undefined) &&
  (benefit !== 'member-price' || count === undefined);

type Taken = Omit<NewAct, 'kind' | 'at' | 'by'>;

/** Member prices are no quota: what was saved counts into the value delivered, and against a refund. */
function saved({ use }: Using, inForce: readonly TermsInForce[]): Result<Taken> {
  const of = inForce.find(({ terms }) => terms.member_prices.length > 0);
  if (of === undefined) return fail(noEntitlement(0));
  const { subscriptionId, no, endsAt } = of;
  return ok({ subscriptionId, no, endsAt, benefit: 'member-price', minor: use.saved_minor! });
}

async function take(
  tx: Tx,
  { shopId, use, now: at }: Using,
  inForce: readonly TermsInForce[],
): Promise<Result<Taken>> {
  const { benefit, coupon = null, count = 1 } = use;
  const subscriptionIds = inForce.map(({ subscriptionId }) => subscriptionId);
  const all = await readEntitlements(tx, shopId, { subscriptionIds, at });
  const fitting = all.filter((it) => it.benefit === benefit && it.coupon === coupon);
  for (const { entitlementId, subscriptionId, no, worthMinor, endsAt } of fitting) {
    const left = await takeEntitlement(tx, shopId, { entitlementId, count, at });
    if (left !== undefined)
      return ok({ subscriptionId, no, benefit, coupon, count, left, minor: worthMinor * count, endsAt });
  }
  return fail(noEntitlement(Math.max(0, ...fitting.map(({ left }) => left))));
}
