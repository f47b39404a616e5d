import { sql } from 'kysely';
import type { WeakEvidence } from '../../../contract/records.ts';
import type { ShopKeys } from '../../../platform/crypto/keyring.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
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
  await sql`
    insert into customers.weak_evidence (shop_id, person_id, evidence_index_a, evidence_index_b, evidence_sealed,
      seen_at, import_id)
    select ${what.shopId}, r.person, decode(r.a, 'hex'), decode(r.b, 'hex'), decode(r.sealed, 'base64'), r.at,
      ${what.importId ?? null}::bigint
    from json_to_recordset(${JSON.stringify(rows)}::json)
      as r(person int, a text, b text, sealed text, at timestamptz, idx text)
    order by r.idx, r.person
    on conflict do nothing`.execute(tx);
  await sql`
    with seen as (
      select w.${index} as idx, p.person_id, p.customer_id from customers.weak_evidence w
      join customers.persons p on p.shop_id = w.shop_id and p.person_id = w.person_id
      where w.shop_id = ${what.shopId} and w.${index} = any(array(
        select decode(x, 'hex') from json_array_elements_text(${JSON.stringify([...new Set(rows.map((it) => it.idx))])}::json) as x))),
    few as (select idx from seen group by idx having count(*) between 2 and ${MOST_CUSTOMERS_JOINED}::int)
    insert into customers.merge_proposals (shop_id, person_a, person_b, reason)
    select distinct ${what.shopId}::int, a.person_id, b.person_id, 'weak-evidence'
    from few join seen a using (idx) join seen b using (idx)
    where a.person_id < b.person_id and a.customer_id <> b.customer_id
    order by 2, 3
    on conflict (shop_id, person_a, person_b) do nothing`.execute(tx);
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
