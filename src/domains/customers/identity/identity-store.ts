import { sql } from 'kysely';
import type { IndexPair, ShopKeys } from '../../../platform/crypto/keyring.ts';
import { bytesArray, plainArray, textArray } from '../../../platform/db/arrays.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import { type Identity, identityTerm } from './normalize-identity.ts';
import { lastFour } from './phone-number.ts';

/** Where identities are sealed; the row id is the person's. */
export const identityPlace = (shopId: number, personId: number) => ({
  shopId,
  table: 'customers.identities',
  column: 'value_sealed',
  rowId: String(personId),
});

/** Bytes as PostgreSQL reads them from JSON text. */
export const byteaText = (bytes: Buffer): string => `\\x${bytes.toString('hex')}`;

export interface FoundIdentity {
  /** Position in the list asked for. */
  readonly n: number;
  readonly person_id: number;
  readonly quarantined: boolean;
}

/** An identity with its blind index, made once: it is looked up by and written with the same bytes. */
export interface IndexedIdentity extends Identity {
  readonly n: number;
  readonly index: IndexPair;
}

/** After `keys.fence`, in the transaction that uses them. */
export const withIndex = <T extends Identity>(keys: ShopKeys, identities: readonly T[]) =>
  identities.map((it) => ({ ...it, index: keys.indexPair(identityTerm(it), it.value) }));

/**
 * The person of each identity that is known already. One statement. The index comes as bytea, not by decode(): under
 * row-level security a join on a function that is not leakproof uses no index (66 ms instead of 0.1 among 300,000).
 */
export async function findIdentities(
  tx: Tx,
  what: { keys: ShopKeys; shopId: number; identities: readonly IndexedIdentity[] },
): Promise<FoundIdentity[]> {
  const { keys, shopId, identities } = what;
  const column = keys.indexColumn;
  const index = sql.ref(`i.value_index_${column}`);
  const asked = {
    n: plainArray(identities.map((it) => it.n)),
    channel: textArray(identities.map((it) => it.channel)),
    kind: textArray(identities.map((it) => it.kind)),
    idx: bytesArray(identities.map((it) => it.index[column])),
  };
  const { rows } = await sql<FoundIdentity>`
    select r.n, i.person_id, i.quarantined_at is not null as quarantined
    from unnest(${asked.n}::int[], ${asked.channel}::text[], ${asked.kind}::text[], ${asked.idx}::bytea[])
      as r(n, channel, kind, idx)
    join customers.identities i on i.shop_id = ${shopId} and i.channel = r.channel and i.kind = r.kind
      and ${index} = r.idx and ${index} is not null`.execute(tx);
  return rows;
}

/** Takes `count` consecutive person numbers; answers the first. Others who need some wait until `tx` ends. */
export async function takePersonNumbers(tx: Tx, shopId: number, count: number): Promise<number> {
  const { rows } = await sql<{ first: number }>`
    insert into platform.counters as c (shop_id, name, next) values (${shopId}, 'person', 1 + ${count}::int)
    on conflict (shop_id, name) do update set next = c.next + ${count}::int
    returning next - ${count}::int as first`.execute(tx);
  return rows[0]!.first;
}

export interface NewIdentity extends IndexedIdentity {
  readonly personId: number;
  readonly firstSeenAt: string;
}

interface Writing {
  readonly keys: ShopKeys;
  readonly shopId: number;
  readonly identities: readonly NewIdentity[];
  readonly importId: number | undefined;
}

/**
 * Writes identities in one order of their index, so that two writers never wait for each other in a circle, and
 * answers the persons that got in: a value another transaction wrote first is left out.
 */
export async function insertIdentities(tx: Tx, what: Writing): Promise<Set<number>> {
  const { keys, shopId, identities, importId } = what;
  const index = sql.ref(`r.value_index_${keys.indexColumn}`);
  const column = columnsOf(keys, shopId, identities);
  const result = await sql<{ person_id: number }>`
    insert into customers.identities (shop_id, person_id, channel, kind, value_index_a, value_index_b,
      suffix_index_a, suffix_index_b, value_sealed, first_seen_at, import_id)
    select ${shopId}, r.person_id, r.channel, r.kind, r.value_index_a, r.value_index_b, r.suffix_a, r.suffix_b,
      r.sealed, case when r.at > 'epoch' then r.at else now() end, ${importId ?? null}::bigint
    from unnest(${column.personId}::int[], ${column.channel}::text[], ${column.kind}::text[], ${column.a}::bytea[],
        ${column.b}::bytea[], ${column.suffixA}::bytea[], ${column.suffixB}::bytea[], ${column.sealed}::bytea[],
        ${column.at}::timestamptz[])
      as r(person_id, channel, kind, value_index_a, value_index_b, suffix_a, suffix_b, sealed, at)
    order by r.channel, r.kind, ${index}
    on conflict do nothing returning person_id`.execute(tx);
  return new Set(result.rows.map((row) => row.person_id));
}

function columnsOf(keys: ShopKeys, shopId: number, identities: readonly NewIdentity[]) {
  const suffixes = identities.map((it) =>
    it.kind === 'phone' ? keys.indexPair('phone-suffix', lastFour(it.value)) : undefined,
  );
  return {
    personId: plainArray(identities.map((it) => it.personId)),
    channel: textArray(identities.map((it) => it.channel)),
    kind: textArray(identities.map((it) => it.kind)),
    a: bytesArray(identities.map((it) => it.index.a)),
    b: bytesArray(identities.map((it) => it.index.b)),
    suffixA: bytesArray(suffixes.map((it) => it?.a)),
    suffixB: bytesArray(suffixes.map((it) => it?.b)),
    sealed: bytesArray(identities.map((it) => keys.seal(identityPlace(shopId, it.personId), it.value))),
    at: plainArray(identities.map((it) => it.firstSeenAt)),
  };
}
