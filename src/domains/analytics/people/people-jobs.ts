import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/postgres.ts';
import type { Job, JobSource } from '../../../platform/jobs/index.ts';
import { buildLock } from './build-store.ts';

/** Builds that nobody noticed are no news; a shop of few is counted anew at every change. */
const LONG_MS = 2_000;

interface Row {
  readonly id: string;
  readonly people: number | null;
  readonly begun: Date;
  readonly ended: Date | null;
}

/**
 * Counting the customers of a large shop, which its very first list waits for: the one under way, and those that took
 * long. It begins by itself, so there is nothing to tell it.
 */
export const peopleJobs: JobSource = { permission: 'analytics:read', list: listBuilds };

/** Who builds holds the shop's lock for as long as it takes; PostgreSQL knows since when. */
async function listBuilds(tx: Tx, shopId: number, limit: number): Promise<Job[]> {
  const { rows } = await sql<Row>`
    select 'now' as id, null::bigint as people, a.xact_start as begun, null::timestamptz as ended
    from pg_locks l join pg_stat_activity a on a.pid = l.pid
    where l.locktype = 'advisory' and l.granted and l.classid = ${buildLock}::integer::oid
      and l.objid = ${shopId}::integer::oid and l.objsubid = 2
      and l.database = (select oid from pg_database where datname = current_database()) and a.xact_start is not null
    union all
    (select build::text, people, built_at - make_interval(secs => took_ms / 1000.0), built_at
    from analytics.people_builds where shop_id = ${shopId} and took_ms >= ${LONG_MS} order by build desc limit ${limit})`.execute(
    tx,
  );
  return rows.map(jobOf);
}

const jobOf = ({ id, people, begun, ended }: Row): Job => ({
  ...{ job: `people:${id}`, kind: 'people', state: ended === null ? 'running' : 'done' },
  about: people === null ? '' : String(people),
  ...{ done: null, started_by: 'system', started_at: begun.toISOString() },
  finished_at: ended?.toISOString() ?? null,
  problem: null,
});
