import { sql } from 'kysely';
import type { Tx } from '../../platform/db/postgres.ts';

/** A list of customers somebody uploaded. */
export interface List {
  readonly listId: number;
  readonly name: string;
  /** Rows of the file, and how many of them named somebody. */
  readonly lines: number;
  readonly found: number;
  readonly persons: number;
  readonly madeBy: string;
  readonly madeAt: Date;
}

/** Of one shop. */
export const mostLists = 200;

/** Newest first. */
export async function listLists(tx: Tx, shopId: number): Promise<List[]> {
  const { rows } = await sql<List>`
    select list_id as "listId", name, lines, found, persons, made_by as "madeBy", made_at as "madeAt"
    from segments.lists where shop_id = ${shopId} order by made_at desc, list_id desc`.execute(tx);
  return rows;
}

/** The number of the next list: its persons are written under it before it is there. */
export async function nextList(tx: Tx): Promise<number> {
  const { rows } = await sql<{ id: string }>`
    select nextval('segments.lists_list_id_seq') as id`.execute(tx);
  return Number(rows[0]!.id);
}

/** 'taken': another has the name; 'full': there are as many as there may be. */
export async function insertList(tx: Tx, shopId: number, it: List): Promise<'made' | 'taken' | 'full'> {
  const { numAffectedRows } = await sql`
    insert into segments.lists (shop_id, list_id, name, lines, found, persons, made_by, made_at)
    overriding system value
    select ${shopId}, ${it.listId}, ${it.name}, ${it.lines}, ${it.found}, ${it.persons}, ${it.madeBy}, ${it.madeAt}
    where (select count(*) from segments.lists where shop_id = ${shopId}) < ${mostLists}
    on conflict (shop_id, name) do nothing`.execute(tx);
  if (numAffectedRows === 1n) return 'made';
  return (await listLists(tx, shopId)).some(({ name }) => name === it.name) ? 'taken' : 'full';
}

/** False: there is none. */
export async function deleteList(tx: Tx, shopId: number, listId: number): Promise<boolean> {
  const { numAffectedRows } = await sql`
    delete from segments.lists where shop_id = ${shopId} and list_id = ${listId}`.execute(tx);
  return numAffectedRows === 1n;
}
