import type { Tx } from '../db/postgres.ts';

/** One line of the audit log. Never holds a personal value: people are named by their permanent ids. */
export interface AuditEntry {
  readonly shopId: number;
  /** `user:<id>`, `key:<id>`, `cli` or `system`. */
  readonly actor: string;
  /** `<domain>.<act>`, such as `keys.create`. */
  readonly act: string;
  /** Such as `key:<id>` or `user:<id>`. */
  readonly subject: string;
  /** Why, in the actor's words; mandatory where personal values leave in clear. */
  readonly reason?: string;
  readonly details?: Readonly<Record<string, unknown>>;
}

/**
 * Writes an entry in the transaction of the act itself. The log belongs to the compliance domain, which the platform
 * may not import: the wiring hands its function in.
 */
export type Audit = (tx: Tx, entry: AuditEntry) => Promise<void>;
