import type { PointsAct } from '../../../contract/points.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import type { Result } from '../../../platform/errors.ts';
import { recordAct } from '../../compliance/index.ts';
import { repayPoints } from '../../ledgers/index.ts';

export interface RepayingCustomer {
  readonly shopId: number;
  readonly personId: number;
  readonly points: number;
  readonly how: 'paid' | 'forgiven';
  readonly reason: string;
  readonly key: string;
  readonly by: string;
  readonly now: Date;
}

/**
 * Settles what a customer is short of, on the audit log. Problems: no-such-customer, repays-too-much, key-reused,
 * points-out-of-range, personal-value (in the reason), clock-went-back.
 */
export async function repayCustomer(tx: Tx, it: RepayingCustomer): Promise<Result<PointsAct>> {
  const { shopId, personId, points, how, reason, by } = it;
  const ask = { key: it.key, cause: 'staff', reason, by, at: it.now };
  const done = await repayPoints(tx, shopId, { personId, points, how, ask });
  if (!done.ok || done.value.again === true) return done;
  await recordAct(tx, {
    ...{ shopId, actor: by, act: 'points.repay', subject: `person:${personId}`, reason },
    details: { points, how },
  });
  return done;
}
