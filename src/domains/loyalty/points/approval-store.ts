import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/postgres.ts';

/** An adjustment that waits for a second member of staff, or did. */
export interface Approval {
  readonly approval_id: number;
  readonly person_id: number;
  readonly points: number;
  readonly expires_at: Date | null;
  readonly reason: string;
  readonly key: string;
  readonly state: 'waiting' | 'approved' | 'rejected';
  readonly asked_by: string;
  readonly asked_at: Date;
  readonly decided_by: string | null;
  readonly decided_at: Date | null;
  readonly act_id: number | null;
}

type Asked = Pick<
  Approval,
  'person_id' | 'points' | 'expires_at' | 'reason' | 'key' | 'asked_by' | 'asked_at'
>;

/** Its number; that of the one asked under this key before, or undefined where that was about something else. */
export async function askApproval(
  tx: Tx,
  shopId: number,
  it: Asked,
): Promise<{ id: number; isNew: boolean } | undefined> {
  const { numAffectedRows } = await sql`
    insert into loyalty.points_approvals (shop_id, person_id, points, expires_at, reason, key, asked_by, asked_at)
    values (${shopId}, ${it.person_id}, ${it.points}, ${it.expires_at}, ${it.reason}, ${it.key}, ${it.asked_by},
      ${it.asked_at}) on conflict (shop_id, key) do nothing`.execute(tx);
  const { rows } = await sql<{ id: number }>`
    select approval_id as id from loyalty.points_approvals where shop_id = ${shopId} and key = ${it.key}
      and person_id = ${it.person_id} and points = ${it.points}`.execute(tx);
  return rows[0] && { id: rows[0].id, isNew: numAffectedRows === 1n };
}

/** Waiting ones first, then the newest; at most 200. */
export async function readApprovals(tx: Tx, shopId: number): Promise<Approval[]> {
  const { rows } = await sql<Approval>`
    select approval_id, person_id, points, expires_at, reason, key, state, asked_by, asked_at, decided_by, decided_at, act_id
    from loyalty.points_approvals where shop_id = ${shopId}
    order by (state = 'waiting') desc, approval_id desc limit 200`.execute(tx);
  return rows;
}

export async function readApproval(
  tx: Tx,
  shopId: number,
  approvalId: number,
): Promise<Approval | undefined> {
  const { rows } = await sql<Approval>`
    select * from loyalty.points_approvals where shop_id = ${shopId} and approval_id = ${approvalId}`.execute(
    tx,
  );
  return rows[0];
}

export interface Deciding {
  readonly approvalId: number;
  readonly state: 'approved' | 'rejected';
  readonly by: string;
  readonly at: Date;
}

/** Decides one that waits, never by whoever asked; undefined where that is not so. */
export async function decide(tx: Tx, shopId: number, it: Deciding): Promise<Approval | undefined> {
  const { rows } = await sql<Approval>`
    update loyalty.points_approvals set state = ${it.state}, decided_by = ${it.by}, decided_at = ${it.at}
    where shop_id = ${shopId} and approval_id = ${it.approvalId} and state = 'waiting'
      and (asked_by <> ${it.by} or ${it.state} = 'rejected')
    returning *`.execute(tx);
  return rows[0];
}

export async function noteAct(
  tx: Tx,
  shopId: number,
  it: { approvalId: number; actId: number },
): Promise<void> {
  await sql`update loyalty.points_approvals set act_id = ${it.actId}
    where shop_id = ${shopId} and approval_id = ${it.approvalId}`.execute(tx);
}

/** For an erasure: what was asked for these persons goes. */
export async function forgetApprovals(tx: Tx, shopId: number, personIds: readonly number[]): Promise<void> {
  await sql`delete from loyalty.points_approvals
    where shop_id = ${shopId} and person_id = any(${personIds}::integer[])`.execute(tx);
}
