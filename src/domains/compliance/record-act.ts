import { sql } from 'kysely';
import type { Tx } from '../../platform/db/postgres.ts';

/** Who did what to whom. Never holds a personal value: people are named by their permanent ids. */
export interface Act {
  readonly shopId: number;
  /** `user:<id>`, `key:<id>`, `cli` or `system`. */
  readonly actor: string;
  /** `<domain>.<act>`, such as `customers.unmask`. */
  readonly act: string;
  /** What was acted on, by its permanent id: `person:12`, `order:7`, `key:<uuid>`. */
  readonly subject: string;
  /** Why, in the actor's words; mandatory where the act looks at a personal field. */
  readonly reason?: string;
  readonly details?: Readonly<Record<string, unknown>>;
}

/** Writes an entry of the audit log in the transaction of the act itself: neither is there without the other. */
export async function recordAct(tx: Tx, it: Act): Promise<void> {
  await sql`
    insert into compliance.audit_log (shop_id, actor, act, subject, reason, details)
    values (${it.shopId}, ${it.actor}, ${it.act}, ${it.subject}, ${it.reason ?? null},
      ${JSON.stringify(it.details ?? {})}::jsonb)`.execute(tx);
}
