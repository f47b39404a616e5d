import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../../platform/db/postgres.ts';
import { boundOf, type Holdout } from './holdout-rules.ts';

/** The shop's holdout; its salt is drawn at the first asking, its share is 0 until somebody sets one. */
export async function readHoldout(tx: Tx, shopId: number): Promise<Holdout> {
  await sql`insert into compliance.holdouts (shop_id, salt) values (${shopId}, gen_random_uuid()::text)
    on conflict do nothing`.execute(tx);
  const { rows } = await sql<Holdout>`
    select salt, share from compliance.holdouts where shop_id = ${shopId}`.execute(tx);
  return rows[0]!;
}

/** Hundredths of a per cent. Those who were held out stay so when it grows. */
export async function changeHoldout(tx: Tx, shopId: number, share: number): Promise<Holdout> {
  const before = await readHoldout(tx, shopId);
  await sql`update compliance.holdouts set share = ${share}, changed_at = now()
    where shop_id = ${shopId}`.execute(tx);
  return { ...before, share };
}

/** Condition in PostgreSQL: the customer is held out. */
export const inHoldoutPostgres = ({ salt, share }: Holdout, customer: RawBuilder<unknown>) => sql<boolean>`
  ('x' || substr(encode(sha256(convert_to(${salt}::text || ':' || ${customer}, 'UTF8')), 'hex'), 1, 8))::bit(32)::bigint
    < ${boundOf(share)}::bigint`;
