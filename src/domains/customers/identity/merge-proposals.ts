import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/postgres.ts';
import { fail, ok, problem, type Result } from '../../../platform/errors.ts';
import { type Merged, mergeCustomers } from './merge-customers.ts';

export interface ProposalRow {
  readonly proposal_id: number;
  readonly customer_a: number;
  readonly customer_b: number;
  readonly reason: string;
  readonly made_at: Date;
}

/** Open proposals between customers that are still two, newest first, below the id `before`. */
export async function readProposals(
  tx: Tx,
  shopId: number,
  { before, limit }: { before: number | undefined; limit: number },
): Promise<ProposalRow[]> {
  const { rows } = await sql<ProposalRow>`
    select m.proposal_id, a.customer_id as customer_a, b.customer_id as customer_b, m.reason, m.made_at
    from customers.merge_proposals m
    join customers.persons a on a.shop_id = m.shop_id and a.person_id = m.person_a
    join customers.persons b on b.shop_id = m.shop_id and b.person_id = m.person_b
    where m.shop_id = ${shopId} and m.state = 'open' and a.customer_id <> b.customer_id
      and (${before ?? null}::bigint is null or m.proposal_id < ${before ?? null}::bigint)
    order by m.proposal_id desc limit ${limit}`.execute(tx);
  return rows;
}

export interface Decision {
  readonly shopId: number;
  readonly proposalId: number;
  readonly accept: boolean;
  readonly by: string;
}

const noSuchProposal = problem('no-such-proposal', 404, {
  zh: '没有这个合并建议，或已处理',
  en: 'There is no such proposal, or it has been decided',
});

/** Accepting merges the two customers (going over an earlier split: staff looks at both). Problems: no-such-proposal, those of mergeCustomers. */
export async function decideProposal(tx: Tx, decision: Decision): Promise<Result<Merged | null>> {
  const { shopId, proposalId, accept, by } = decision;
  const { rows } = await sql<{ a: number; b: number }>`
    update customers.merge_proposals m
    set state = ${accept ? 'accepted' : 'rejected'}, decided_by = ${by}, decided_at = now()
    from customers.persons a, customers.persons b
    where m.shop_id = ${shopId} and m.proposal_id = ${proposalId} and m.state = 'open'
      and a.shop_id = m.shop_id and a.person_id = m.person_a and b.shop_id = m.shop_id and b.person_id = m.person_b
    returning a.customer_id as a, b.customer_id as b`.execute(tx);
  if (rows[0] === undefined) return fail(noSuchProposal);
  if (!accept || rows[0].a === rows[0].b) return ok(null);
  const customerIds = [rows[0].a, rows[0].b];
  return mergeCustomers(tx, { shopId, customerIds, by, liftNever: true, proposalId });
}
