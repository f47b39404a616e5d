import type { PlusPayment, PlusPrice } from '../../../contract/plus.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import { fail, ok, type Result } from '../../../platform/errors.ts';
import { personalKindOf } from '../../compliance/index.ts';
import { spendPoints } from '../../ledgers/index.ts';
import { digestOf } from './act-store.ts';
import type { NewPeriod } from './period-store.ts';
import { paymentDiffers, paymentMissing, paymentUnwanted } from './plus-problems.ts';

export type Paid = Pick<NewPeriod, 'paidMinor' | 'paidPoints' | 'paymentRef' | 'paymentDigest' | 'pointsAct'>;

export const nothing: Paid = {
  ...{ paidMinor: null, paidPoints: null, paymentRef: null, paymentDigest: null, pointsAct: null },
};

export interface Paying {
  readonly personId: number;
  /** Of the subscription and period: makes the key under which points are spent once. */
  readonly period: string;
  readonly price: PlusPrice;
  readonly payment: PlusPayment | null;
  /** Money of another period that counts towards the price; none unless told. */
  readonly creditMinor?: number;
  readonly now: Date;
}

/**
 * Money was paid outside, and is checked against the price; points are spent here and now. Problems: plus-payment-missing,
 * plus-payment-unwanted, plus-payment-differs, and those of spending points.
 */
export async function payPeriod(tx: Tx, shopId: number, it: Paying): Promise<Result<Paid>> {
  return it.price.kind === 'money' ? byMoney(it.price.minor, it) : byPoints(tx, shopId, it);
}

function byMoney(minor: number, { payment, creditMinor = 0 }: Paying): Result<Paid> {
  if (payment === null) return fail(paymentMissing);
  if (payment.minor !== minor - creditMinor) return fail(paymentDiffers(minor - creditMinor));
  // A number that looks like somebody's is found again by its digest all the same.
  const paymentRef = personalKindOf(payment.ref) === undefined ? payment.ref : null;
  return ok({ ...nothing, paidMinor: minor, paymentRef, paymentDigest: digestOf({ ref: payment.ref }) });
}

async function byPoints(tx: Tx, shopId: number, it: Paying): Promise<Result<Paid>> {
  if (it.payment !== null) return fail(paymentUnwanted);
  const points = it.price.kind === 'points' ? it.price.points : 0;
  const ask = {
    key: ` plus:${it.period}`,
    cause: 'plus',
    ref: `plus:${it.period}`,
    by: 'system',
    at: it.now,
  };
  const spent = await spendPoints(tx, shopId, { personId: it.personId, points, ask });
  return spent.ok ? ok({ ...nothing, paidPoints: points, pointsAct: spent.value.act_id }) : spent;
}
