import { sql } from 'kysely';
import type { Tx } from '../../platform/db/postgres.ts';

export interface AuditEntry {
  readonly entry_id: number;
  readonly at: Date;
  readonly actor: string;
  readonly act: string;
  readonly subject: string;
  readonly reason: string | null;
  readonly details: Record<string, unknown>;
  /** Place in the shop's chain and hash of the chain up to here, hex; null for entries from before there was a chain. */
  readonly seq: number | null;
  readonly hash: string | null;
}

export interface AuditQuestion {
  readonly subject?: string | undefined;
  readonly act?: string | undefined;
  readonly actor?: string | undefined;
  /** First and last shop day. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly timeZone: string;
  /** Entries older than this one. */
  readonly before?: number | undefined;
  readonly limit: number;
}

/** Entries, the newest first. */
export async function readAuditLog(tx: Tx, shopId: number, ask: AuditQuestion): Promise<AuditEntry[]> {
  const { rows } = await sql<AuditEntry>`
    select entry_id, at, actor, act, subject, reason, details, seq, encode(hash, 'hex') as hash
    from compliance.audit_log
    where shop_id = ${shopId}
      and (${ask.subject ?? null}::text is null or subject = ${ask.subject ?? null})
      and (${ask.act ?? null}::text is null or act = ${ask.act ?? null})
      and (${ask.actor ?? null}::text is null or actor = ${ask.actor ?? null})
      and (${ask.from ?? null}::date is null or at >= ${ask.from ?? null}::date::timestamp at time zone ${ask.timeZone})
      and (${ask.to ?? null}::date is null or at < (${ask.to ?? null}::date + 1)::timestamp at time zone ${ask.timeZone})
      and (${ask.before ?? null}::bigint is null or entry_id < ${ask.before ?? null}::bigint)
    order by entry_id desc limit ${ask.limit}`.execute(tx);
  return rows;
}
