import { sql } from 'kysely';
import type { TieClaim } from '../../../contract/records.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import { prepared } from '../../../platform/db/prepared.ts';
import { owe } from '../../../platform/mirror/index.ts';
import { noteSeenAgain, tieFact } from '../said-again.ts';

/** Notes who took part in which group buy, share or referral. Answers the persons of ties that are new; the mirror kind `ties` is owed. */
export async function insertTies(
  tx: Tx,
  shopId: number,
  what: {
    profiles: readonly { personId: number; at: string; tie?: TieClaim | undefined }[];
    importId: number | undefined;
  },
): Promise<number[]> {
  const rows = what.profiles.flatMap(({ personId, at, tie }) =>
    tie === undefined || tie.tieNo === ''
      ? []
      : { person: personId, kind: tie.kind, no: tie.tieNo, role: tie.role ?? '', at },
  );
  if (rows.length === 0) return [];
  const seen = sql`
    select r.kind, r.no, r.person, r.role, min(r.at) as at
    from json_to_recordset(${JSON.stringify(rows)}::json)
      as r(person int, kind text, no text, role text, at timestamptz)
    group by r.kind, r.no, r.person, r.role`;
  const { rows: made } = await sql<{ person_id: number; tie_id: number }>`
    insert into customers.ties (shop_id, kind, tie_no, person_id, role, seen_at, import_id)
    select ${shopId}, r.kind, r.no, r.person, r.role, r.at, ${what.importId ?? null}::bigint
    from (${seen}) r order by r.kind, r.no, r.person, r.role
    on conflict do nothing returning person_id, tie_id`.execute(tx);
  await oweTies(tx, shopId, made);
  const distinct = new Set(rows.map(({ person, kind, no, role }) => `${person} ${kind} ${role} ${no}`));
  if (made.length < distinct.size) {
    const again = sql`
      select t.*, r.at from (${seen}) r join customers.ties t on t.shop_id = ${shopId} and t.kind = r.kind
        and t.tie_no = r.no and t.person_id = r.person and t.role = r.role`;
    await noteSeenAgain(tx, tieFact, { again, importId: what.importId });
  }
  return made.map((row) => row.person_id);
}

/** Owes the ties of an import, or of persons, to the mirror: call it before they go, which then finds them gone. */
export async function oweGoingTies(
  tx: Tx,
  shopId: number,
  of: { importId: number } | { personIds: readonly number[] },
): Promise<void> {
  const concerned =
    'importId' in of ? sql`import_id = ${of.importId}` : sql`person_id = any(${of.personIds}::int[])`;
  const { rows } = await sql<{ tie_id: number }>`
    select tie_id from customers.ties where shop_id = ${shopId} and ${concerned}`.execute(tx);
  await oweTies(tx, shopId, rows);
}

const oweTies = (tx: Tx, shopId: number, ties: readonly { tie_id: number }[]) =>
  owe(
    tx,
    shopId,
    'ties',
    ties.map((it) => it.tie_id),
  );

export interface TieRow {
  readonly kind: TieClaim['kind'];
  readonly tie_no: string;
  readonly role: string;
  readonly seen_at: Date;
  /** Customers with the same (kind, tie_no), without this one. */
  readonly others: number[];
}

/** The ties of a customer, the newest first, with the customers at their other ends. At most `limit`. */
export async function readTies(
  tx: Tx,
  shopId: number,
  { customerId, limit = 200 }: { customerId: number; limit?: number },
): Promise<TieRow[]> {
  const { rows } = await sql<TieRow>`${prepared}
    select t.kind, t.tie_no, t.role, t.seen_at, array(
      select distinct q.customer_id from customers.ties o
      join customers.persons q on q.shop_id = o.shop_id and q.person_id = o.person_id
      where o.shop_id = t.shop_id and o.kind = t.kind and o.tie_no = t.tie_no and q.customer_id <> p.customer_id
      order by 1 limit 100) as others
    from customers.ties t
    join customers.persons p on p.shop_id = t.shop_id and p.person_id = t.person_id
    where t.shop_id = ${shopId} and p.customer_id = ${customerId}
    order by t.seen_at desc, t.kind, t.tie_no limit ${limit}`.execute(tx);
  return rows;
}
