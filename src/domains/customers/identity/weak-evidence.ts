import { type RawBuilder, sql } from 'kysely';
import type { WeakEvidence } from '../../../contract/records.ts';
import type { ShopKeys } from '../../../platform/crypto/keyring.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import { noteSeenAgain, weakFact } from '../said-again.ts';
import type { PersonClaim } from './claimed-identities.ts';
import { MOST_CUSTOMERS_JOINED } from './identity-kinds.ts';

/** Where weak evidence is sealed; the row id is the person's. */
const weakPlace = (shopId: number, personId: number) => ({
  shopId,
  table: 'customers.weak_evidence',
  column: 'evidence_sealed',
  rowId: String(personId),
});

/** The kind of the blind index over weak evidence. */
export const WEAK_TERM = 'weak-evidence';

/** All three are needed: 王** alone is a million people. Undefined where one is missing. */
function weakText({ maskedName, maskedPhone, district }: WeakEvidence): string | undefined {
  const parts = [maskedName, maskedPhone, district].map((it) => (it ?? '').normalize('NFKC').trim());
  return parts.every((part) => part !== '') ? JSON.stringify(parts) : undefined;
}

interface Weak {
  readonly keys: ShopKeys;
  readonly shopId: number;
  readonly claims: readonly PersonClaim[];
  readonly personIds: readonly number[];
  readonly importId: number | undefined;
}

/**
 * Notes masked name + masked phone + district with the person they came with, and proposes to merge customers that
 * share all three. Never joins. Evidence seen with more than 20 persons proposes nothing any more.
 */
export async function proposeByWeakEvidence(tx: Tx, what: Weak): Promise<void> {
  const rows = weakRows(what);
  if (rows.length === 0) return;
  const index = sql.ref(`evidence_index_${what.keys.indexColumn}`);
  await insertWeakEvidence(tx, what, rows);
  await proposeAmong(
    tx,
    what.shopId,
    sql`
    select w.${index} as idx, w.person_id from customers.weak_evidence w
    where w.shop_id = ${what.shopId} and w.${index} = any(array(
      select decode(x, 'hex') from json_array_elements_text(
        ${JSON.stringify([...new Set(rows.map((it) => it.idx))])}::json) as x))`,
  );
}

/** Notes what is new; of what another import noted before, that this one said it as well. */
async function insertWeakEvidence(
  tx: Tx,
  { keys, shopId, importId }: Weak,
  rows: ReturnType<typeof weakRows>,
): Promise<void> {
  const index = sql.ref(`evidence_index_${keys.indexColumn}`);
  const incoming = sql`json_to_recordset(${JSON.stringify(rows)}::json)
      as r(person int, a text, b text, sealed text, at timestamptz, idx text)`;
  const { rows: made } = await sql`
    insert into customers.weak_evidence (shop_id, person_id, evidence_index_a, evidence_index_b, evidence_sealed,
      seen_at, import_id)
    select ${shopId}, r.person, decode(r.a, 'hex'), decode(r.b, 'hex'), decode(r.sealed, 'base64'), r.at,
      ${importId ?? null}::bigint
    from ${incoming} order by r.idx, r.person, r.at
    on conflict do nothing returning weak_id`.execute(tx);
  if (made.length === new Set(rows.map((it) => `${it.person} ${it.idx}`)).size) return;
  const again = sql`
    select t.*, r.at from (
      select person, idx, min(at) as at from ${incoming} group by person, idx) r
    join customers.weak_evidence t on t.shop_id = ${shopId} and t.person_id = r.person
      and t.${index} = decode(r.idx, 'hex')`;
  await noteSeenAgain(tx, weakFact, { again, importId });
}

/** Proposes to merge those of `seen` (idx, person_id) that share an idx; `seen` has all persons of each idx. */
async function proposeAmong(tx: Tx, shopId: number, seen: RawBuilder<unknown>): Promise<void> {
  await sql`
    with seen as (
      select s.idx, p.person_id, p.customer_id from (${seen}) s
      join customers.persons p on p.shop_id = ${shopId} and p.person_id = s.person_id),
    few as (select idx from seen group by idx having count(*) between 2 and ${MOST_CUSTOMERS_JOINED}::int)
    insert into customers.merge_proposals (shop_id, person_a, person_b, reason)
    select distinct ${shopId}::int, a.person_id, b.person_id, 'weak-evidence'
    from few join seen a using (idx) join seen b using (idx)
    where a.person_id < b.person_id and a.customer_id <> b.customer_id
    order by 2, 3
    on conflict (shop_id, person_a, person_b) do nothing`.execute(tx);
}

/**
 * After an import was undone: proposes what the evidence left speaks for around some persons. It was not proposed
 * while they were one customer, or while too many shared it. Equal values are equal in either index column.
 */
export async function proposeAround(tx: Tx, shopId: number, persons: readonly number[]): Promise<void> {
  if (persons.length === 0) return;
  for (const column of ['evidence_index_a', 'evidence_index_b']) {
    const index = sql.ref(column);
    await proposeAmong(
      tx,
      shopId,
      sql`
      select w.${index} as idx, w.person_id from customers.weak_evidence w
      where w.shop_id = ${shopId} and w.${index} in (
        select o.${index} from customers.weak_evidence o
        where o.shop_id = ${shopId} and o.person_id = any(${persons}::int[]) and o.${index} is not null)`,
    );
  }
}

function weakRows({ keys, shopId, claims, personIds }: Weak) {
  return claims.flatMap(({ weak, at }, i) => {
    const text = weak && weakText(weak);
    const person = personIds[i]!;
    if (text === undefined || person === 0) return [];
    const { a, b } = keys.indexPair(WEAK_TERM, text);
    return {
      person,
      a: a?.toString('hex'),
      b: b?.toString('hex'),
      idx: keys.blindIndex(WEAK_TERM, text).toString('hex'),
      sealed: keys.seal(weakPlace(shopId, person), text).toString('base64'),
      at: new Date(at).toISOString(),
    };
  });
}
