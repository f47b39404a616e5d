import { type RawBuilder, sql } from 'kysely';
import type { ShopKeys } from '../../../platform/crypto/keyring.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import type { Dictionary } from '../dictionary/dictionary.ts';
import { readTrait, traitTerm, traitTerms } from './trait-value.ts';

export interface CustomerFilter {
  /** Persons found by a search; absent = everybody. */
  readonly persons?: readonly number[] | undefined;
  readonly tag?: string | undefined;
  readonly trait?: { readonly name: string; readonly value: string } | undefined;
}

export interface Listing {
  readonly keys: ShopKeys;
  readonly shopId: number;
  readonly dictionary: Dictionary;
  readonly filter: CustomerFilter;
  readonly sort: 'last-seen' | 'newest';
  /** Sort key of the last row of the page before: ISO instant (empty for `newest`) and person. */
  readonly after?: { readonly seenAt: string; readonly personId: number } | undefined;
  readonly limit: number;
  readonly now: Date;
}

export interface ListedCustomer {
  readonly customer_id: number;
  /** The person by which it stands in the list, and when it was seen: the place of a cursor. */
  readonly person_id: number;
  readonly seen_at: string;
}

/**
 * A page of customers. By last sighting each customer stands at its person seen last, which the index gives in order:
 * a page costs its own rows however many customers there are.
 */
export async function listCustomers(tx: Tx, listing: Listing): Promise<ListedCustomer[]> {
  const { shopId, limit, sort } = listing;
  const order = sort === 'newest' ? sql`p.person_id desc` : sql`p.last_seen_at desc, p.person_id`;
  const conditions = [sql`p.shop_id = ${shopId}`, standing(listing), ...after(listing), ...filters(listing)];
  const { rows } = await sql<ListedCustomer>`
    select p.customer_id, p.person_id,
      to_char(p.last_seen_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as seen_at
    from customers.persons p
    where ${sql.join(conditions, sql` and `)}
    order by ${order} limit ${limit}`.execute(tx);
  return rows;
}

/** One person stands for its customer: its first, or the one seen last. */
const standing = ({ sort }: Listing): RawBuilder<unknown> =>
  sort === 'newest'
    ? sql`p.person_id = p.customer_id`
    : sql`not exists (
        select from customers.persons q
        where q.shop_id = p.shop_id and q.customer_id = p.customer_id and q.person_id <> p.person_id
          and (q.last_seen_at > p.last_seen_at or (q.last_seen_at = p.last_seen_at and q.person_id < p.person_id)))`;

function after({ sort, after: it }: Listing): RawBuilder<unknown>[] {
  if (it === undefined) return [];
  if (sort === 'newest') return [sql`p.person_id < ${it.personId}`];
  return [
    sql`p.last_seen_at <= ${it.seenAt}::timestamptz`,
    sql`(p.last_seen_at < ${it.seenAt}::timestamptz or p.person_id > ${it.personId})`,
  ];
}

function filters(listing: Listing): RawBuilder<unknown>[] {
  const { filter, now } = listing;
  const found: RawBuilder<unknown>[] = [];
  if (filter.persons !== undefined)
    found.push(sql`p.customer_id in (
      select customer_id from customers.persons
      where shop_id = ${listing.shopId} and person_id = any(${filter.persons}::int[]))`);
  if (filter.tag !== undefined)
    found.push(sql`p.customer_id in (
      select q.customer_id from customers.tags t
      join customers.persons q on q.shop_id = t.shop_id and q.person_id = t.person_id
      where t.shop_id = ${listing.shopId} and t.tag = ${filter.tag} and (t.expires_at is null or t.expires_at > ${now}))`);
  if (filter.trait !== undefined) found.push(byTrait(listing, filter.trait));
  return found;
}

/** The newest value among the customer's persons is this one. A value that fits no type matches nobody. */
function byTrait({ keys, shopId, dictionary }: Listing, { name, value }: { name: string; value: string }) {
  const trait = dictionary.find(name);
  const typed = trait && readTrait(trait, value);
  if (trait === undefined || typed === undefined || typed === null) return sql`false`;
  const matches =
    trait.class === 'ordinary'
      ? ordinary(typed)
      : sealed(keys, trait.name, traitTerms(trait, String(typed)).value);
  return sql`p.customer_id in (
      select q.customer_id from customers.traits t
      join customers.persons q on q.shop_id = t.shop_id and q.person_id = t.person_id
      where t.shop_id = ${shopId} and t.name = ${trait.name} and ${matches})
    and (select ${matches} from customers.traits t
      join customers.persons q on q.shop_id = t.shop_id and q.person_id = t.person_id
      where t.shop_id = ${shopId} and t.name = ${trait.name} and q.customer_id = p.customer_id
      order by t.at desc, t.person_id limit 1)`;
}

const ordinary = (value: unknown) => sql`t.value = ${JSON.stringify(value)}::jsonb`;

const sealed = (keys: ShopKeys, name: string, term: string | undefined) =>
  term === undefined
    ? sql`false`
    : sql`${sql.ref(`t.value_index_${keys.indexColumn}`)} = ${keys.blindIndex(traitTerm(name), term)}`;
