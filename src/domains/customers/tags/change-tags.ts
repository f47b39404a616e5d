import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/postgres.ts';
import { fail, ok, type Result } from '../../../platform/errors.ts';
import { recordAct } from '../../compliance/index.ts';
import { shareGraph } from '../identity/graph-store.ts';
import { noSuchCustomer } from '../identity/merge-problems.ts';
import { markMirrored } from '../profiles/store-profiles.ts';
import { deleteTags, insertTags } from './tag-store.ts';

export interface TagChange {
  readonly shopId: number;
  readonly customerIds: readonly number[];
  readonly tag: string;
  readonly expiresAt?: string | undefined;
  readonly actor: string;
}

/** Tags some or many customers by hand; all of them or none. Answers how many had it not. Problems: no-such-customer. */
export async function addTag(tx: Tx, change: TagChange): Promise<Result<{ customers: number }>> {
  const { shopId, customerIds, tag, expiresAt, actor } = change;
  await shareGraph(tx, shopId);
  const missing = await missingCustomers(tx, shopId, customerIds);
  if (missing.length > 0) return fail(noSuchCustomer(missing));
  const tags = customerIds.map((personId) => ({ personId, tag }));
  const tagged = await insertTags(tx, shopId, { tags, source: 'staff', by: actor, expiresAt });
  await markMirrored(tx, shopId, tagged);
  await note(tx, 'customers.tag', change);
  return ok({ customers: tagged.length });
}

/** Takes a tag from customers, whichever of their persons has it. Answers how many had it. */
export async function removeTag(tx: Tx, change: TagChange): Promise<{ customers: number }> {
  const { shopId, customerIds, tag, actor } = change;
  const gone = await deleteTags(tx, shopId, { customerIds, tag, by: actor });
  await markMirrored(tx, shopId, gone.personIds);
  await note(tx, 'customers.untag', change);
  return { customers: gone.customers };
}

const note = (tx: Tx, act: string, { shopId, customerIds, tag, actor }: TagChange) => {
  const subject = customerIds.length === 1 ? `customer:${customerIds[0]}` : 'customers';
  return recordAct(tx, {
    shopId,
    actor,
    act,
    subject,
    details: { tag, customers: customerIds.slice(0, 1000) },
  });
};

async function missingCustomers(tx: Tx, shopId: number, customerIds: readonly number[]): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select id from unnest(${customerIds}::int[]) as id where not exists (
      select from customers.persons p
      where p.shop_id = ${shopId} and p.person_id = id and p.customer_id = id) limit 20`.execute(tx);
  return rows.map((row) => row.id);
}
