import { sql } from 'kysely';
import type { Masking } from '../../../contract/auth.ts';
import type { IdentityKind } from '../../../contract/records.ts';
import type { ShopKeys } from '../../../platform/crypto/keyring.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import type { Dictionary } from '../dictionary/dictionary.ts';
import { byteaText } from '../identity/identity-store.ts';
import { identityTerm, normalizeIdentity } from '../identity/normalize-identity.ts';
import { PHONE_SUFFIX, readTrait, traitTerm, traitTerms } from './trait-value.ts';

/** Persons of the orders with this number; orders stand to the right, so the wiring hands it in. */
export type OrderFinder = (tx: Tx, shopId: number, orderNo: string) => Promise<readonly number[]>;

export interface Search {
  readonly keys: ShopKeys;
  readonly shopId: number;
  readonly text: string;
  readonly dictionary: Dictionary;
  readonly findOrder: OrderFinder;
  /** Who sees no personal value, not even masked, may not ask either whether somebody is there. */
  readonly masking: Masking;
}

/** More hits than this are no search but a list. */
const MOST_HITS = 1000;

/**
 * Persons a text may mean: a name, phone, its last four digits, e-mail, WeChat id or another searched trait (exact), an
 * account of any channel, an order number, or the customer's own number. Looked up by blind index; nothing is opened.
 * Where personal fields are hidden, by the two numbers only.
 */
export async function searchPersons(tx: Tx, search: Search): Promise<number[]> {
  const found = [
    ...(search.masking === 'hidden' ? [] : await byPersonal(tx, search)),
    await byNumber(tx, search),
    await search.findOrder(tx, search.shopId, search.text.trim()),
  ];
  const persons = [...new Set(found.flat())].filter((it) => it > 0);
  return persons.sort((a, b) => a - b).slice(0, MOST_HITS);
}

const byPersonal = async (tx: Tx, search: Search): Promise<number[][]> => [
  await byIdentity(tx, search),
  await byTrait(tx, search),
  await bySuffix(tx, search),
];

/** Channels and kinds a shop has: found by skipping through the index, not by reading a million rows. */
export async function readSpaces(tx: Tx, { keys, shopId }: Pick<Search, 'keys' | 'shopId'>) {
  const indexed = sql`${sql.ref(`value_index_${keys.indexColumn}`)} is not null`;
  const { rows } = await sql<{ channel: string; kind: IdentityKind }>`
    with recursive spaces as (
      (select channel, kind from customers.identities where shop_id = ${shopId} and ${indexed}
       order by channel, kind limit 1)
      union all
      select n.channel, n.kind from spaces s cross join lateral (
        select channel, kind from customers.identities
        where shop_id = ${shopId} and ${indexed} and (channel, kind) > (s.channel, s.kind)
        order by channel, kind limit 1) n)
    select channel, kind from spaces`.execute(tx);
  return rows;
}

async function byIdentity(tx: Tx, search: Search): Promise<number[]> {
  const { keys, shopId, text } = search;
  const wanted = (await readSpaces(tx, search)).flatMap(({ channel, kind }) => {
    const it = normalizeIdentity({ channel, kind, value: text });
    if ('no' in it) return [];
    return {
      channel,
      kind,
      idx: byteaText(keys.blindIndex(identityTerm({ channel, kind }), it.identity.value)),
    };
  });
  const index = sql.ref(`i.value_index_${keys.indexColumn}`);
  const { rows } = await sql<{ person_id: number }>`
    select i.person_id from json_to_recordset(${JSON.stringify(wanted)}::json) as r(channel text, kind text, idx bytea)
    join customers.identities i on i.shop_id = ${shopId} and i.channel = r.channel and i.kind = r.kind
      and ${index} = r.idx and ${index} is not null`.execute(tx);
  return rows.map((row) => row.person_id);
}

const NO_TERMS = { value: undefined };

async function byTrait(tx: Tx, { keys, shopId, text, dictionary }: Search): Promise<number[]> {
  const wanted = dictionary.traits.flatMap((trait) => {
    const typed = readTrait(trait, text);
    const { value } = typed === undefined ? NO_TERMS : traitTerms(trait, String(typed));
    return value === undefined
      ? []
      : { name: trait.name, idx: byteaText(keys.blindIndex(traitTerm(trait.name), value)) };
  });
  const index = sql.ref(`t.value_index_${keys.indexColumn}`);
  const { rows } = await sql<{ person_id: number }>`
    select t.person_id from json_to_recordset(${JSON.stringify(wanted)}::json) as r(name text, idx bytea)
    join customers.traits t on t.shop_id = ${shopId} and t.name = r.name
      and ${index} = r.idx and ${index} is not null
    limit ${MOST_HITS}`.execute(tx);
  return rows.map((row) => row.person_id);
}

async function bySuffix(tx: Tx, { keys, shopId, text }: Search): Promise<number[]> {
  if (!/^\d{4}$/.test(text.trim())) return [];
  const index = keys.blindIndex(PHONE_SUFFIX, text.trim());
  const column = sql.ref(`suffix_index_${keys.indexColumn}`);
  const { rows } = await sql<{ person_id: number }>`
    select person_id from customers.identities where shop_id = ${shopId} and ${column} = ${index}
    union select person_id from customers.traits where shop_id = ${shopId} and ${column} = ${index}
    limit ${MOST_HITS}`.execute(tx);
  return rows.map((row) => row.person_id);
}

/** A person's number is found too: staff may have noted it before a merge. */
async function byNumber(tx: Tx, { shopId, text }: Search): Promise<number[]> {
  if (!/^[1-9]\d{0,8}$/.test(text.trim())) return [];
  const { rows } = await sql<{ person_id: number }>`
    select person_id from customers.persons
    where shop_id = ${shopId} and person_id = ${Number(text.trim())}`.execute(tx);
  return rows.map((row) => row.person_id);
}
