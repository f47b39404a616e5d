import { sql } from 'kysely';
import type { TraitValue } from '../../../contract/records.ts';
import type { ShopKeys } from '../../../platform/crypto/keyring.ts';
import type { Tx } from '../../../platform/db/postgres.ts';

/** Where a trait's value is sealed; rows moved to the history keep it. */
export const traitPlace = (shopId: number, personId: number, name: string) => ({
  shopId,
  table: 'customers.traits',
  column: 'value_sealed',
  rowId: `${personId}:${name}`,
});

/** A trait as stored. `value` is JSON text (`null` = known to have none), or it is sealed. */
export interface TraitRow {
  readonly person_id: number;
  readonly name: string;
  readonly value: string | null;
  readonly value_sealed: Buffer | null;
  readonly source: string;
  readonly at: Date;
  readonly import_id?: number | null;
}

/** What a stored trait says. */
export const openTrait = (keys: ShopKeys, shopId: number, row: Omit<TraitRow, 'source' | 'at'>): TraitValue =>
  JSON.parse(
    row.value_sealed === null
      ? row.value!
      : keys.open(traitPlace(shopId, row.person_id, row.name), row.value_sealed),
  );

/** The rows that stand now for some persons and names. */
export async function readTraits(
  tx: Tx,
  shopId: number,
  wanted: readonly { personId: number; name: string }[],
): Promise<TraitRow[]> {
  const { rows } = await sql<TraitRow>`
    select t.person_id, t.name, t.value::text as value, t.value_sealed, t.source, t.at, t.import_id
    from json_to_recordset(${JSON.stringify(wanted)}::json) as r("personId" int, name text)
    join customers.traits t on t.shop_id = ${shopId} and t.person_id = r."personId" and t.name = r.name`.execute(
    tx,
  );
  return rows;
}

/** A trait ready to be written: bytes as hex or base64, because it travels in one JSON parameter. */
export interface TraitWrite {
  readonly person: number;
  readonly name: string;
  /** JSON text of an ordinary value. */
  readonly value?: string | undefined;
  readonly sealed?: string | undefined;
  readonly a?: string | undefined;
  readonly b?: string | undefined;
  readonly sa?: string | undefined;
  readonly sb?: string | undefined;
  readonly at: string;
}

export interface TraitOrigin {
  readonly source: string;
  readonly importId: number | undefined;
}

const names = [
  ...['shop_id', 'person_id', 'name', 'value', 'value_sealed', 'value_index_a', 'value_index_b'],
  ...['suffix_index_a', 'suffix_index_b', 'source', 'at', 'import_id'],
];
/** Columns that traits and their history share. */
export const traitColumns = sql.raw(names.join(', '));
const standing = sql.raw(names.map((name) => `t.${name}`).join(', '));

const incoming = (shopId: number, writes: readonly TraitWrite[], origin: TraitOrigin) => sql`
  select ${shopId}::int, r.person, r.name, r.value::jsonb, decode(r.sealed, 'base64'), decode(r.a, 'hex'),
    decode(r.b, 'hex'), decode(r.sa, 'hex'), decode(r.sb, 'hex'), ${origin.source}::text, r.at,
    ${origin.importId ?? null}::bigint
  from json_to_recordset(${JSON.stringify(writes)}::json)
    as r(person int, name text, value text, sealed text, a text, b text, sa text, sb text, at timestamptz)`;

/** Puts new values in place; what stood there goes to the history. The persons are locked by the caller. */
export async function replaceTraits(
  tx: Tx,
  shopId: number,
  { writes, origin }: { writes: readonly TraitWrite[]; origin: TraitOrigin },
): Promise<void> {
  if (writes.length === 0) return;
  const keys = JSON.stringify(writes.map(({ person, name }) => ({ person, name })));
  await sql`
    insert into customers.trait_history (${traitColumns})
    select ${standing}
    from json_to_recordset(${keys}::json) as r(person int, name text)
    join customers.traits t on t.shop_id = ${shopId} and t.person_id = r.person and t.name = r.name`.execute(
    tx,
  );
  await sql`
    insert into customers.traits (${traitColumns}) ${incoming(shopId, writes, origin)}
    on conflict (shop_id, person_id, name) do update set
      value = excluded.value, value_sealed = excluded.value_sealed,
      value_index_a = excluded.value_index_a, value_index_b = excluded.value_index_b,
      suffix_index_a = excluded.suffix_index_a, suffix_index_b = excluded.suffix_index_b,
      source = excluded.source, at = excluded.at, import_id = excluded.import_id`.execute(tx);
}

/** What a source (an import, or live ones together) itself said last, where it stands in the history. */
export async function readOwnHistory(
  tx: Tx,
  shopId: number,
  {
    wanted,
    importId,
  }: { wanted: readonly { personId: number; name: string }[]; importId: number | undefined },
): Promise<TraitRow[]> {
  if (wanted.length === 0) return [];
  const { rows } = await sql<TraitRow>`
    select distinct on (t.person_id, t.name) t.person_id, t.name, t.value::text as value, t.value_sealed, t.source, t.at
    from json_to_recordset(${JSON.stringify(wanted)}::json) as r("personId" int, name text)
    join customers.trait_history t on t.shop_id = ${shopId} and t.person_id = r."personId" and t.name = r.name
      and t.import_id is not distinct from ${importId ?? null}::bigint
    order by t.person_id, t.name, t.at desc, t.history_id desc`.execute(tx);
  return rows;
}

/** Values that do not stand: history only, so that undoing what stands brings them back. */
export async function insertLateTraits(
  tx: Tx,
  shopId: number,
  { writes, origin }: { writes: readonly TraitWrite[]; origin: TraitOrigin },
): Promise<void> {
  if (writes.length === 0) return;
  await sql`
    insert into customers.trait_history (${traitColumns})
    ${incoming(shopId, writes, origin)}`.execute(tx);
}

/** The same value said again later: it holds from then on against anything older. */
export async function confirmTraits(
  tx: Tx,
  shopId: number,
  confirmed: readonly { person: number; name: string; at: string }[],
): Promise<void> {
  if (confirmed.length === 0) return;
  await sql`
    update customers.traits t set at = r.at
    from json_to_recordset(${JSON.stringify(confirmed)}::json) as r(person int, name text, at timestamptz)
    where t.shop_id = ${shopId} and t.person_id = r.person and t.name = r.name and t.at < r.at`.execute(tx);
}
