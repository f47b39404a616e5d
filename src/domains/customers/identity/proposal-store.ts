import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/postgres.ts';

export interface Proposal {
  readonly a: number;
  readonly b: number;
  /** never: staff kept them apart, and strong evidence came again; shared-device; weak-evidence. */
  readonly reason: string;
}

/** Notes that two persons (a < b) may be one human, once per pair; what staff decided stays decided. */
export async function insertProposals(tx: Tx, shopId: number, proposals: readonly Proposal[]): Promise<void> {
  if (proposals.length === 0) return;
  await sql`
    insert into customers.merge_proposals (shop_id, person_a, person_b, reason)
    select ${shopId}, r.a, r.b, r.reason
    from json_to_recordset(${JSON.stringify(proposals)}::json) as r(a int, b int, reason text)
    order by r.a, r.b
    on conflict (shop_id, person_a, person_b) do nothing`.execute(tx);
}

/**
 * Forgets open proposals that nothing speaks for any more: no evidence the two share, no join that was said and
 * refused. What staff decided stays.
 */
export async function dropUnfoundedProposals(tx: Tx, shopId: number): Promise<void> {
  await sql`
    delete from customers.merge_proposals m
    where m.shop_id = ${shopId} and m.state = 'open' and not case when m.reason = 'weak-evidence' then exists (
        select from customers.weak_evidence a join customers.weak_evidence b on b.shop_id = a.shop_id
          and (b.evidence_index_a = a.evidence_index_a or b.evidence_index_b = a.evidence_index_b)
        where a.shop_id = m.shop_id and a.person_id = m.person_a and b.person_id = m.person_b)
      else exists (
        select from customers.said_joins s
        where s.shop_id = m.shop_id and s.person_a = m.person_a and s.person_b = m.person_b) end`.execute(tx);
}
