import { sql } from 'kysely';
import type { Tx } from '../../platform/db/postgres.ts';
import { type Issue, ProblemError, problem } from '../../platform/errors.ts';
import { personalKindOf } from './personal-values/detect-personal.ts';

/** Who did what to whom. Never holds a personal value: people are named by their permanent ids. */
export interface Act {
  readonly shopId: number;
  /** `user:<id>`, `key:<id>`, `cli:<account of the machine>` or `system`. */
  readonly actor: string;
  /** `<domain>.<act>`, such as `customers.unmask`. */
  readonly act: string;
  /** What was acted on, by its permanent id: `person:12`, `order:7`, `key:<uuid>`. */
  readonly subject: string;
  /** Why, in the actor's words; mandatory where the act looks at a personal field. */
  readonly reason?: string;
  readonly details?: Readonly<Record<string, unknown>>;
}

/**
 * Writes an entry of the audit log in the transaction of the act itself: neither is there without the other. Throws
 * the problem `personal-value` where words of the actor hold one (a phone number in a reason, a tag that is an e-mail
 * address): the log is kept for years and read by auditors, and the act is undone with it.
 */
export async function recordAct(tx: Tx, it: Act): Promise<void> {
  refusePersonal({ ...it.details, reason: it.reason });
  await sql`
    insert into compliance.audit_log (shop_id, actor, act, subject, reason, details)
    values (${it.shopId}, ${it.actor}, ${it.act}, ${it.subject}, ${it.reason ?? null},
      ${JSON.stringify(it.details ?? {})}::jsonb)`.execute(tx);
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
