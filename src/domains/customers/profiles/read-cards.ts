import { sql } from 'kysely';
import type { TraitValue } from '../../../contract/records.ts';
import type { ShopKeys } from '../../../platform/crypto/keyring.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import { prepared } from '../../../platform/db/prepared.ts';
import type { StoredTouch } from './touch-store.ts';
import { openTrait, type TraitRow } from './trait-store.ts';

/** A trait of a customer: the newest among its persons. In clear; `present.ts` masks. */
export interface CardTrait {
  readonly name: string;
  readonly value: TraitValue;
  readonly source: string;
  readonly at: Date;
}

export interface CardTag {
  readonly tag: string;
  readonly source: string;
  readonly added_by: string;
  readonly added_at: Date;
  readonly expires_at: Date | null;
}

/** What is known of one customer, over all its persons. */
export interface Card {
  readonly customerId: number;
  readonly personIds: number[];
  readonly firstSeenAt: Date;
  readonly lastSeenAt: Date;
  readonly firstTouch: StoredTouch | null;
  readonly traits: readonly CardTrait[];
  readonly tags: readonly CardTag[];
}

interface Reading {
  readonly keys: ShopKeys;
  readonly shopId: number;
  readonly customerIds: readonly number[];
  /** Tags that have run out by then are left out. */
  readonly now: Date;
  /** Only these traits; all unless told. */
  readonly names?: readonly string[];
}

/** Cards in the order asked for; numbers that are no customer are left out. Three statements however many. */
export async function readCards(tx: Tx, reading: Reading): Promise<Card[]> {
  const persons = await readPersons(tx, reading);
  const traits = Map.groupBy(await readFolded(tx, reading), (it) => it.customer_id);
  const tags = Map.groupBy(await readTags(tx, reading), (it) => it.customer_id);
  const byId = new Map(persons.map((row) => [row.customer_id, row]));
  return reading.customerIds.flatMap((customerId) => {
    const row = byId.get(customerId);
    if (row === undefined) return [];
    return {
      ...{ customerId, personIds: row.person_ids, firstTouch: row.first_touch },
      ...{ firstSeenAt: row.first_seen_at, lastSeenAt: row.last_seen_at },
      traits: (traits.get(customerId) ?? []).map((it) => cardTrait(reading, it)),
      tags: tags.get(customerId) ?? [],
    };
  });
}

const cardTrait = ({ keys, shopId }: Reading, row: TraitRow): CardTrait => ({
  name: row.name,
  value: openTrait(keys, shopId, row),
  source: row.source,
  at: row.at,
});

interface PersonsRow {
  readonly customer_id: number;
  readonly person_ids: number[];
  readonly first_seen_at: Date;
  readonly last_seen_at: Date;
  readonly first_touch: StoredTouch | null;
}

async function readPersons(tx: Tx, { shopId, customerIds }: Reading): Promise<PersonsRow[]> {
  const { rows } = await sql<PersonsRow>`${prepared}
    select customer_id, array_agg(person_id order by person_id) as person_ids,
      min(first_seen_at) as first_seen_at, max(last_seen_at) as last_seen_at,
      (array_agg(first_touch order by (first_touch ->> 'at')::timestamptz) filter (where first_touch is not null))[1]
        as first_touch
    from customers.persons
    where shop_id = ${shopId} and customer_id = any(${customerIds}::int[])
    group by customer_id`.execute(tx);
  return rows;
}

async function readFolded(tx: Tx, { shopId, customerIds, names }: Reading) {
  const { rows } = await sql<TraitRow & { customer_id: number }>`${prepared}
    select * from (
      select distinct on (p.customer_id, t.name) p.customer_id, t.person_id, t.name, t.value::text as value,
        t.value_sealed, t.source, t.at
      from customers.persons p
      join customers.traits t on t.shop_id = p.shop_id and t.person_id = p.person_id
      where p.shop_id = ${shopId} and p.customer_id = any(${customerIds}::int[])
        and (${names ?? null}::text[] is null or t.name = any(${names ?? null}::text[]))
      order by p.customer_id, t.name, t.at desc, t.person_id) newest
    where value is distinct from 'null'`.execute(tx);
  return rows;
}

async function readTags(tx: Tx, { shopId, customerIds, now }: Reading) {
  const { rows } = await sql<CardTag & { customer_id: number }>`${prepared}
    select distinct on (p.customer_id, t.tag) p.customer_id, t.tag, t.source, t.added_by, t.added_at, t.expires_at
    from customers.persons p
    join customers.tags t on t.shop_id = p.shop_id and t.person_id = p.person_id
    where p.shop_id = ${shopId} and p.customer_id = any(${customerIds}::int[])
      and (t.expires_at is null or t.expires_at > ${now})
    order by p.customer_id, t.tag, t.expires_at desc nulls first, t.person_id`.execute(tx);
  return rows;
}
