import { sql } from 'kysely';
import type { Tx } from '../../platform/db/postgres.ts';
import type { Undoing } from './storing.ts';

/** What an import may find standing in its own words. */
export type SaidKind = 'header' | 'line';

/** Where rows of a kind lie; several tables may hold wordings of one kind. */
const tables: Readonly<Record<SaidKind, readonly string[]>> = {
  header: ['orders.statements'],
  line: ['orders.line_statements', 'orders.order_lines'],
};

/** Whose order in time decides between wordings; the fold reads heard_no of these. */
const heard: Readonly<Record<SaidKind, string>> = {
  header: 'orders.statements_heard_no_seq',
  line: 'orders.line_statements_heard_no_seq',
};

interface Again {
  readonly kind: SaidKind;
  readonly importId: number | undefined;
  /** said_no of the wordings. At most one of each row, since one note has one place in time. */
  readonly said: readonly number[];
}

/**
 * Notes that an import said what stands already: one row for a batch of them (half a million repeated lines are some
 * hundred rows). Call it under the locks of their orders, so that no undo misses it.
 */
export async function noteSaidAgain(tx: Tx, shopId: number, { kind, importId, said }: Again): Promise<void> {
  if (said.length === 0) return;
  const sorted = [...said].sort((a, b) => a - b);
  await sql`
    insert into orders.said_again (shop_id, kind, import_id, heard_no, said, first_said, last_said)
    values (${shopId}, ${kind}, ${importId ?? 0}, nextval(${heard[kind]}::regclass), ${sorted}::bigint[],
      ${sorted[0]}, ${sorted.at(-1)})`.execute(tx);
}

/** Forgets what an import said again, before its own rows are looked at: nothing passes to it any more. */
export async function forgetSaidAgain(tx: Tx, { shopId, importId }: Undoing): Promise<void> {
  await sql`delete from orders.said_again where shop_id = ${shopId} and import_id = ${importId}`.execute(tx);
}

/** Passes what the import said of these orders on to the first of the others who said it in the same words. */
export async function passOn(tx: Tx, undoing: Undoing, ids: readonly number[]): Promise<void> {
  for (const kind of ['header', 'line'] as const)
    for (const table of tables[kind]) await passOnRows(tx, undoing, { kind, table, ids });
}

interface Passing {
  readonly kind: SaidKind;
  readonly table: string;
  readonly ids: readonly number[];
}

/** Notes are found by the range they span: files that say the same mostly say it in the same order. */
async function passOnRows(
  tx: Tx,
  { shopId, importId }: Undoing,
  { kind, table, ids }: Passing,
): Promise<void> {
  const moved = table.endsWith('statements') ? sql`, heard_no = heir.heard_no` : sql``;
  await sql`
    with owned as materialized (
      select said_no from ${sql.table(table)}
      where shop_id = ${shopId} and order_id = any(${ids}::bigint[]) and import_id = ${importId}),
    heir as (
      select distinct on (one.said_no) one.said_no, a.import_id, a.heard_no
      from orders.said_again a cross join lateral unnest(a.said) as one(said_no)
      where a.shop_id = ${shopId} and a.kind = ${kind} and a.import_id <> ${importId}
        and a.last_said >= (select min(said_no) from owned) and a.first_said <= (select max(said_no) from owned)
        and one.said_no in (select said_no from owned)
      order by one.said_no, a.heard_no)
    update ${sql.table(table)} t set import_id = nullif(heir.import_id, 0) ${moved}
    from heir where t.shop_id = ${shopId} and t.order_id = any(${ids}::bigint[]) and t.import_id = ${importId}
      and t.said_no = heir.said_no`.execute(tx);
}
