import type { PointsAct } from '../../../contract/points.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import type { PointsAsk } from '../../ledgers/index.ts';
import { earnPoints, rescheduleLot, revokePoints } from '../../ledgers/index.ts';
import { capsOf } from './caps-rules.ts';
import type { EarningNow } from './earning-orders.ts';
import { expiresAt } from './lot-times-rules.ts';
import type { OrderLot, OrderPoints } from './order-points-store.ts';
import type { RulesVersion } from './rules-store.ts';

/** What an order should have earned, beside what it has. */
export interface OrderTarget {
  readonly orderId: number;
  readonly before: OrderPoints | undefined;
  readonly rules: RulesVersion;
  /** 0: nobody's. */
  readonly personId: number;
  /** Of this person's tier: what the order keeps from now on. */
  readonly tierPercent: number | null;
  readonly due: number;
  /** Shop day of the payment. */
  readonly day: string;
  readonly paidAt: Date | null;
  readonly activeFrom: Date | null;
}

/**
 * Posts the difference and answers how the order then stands; undefined where nothing is to be said. Points follow the
 * person of the order: should it turn out to be another's, the first gives them back.
 */
export async function settleOrder(
  tx: Tx,
  it: EarningNow,
  target: OrderTarget,
): Promise<OrderPoints | undefined> {
  const { before, due, personId } = target;
  if (before === undefined && due === 0) return undefined;
  const isTheirs = before?.personId === personId;
  const from = before === undefined || isTheirs ? before : await leave(tx, it, { target, from: before });
  const standing = { ...(from ?? fresh(target)), tierPercent: target.tierPercent };
  if (due === standing.due) return isTheirs ? reschedule(tx, it, { target, standing }) : from && standing;
  if (due < standing.due) return lower(tx, it, { target, from: standing, to: due });
  return raise(tx, it, { target, from: standing });
}

/** Whoever it was taken for gives back everything; from here on it is the other's. */
async function leave(tx: Tx, it: EarningNow, { target, from }: Raising): Promise<OrderPoints> {
  return { ...(await lower(tx, it, { target, from, to: 0 })), personId: target.personId };
}

const fresh = ({ orderId, personId, rules, tierPercent }: OrderTarget): OrderPoints => ({
  ...{ orderId, personId, version: rules.version, tierPercent, due: 0, lots: [], activeFrom: null, acts: 0 },
});

const stands = ({ points, revoked }: OrderLot): number => points - revoked;
const standing = (lots: readonly OrderLot[]): number => lots.reduce((sum, lot) => sum + stands(lot), 0);

const askOf = (it: EarningNow, { orderId, acts }: OrderPoints, cause: string): PointsAsk => ({
  ...{ key: ` order:${orderId}:${acts + 1}`, cause, ref: `order:${orderId}` },
  ...{ by: 'system', at: it.now },
});

interface Raising {
  readonly target: OrderTarget;
  readonly from: OrderPoints;
}

/** Grants what is due and not granted yet. What would be over by now is not granted: nobody gains by it. */
async function raise(tx: Tx, it: EarningNow, { target, from }: Raising): Promise<OrderPoints> {
  const { due, rules, paidAt } = target;
  const ends = expiresAt(paidAt!, rules.rules.expiry, it.shop.timeZone);
  const after = { ...from, due, activeFrom: target.activeFrom };
  if (ends !== null && (ends <= it.now || ends <= target.activeFrom!)) return after;
  const earning = {
    ...{ personId: from.personId, points: due - from.due, earnedAt: paidAt! },
    ...{ activeFrom: target.activeFrom!, expiresAt: ends },
    caps: capsOf(rules, { deed: 'order', day: target.day, most: rules.rules.order.most_per_day }),
  };
  const done = await earnPoints(tx, it.shop.shopId, { earning, ask: askOf(it, from, 'order') });
  // The person went with an undone import, or the balance is full: nothing was granted, and the next change tries again.
  if (!done.ok) return from;
  return { ...after, acts: from.acts + 1, lots: [...from.lots, lotOf(done.value)] };
}

const lotOf = ({ act_id: act, points }: PointsAct): OrderLot => ({ act, points, revoked: 0 });

interface Lowering extends Raising {
  readonly to: number;
}

/** Takes back, newest lot first, so that what stands of the granted is as large a part as what stands of the due. */
async function lower(tx: Tx, it: EarningNow, { target, from, to }: Lowering): Promise<OrderPoints> {
  const granted = standing(from.lots);
  const keep = from.due === 0 ? 0 : Number((BigInt(granted) * BigInt(to)) / BigInt(from.due));
  let after: OrderPoints = { ...from, due: to };
  let left = granted - keep;
  for (const lot of [...from.lots].reverse()) {
    const points = Math.min(left, stands(lot));
    if (points === 0) continue;
    await takeBack(tx, it, { target, after, lot, points });
    left -= points;
    const lots = after.lots.map((one) =>
      one.act === lot.act ? { ...one, revoked: one.revoked + points } : one,
    );
    after = { ...after, lots, acts: after.acts + 1 };
  }
  return after;
}

interface TakingBack {
  readonly target: OrderTarget;
  readonly after: OrderPoints;
  readonly lot: OrderLot;
  readonly points: number;
}

/** From an account that was closed by an erasure nothing is left to be taken. */
async function takeBack(tx: Tx, it: EarningNow, { target, after, lot, points }: TakingBack): Promise<void> {
  const { shortfall } = target.rules.rules;
  const taking = { actId: lot.act, points, shortfall, ask: askOf(it, after, 'refund') };
  const done = await revokePoints(tx, it.shop.shopId, taking);
  if (!done.ok && done.problem.code !== 'account-closed') throw new Error(done.problem.code);
}

interface Standing {
  readonly target: OrderTarget;
  readonly standing: OrderPoints;
}

/** The return window of pending points ends with what is known of the delivery. */
async function reschedule(
  tx: Tx,
  it: EarningNow,
  { target: { activeFrom }, standing }: Standing,
): Promise<OrderPoints | undefined> {
  if (activeFrom === null || standing.activeFrom?.getTime() === activeFrom.getTime()) return undefined;
  for (const { act } of standing.lots) await rescheduleLot(tx, it.shop.shopId, { actId: act, activeFrom });
  return { ...standing, activeFrom };
}
