import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../../platform/db/postgres.ts';

/** What ended a tag: a bulk change, an import that gave it again, or whoever acts. */
export interface Ending {
  readonly by: string;
  readonly runId?: number | undefined;
  readonly importId?: number | undefined;
}

/**
 * An INSERT that keeps tags which end now: `ended` names rows of `customers.tags` as they stood. One that had run out
 * before was ended by nobody, on its day. A tag that others said as well is history also without the import it stood by.
 */
export const keepFormer = (ended: RawBuilder<unknown>, { by, runId, importId }: Ending) => sql`
  insert into customers.former_tags (shop_id, person_id, tag, source, added_by, added_at, ended_at, ended_by,
    import_id, ending_import_id, run_id)
  select e.shop_id, e.person_id, e.tag, e.source, e.added_by, e.added_at, least(e.expires_at, now()),
    case when e.expires_at <= now() then null else ${by}::text end,
    case when exists (select from customers.said_again s where s.shop_id = e.shop_id and s.kind = 'tag'
      and s.person_id = e.person_id and s.key = e.tag) then null else e.import_id end,
    ${importId ?? null}::bigint, ${runId ?? null}::bigint
  from ${ended} e order by e.person_id, e.tag`;

/** What an import told of tags that have ended since, and what it ended, is as if it had never been. */
export async function forgetFormer(tx: Tx, shopId: number, importId: number): Promise<void> {
  await sql`delete from customers.former_tags
    where shop_id = ${shopId} and (import_id = ${importId} or ending_import_id = ${importId})`.execute(tx);
}

/** A bulk change of these persons was taken back: their tags never ended by it. */
export async function forgetEndedByRun(
  tx: Tx,
  shopId: number,
  { runId, personIds }: { runId: number; personIds: readonly number[] },
): Promise<void> {
  await sql`delete from customers.former_tags
    where shop_id = ${shopId} and run_id = ${runId} and person_id = any(${personIds}::int[])`.execute(tx);
}
