import { sql } from 'kysely';
import type { IdentityKind } from '../../../contract/records.ts';
import type { ShopKeys } from '../../../platform/crypto/keyring.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import { prepared } from '../../../platform/db/prepared.ts';
import { fail, ok, type Result } from '../../../platform/errors.ts';
import { identityPlace } from './identity-store.ts';
import { noSuchCustomer } from './merge-problems.ts';

/** An identity with its value in clear: never leaves without `present.ts`. */
export interface OpenIdentity {
  readonly personId: number;
  readonly channel: string;
  readonly kind: IdentityKind;
  readonly value: string;
  readonly firstSeenAt: Date;
  readonly quarantined: boolean;
}

interface IdentityRow {
  readonly person_id: number;
  readonly channel: string;
  readonly kind: IdentityKind;
  readonly value_sealed: Buffer;
  readonly first_seen_at: Date;
  readonly quarantined: boolean;
}

/** The identities of a customer, by person; at most 1,000. */
export async function readIdentities(
  tx: Tx,
  { keys, shopId, customerId }: { keys: ShopKeys; shopId: number; customerId: number },
): Promise<OpenIdentity[]> {
  const { rows } = await sql<IdentityRow>`${prepared}
    select i.person_id, i.channel, i.kind, i.value_sealed, p.first_seen_at, i.quarantined_at is not null as quarantined
    from customers.identities i
    join customers.persons p on p.shop_id = i.shop_id and p.person_id = i.person_id
    where i.shop_id = ${shopId} and p.customer_id = ${customerId}
    order by i.person_id limit 1000`.execute(tx);
  return rows.map((row) => ({
    personId: row.person_id,
    channel: row.channel,
    kind: row.kind,
    value: keys.open(identityPlace(shopId, row.person_id), row.value_sealed),
    firstSeenAt: row.first_seen_at,
    quarantined: row.quarantined,
  }));
}

/** The persons of a customer. Problems: no-such-customer. */
export async function readPersonsOf(tx: Tx, shopId: number, customerId: number): Promise<Result<number[]>> {
  const { rows } = await sql<{ person_id: number }>`${prepared}
    select person_id from customers.persons
    where shop_id = ${shopId} and customer_id = ${customerId} order by person_id`.execute(tx);
  return rows.length === 0 ? fail(noSuchCustomer([customerId])) : ok(rows.map((row) => row.person_id));
}

/**
 * The same, locked until the transaction ends: what is promised once per customer is then decided alone, and no merge comes
 * between. Read again behind the lock, as one may have been under way. Problems: no-such-customer.
 */
export async function holdPersonsOf(tx: Tx, shopId: number, customerId: number): Promise<Result<number[]>> {
  await sql`select from customers.persons
    where shop_id = ${shopId} and customer_id = ${customerId} order by person_id for no key update`.execute(
    tx,
  );
  return readPersonsOf(tx, shopId, customerId);
}

/** The same as an array inside a statement of another domain; null where there is no such customer. */
export const personsOfPostgres = (shopId: number, customerId: number) => sql<number[] | null>`(
  select array_agg(person_id order by person_id) from customers.persons
  where shop_id = ${shopId} and customer_id = ${customerId})`;

/** Of some persons, those who belong to one of the customers now. */
export async function personsWithin(
  tx: Tx,
  shopId: number,
  { personIds, customerIds }: { personIds: readonly number[]; customerIds: readonly number[] },
): Promise<number[]> {
  const { rows } = await sql<{ person_id: number }>`
    select person_id from customers.persons
    where shop_id = ${shopId} and person_id = any(${personIds}::int[])
      and customer_id = any(${customerIds}::int[])`.execute(tx);
  return rows.map((row) => row.person_id);
}

/** Of some numbers, those that are persons of the shop. */
export async function personsKnown(tx: Tx, shopId: number, ids: readonly number[]): Promise<Set<number>> {
  const { rows } = await sql<{ person_id: number }>`
    select person_id from customers.persons where shop_id = ${shopId} and person_id = any(${ids}::int[])`.execute(
    tx,
  );
  return new Set(rows.map((row) => row.person_id));
}

/** The persons of some customers, and which is the first of each. */
export async function personsOfCustomers(
  tx: Tx,
  shopId: number,
  customerIds: readonly number[],
): Promise<{ personId: number; first: boolean }[]> {
  const { rows } = await sql<{ personId: number; first: boolean }>`
    select person_id as "personId", person_id = customer_id as first from customers.persons
    where shop_id = ${shopId} and customer_id = any(${customerIds}::int[]) order by person_id`.execute(tx);
  return rows;
}
