import type { PointsAct } from '../../../contract/points.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import { fail, ok, problem, type Result } from '../../../platform/errors.ts';
import { shopDay } from '../../analytics/index.ts';
import { recordAct } from '../../compliance/index.ts';
import { adjustPoints } from '../../ledgers/index.ts';
import { type Approval, askApproval, decide, noteAct, readApproval } from './approval-store.ts';
import { expiresAt } from './lot-times-rules.ts';
import { noRules } from './no-rules.ts';
import { readRules, rulesOn } from './rules-store.ts';

export interface AdjustingCustomer {
  readonly shopId: number;
  readonly timeZone: string;
  readonly personId: number;
  /** Below nothing: fewer. */
  readonly points: number;
  readonly reason: string;
  readonly key: string;
  readonly by: string;
  readonly now: Date;
}

/** Done, or waiting for somebody else. */
export interface Adjusted {
  readonly act: PointsAct | null;
  readonly approvalId: number | null;
}

/**
 * Points more or fewer by the word of staff, on the audit log. More than the rules' limit waits for a second person.
 * Problems: points-rules-missing, key-reused, personal-value, those of adjusting.
 */
export async function adjustCustomer(tx: Tx, it: AdjustingCustomer): Promise<Result<Adjusted>> {
  const { shopId } = it;
  const version = rulesOn(await readRules(tx, shopId), shopDay(it.now, it));
  if (version === undefined) return fail(noRules);
  const expires = expiresAt(it.now, version.rules.expiry, it.timeZone);
  const details = { points: it.points };
  const subject = `person:${it.personId}`;
  if (Math.abs(it.points) > version.rules.approval_above) {
    const asked = await askApproval(tx, shopId, {
      ...{ person_id: it.personId, points: it.points, expires_at: expires, reason: it.reason },
      ...{ key: it.key, asked_by: it.by, asked_at: it.now },
    });
    if (asked === undefined) return fail(keyReused);
    if (asked.isNew)
      await recordAct(tx, {
        ...{ shopId, actor: it.by, act: 'points.ask-approval', subject, reason: it.reason, details },
      });
    return ok({ act: null, approvalId: asked.id });
  }
  const adjusting = { personId: it.personId, points: it.points, expiresAt: expires };
  const ask = { key: it.key, cause: 'staff', reason: it.reason, by: it.by, at: it.now };
  const done = await adjustPoints(tx, shopId, { adjusting, ask });
  if (!done.ok) return done;
  if (done.value.again !== true)
    await recordAct(tx, {
      ...{ shopId, actor: it.by, act: 'points.adjust', subject, reason: it.reason, details },
    });
  return ok({ act: done.value, approvalId: null });
}

export interface DecidingApproval {
  readonly shopId: number;
  readonly approvalId: number;
  readonly state: 'approved' | 'rejected';
  readonly by: string;
  readonly now: Date;
}

/**
 * Approves an adjustment, which is then made in the same transaction, or rejects it. Problems: no-such-approval,
 * approval-decided, own-approval, those of adjusting (it goes on waiting then).
 */
export async function decideApproval(tx: Tx, it: DecidingApproval): Promise<Result<Approval>> {
  const { shopId, approvalId, by } = it;
  const decided = await decide(tx, shopId, { ...it, at: it.now });
  if (decided === undefined) return fail(await whyNot(tx, it));
  await recordAct(tx, {
    ...{ shopId, actor: by, act: `points.${it.state}`, subject: `person:${decided.person_id}` },
    details: { approval_id: approvalId, points: decided.points },
  });
  if (it.state === 'rejected') return ok(decided);
  const { person_id: personId, points, expires_at: expires, reason } = decided;
  // Under the key it was asked by: whoever asked again below a limit raised meanwhile has it once.
  const ask = { key: decided.key, cause: 'staff', reason, by: decided.asked_by, at: it.now };
  const adjusting = { personId, points, expiresAt: expires };
  const done = await adjustPoints(tx, shopId, { adjusting, ask });
  if (!done.ok) return done;
  await noteAct(tx, shopId, { approvalId, actId: done.value.act_id });
  return ok({ ...decided, act_id: done.value.act_id });
}

async function whyNot(tx: Tx, { shopId, approvalId }: DecidingApproval) {
  const found = await readApproval(tx, shopId, approvalId);
  if (found === undefined) return noSuchApproval;
  return found.state === 'waiting' ? ownApproval : approvalDecided;
}

const keyReused = problem('key-reused', 422, {
  zh: '此幂等键已用于另一操作；请换一个键',
  en: 'This idempotency key was used for something else; take another',
});

const noSuchApproval = problem('no-such-approval', 404, {
  zh: '没有这条待审批的积分调整',
  en: 'There is no such adjustment to approve',
});

const approvalDecided = problem('approval-decided', 409, {
  zh: '这条调整已经审批过了',
  en: 'This adjustment has been decided already',
});

const ownApproval = problem('own-approval', 403, {
  zh: '不能审批自己提交的调整；请由另一位员工审批',
  en: 'Nobody approves their own adjustment; let somebody else decide',
});
