import type { Tx } from '../../../platform/db/postgres.ts';
import { fail, ok, type Result } from '../../../platform/errors.ts';
import { closeEntitlements, refundPoints } from '../../ledgers/index.ts';
import { type Acted, actOf, addAct, digestOf, type PlusAsk, readUsed } from './act-store.ts';
import { entitlementIdsOf, noteRefund, type PeriodRow, readPeriods } from './period-store.ts';
import { isOver, noSuchSubscription, nothingPaid } from './plus-problems.ts';
import { refundOf } from './refund-rules.ts';
import { settleSubscription } from './settle-plus.ts';
import {
  endSubscription,
  holdSubscription,
  readSubscription,
  type Subscription,
} from './subscription-store.ts';

/** What is given back of one period, in what was paid for it. */
export interface PeriodRefund {
  readonly period: PeriodRow;
  readonly amount: number;
}

/** What a refund would give back now; by the rule of `refundOf`, period by period. */
export async function quoteRefund(
  tx: Tx,
  shopId: number,
  it: { readonly subscriptionId: number; readonly now: Date },
): Promise<PeriodRefund[]> {
  const used = await readUsed(tx, shopId, it.subscriptionId);
  const periods = await readPeriods(tx, shopId, it.subscriptionId);
  return periods
    .filter(({ no }) => no > 0)
    .map((period) => {
      const takenMinor = used.filter(({ no }) => no === period.no).reduce((sum, { minor }) => sum + minor, 0);
      const paid = period.paidMinor ?? period.paidPoints ?? 0;
      return { period, amount: refundOf({ ...period, paid, takenMinor }, it.now) };
    })
    .filter(({ amount }) => amount > 0);
}

/** Money and points of it. */
export const sumOf = (refunds: readonly PeriodRefund[]): { minor: number; points: number } => ({
  minor: refunds.reduce((sum, { period, amount }) => sum + (period.paidMinor === null ? 0 : amount), 0),
  points: refunds.reduce((sum, { period, amount }) => sum + (period.paidPoints === null ? 0 : amount), 0),
});

export interface Refunding {
  readonly shopId: number;
  readonly timeZone: string;
  readonly subscriptionId: number;
  readonly ask: PlusAsk;
}

/**
 * Ends a subscription now and gives back what is left of it, once per key: points to the lots they came from, with their own
 * expiry; money is the shop's payment service's to send, by the answer. A refusal must take the transaction back. Problems:
 * no-such-subscription, key-reused, plus-over, plus-nothing-paid, account-closed, clock-went-back.
 */
export async function refundPlus(tx: Tx, it: Refunding): Promise<Result<Acted>> {
  const { shopId, subscriptionId, ask } = it;
  const asked = digestOf({ refund: subscriptionId });
  if ((await holdSubscription(tx, shopId, subscriptionId)) === undefined) return fail(noSuchSubscription);
  const before = await actOf(tx, shopId, { key: ask.key, asked });
  if (!before.ok) return before;
  if (before.value !== undefined) return ok(before.value);
  await settleSubscription(tx, { ...it, now: ask.now });
  const subscription = (await readSubscription(tx, shopId, subscriptionId))!;
  if (subscription.endedAt !== null) return fail(isOver(subscription.state));
  const refunds = await quoteRefund(tx, shopId, { subscriptionId, now: ask.now });
  if (refunds.length === 0) return fail(nothingPaid);
  for (const refund of refunds) {
    const given = await giveBack(tx, it, refund);
    if (!given.ok) return given;
  }
  return end(tx, it, { subscription, asked, ...sumOf(refunds) });
}

/** Notes it of the period, and gives points back to their lots; money is sent, or credited, by whoever asked. */
export async function giveBack(
  tx: Tx,
  { shopId, subscriptionId, ask: { now: at } }: Pick<Refunding, 'shopId' | 'subscriptionId' | 'ask'>,
  { period: { no, pointsAct }, amount }: PeriodRefund,
): Promise<Result<unknown>> {
  await noteRefund(tx, shopId, { subscriptionId, no, refunded: amount });
  if (pointsAct === null) return ok(undefined);
  const of = `${subscriptionId}:${no}`;
  const ask = { key: ` plus-refund:${of}`, cause: 'plus', ref: `plus:${of}`, by: 'system', at };
  return refundPoints(tx, shopId, { actId: pointsAct, points: amount, ask });
}

interface Ending {
  readonly subscription: Subscription;
  readonly asked: string;
  readonly minor: number;
  readonly points: number;
}

async function end(
  tx: Tx,
  { shopId, subscriptionId, ask }: Refunding,
  { subscription, asked, minor, points }: Ending,
): Promise<Result<Acted>> {
  const at = ask.now;
  await endSubscription(tx, shopId, { subscriptionId, state: 'refunded', reason: 'refunded', at });
  const entitlementIds = await entitlementIdsOf(tx, shopId, { subscriptionIds: [subscriptionId] });
  await closeEntitlements(tx, shopId, { entitlementIds, at });
  return addAct(tx, shopId, {
    ...{ subscriptionId, no: subscription.lastNo, kind: 'refund', key: ask.key, asked, reason: 'refunded' },
    ...{ endsAt: subscription.paidTo, at, by: ask.by, minor, points },
  });
}
