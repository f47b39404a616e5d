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
