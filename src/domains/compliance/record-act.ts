import { beforeCommit } from '../../platform/db/before-commit.ts';
import type { Tx } from '../../platform/db/postgres.ts';
import { type Issue, ProblemError, problem } from '../../platform/errors.ts';
import type { Act } from './audit/act.ts';
import { appendActs } from './audit/append-acts.ts';
import { personalKindOf } from './personal-values/detect-personal.ts';

const gathered = new WeakMap<Tx, Act[]>();

/**
 * Writes an entry of the audit log in the transaction of the act itself: neither is there without the other. Entries
 * are gathered and appended to the shop's chain just before the commit, where the head is locked for a moment only.
 * Throws the problem `personal-value` where words of the actor hold one (a phone number in a reason, a tag that is an
 * e-mail address): the log is kept for years and read by auditors, and the act is undone with it. An error, too, outside
 * `withShop` and for another shop than the transaction's.
 */
export async function recordAct(tx: Tx, it: Act): Promise<void> {
  refusePersonal({ ...it.details, reason: it.reason });
  const acts = gathered.get(tx) ?? [];
  if (acts.some((act) => act.shopId !== it.shopId)) throw new Error('One transaction, one shop.');
  acts.push(it);
  gathered.set(tx, acts);
  beforeCommit(tx, 'audit-log', (last) => appendActs(last, it.shopId, acts));
}

function refusePersonal(words: Readonly<Record<string, unknown>>): void {
  const issues = Object.entries(words)
    .filter(
      ([, value]) => typeof value === 'string' && !OURS.test(value) && personalKindOf(value) !== undefined,
    )
    .map(([field]): Issue => ({ code: 'personal-value', field, message: PERSONAL }));
  if (issues.length > 0) throw new ProblemError(problem('personal-value', 422, PERSONAL, issues));
}

/** Ids that we made: one in some thousands has eleven digits in a row. */
const OURS = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

const PERSONAL = {
  zh: '请勿在此填写手机号、邮箱、证件号等个人信息',
  en: 'No phone number, e-mail address, ID number or other personal value may stand here',
};
