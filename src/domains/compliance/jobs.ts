import { sql } from 'kysely';
import { type Tx, withShop } from '../../platform/db/postgres.ts';
import type { Job, JobSource } from '../../platform/jobs/index.ts';
import type { Platform } from '../../platform/platform.ts';
import { finishErasures } from './erasure/erase-person.ts';
import { readUnfinished } from './erasure/erasure-store.ts';
import type { ComplianceHandlers } from './handlers.ts';

/** Erasures, runs of retention, and exports as the audit log has them. */
export const complianceJobs = (handlers: ComplianceHandlers): JobSource[] => [
  {
    permission: 'compliance:read',
    list: listErasures,
    retry: {
      permission: 'compliance:write',
      prefix: 'erasure:',
      run: (platform, it) => finishErasure(platform, handlers, it),
    },
  },
  { permission: 'compliance:read', list: listRetentionRuns },
  {
    permission: 'audit:read',
    list: (tx, shopId, limit) => listExports(tx, shopId, { limit }),
    own: listExports,
  },
];

interface Row {
  readonly id: string;
  readonly about: string;
  readonly by: string;
  readonly begun: Date;
  readonly ended: Date | null;
  readonly done: number | null;
}

/** How many persons, never who. Steps may be done twice, so one that broke off may go on at any time. */
async function listErasures(tx: Tx, shopId: number, limit: number): Promise<Job[]> {
  const { rows } = await sql<Row>`
    select erasure_id::text as id, cardinality(person_ids)::text as about, begun_by as by, begun_at as begun,
      finished_at as ended, null as done
    from compliance.erasures where shop_id = ${shopId} order by erasure_id desc limit ${limit}`.execute(tx);
  return rows.map((row) => jobOf('erasure', row, row.ended === null ? 'waiting' : 'done'));
}

async function listRetentionRuns(tx: Tx, shopId: number, limit: number): Promise<Job[]> {
  const { rows } = await sql<Row>`
    select run_id::text as id, subject as about, started_by as by, started_at as begun, finished_at as ended, null as done
    from compliance.retention_runs where shop_id = ${shopId} order by run_id desc limit ${limit}`.execute(tx);
  return rows.map((row) => jobOf('retention', row, row.ended === null ? 'running' : 'done'));
}

interface ExportRow extends Row {
  readonly details: Readonly<Record<string, unknown>>;
  readonly outcome: string | null;
  readonly stale: boolean;
}

/**
 * As the audit log has them. Nobody can go on with a file that somebody else was reading; it is asked for again. One
 * without an end was cut off with its process: after a day nothing can be reading it any more.
 */
async function listExports(
  tx: Tx,
  shopId: number,
  { limit, actor = null }: { readonly limit: number; readonly actor?: string | null },
): Promise<Job[]> {
  const { rows } = await sql<ExportRow>`
    select s.subject as id, s.details ->> 'noun' as about, s.actor as by, s.at as begun, e.at as ended, null as done,
      s.details, e.details ->> 'outcome' as outcome, s.at < now() - interval '1 day' as stale
    from compliance.audit_log s
    left join lateral (select at, details from compliance.audit_log
      where shop_id = s.shop_id and subject = s.subject and act = 'exports.end' limit 1) e on true
    where s.shop_id = ${shopId} and s.act = 'exports.start' and (${actor}::text is null or s.actor = ${actor})
    order by s.entry_id desc limit ${limit}`.execute(tx);
  return rows.map((row) => {
    const state = exportState(row);
    return {
      ...jobOf('export', row, state),
      again: againOf(row.details),
      problem: state === 'failed' ? cutOff : null,
    };
  });
}

function exportState({ ended, outcome, stale }: ExportRow): Job['state'] {
  if (ended === null) return stale ? 'failed' : 'running';
  return outcome === 'completed' ? 'done' : 'failed';
}

/** The same export as a question; null for the files of Explore, whose question stands in no log. */
function againOf(details: ExportRow['details']): Job['again'] {
  const { noun, personal, masking: _asTheCallerMaySee, columns, ...rest } = details;
  if (!Array.isArray(columns)) return null;
  const told = Object.entries({ ...rest, columns: columns.join(',') }).map(([name, it]) => [
    name,
    String(it),
  ]);
  return { noun: String(noun), query: Object.fromEntries(told), needs_reason: personal === true };
}

const jobOf = (kind: Job['kind'], { id, about, by, begun, ended, done }: Row, state: Job['state']): Job => ({
  ...{ job: id.startsWith(`${kind}:`) ? id : `${kind}:${id}`, kind, state, about, done, started_by: by },
  started_at: begun.toISOString(),
  finished_at: ended?.toISOString() ?? null,
  problem: null,
});

/** In the background: it may take minutes, and is listed meanwhile. */
async function finishErasure(
  platform: Platform,
  handlers: ComplianceHandlers,
  { shopId, id }: { shopId: number; id: number },
): Promise<boolean> {
  const unfinished = await withShop(platform.db, shopId, (tx) => readUnfinished(tx, shopId));
  if (!unfinished.some(({ erasure_id }) => Number(erasure_id) === id)) return false;
  void finishErasures(platform, handlers, { shopId, signal: new AbortController().signal }).catch(
    (err: unknown) => platform.log.error({ err, shopId }, 'erasures could not be listed'),
  );
  return true;
}

const cutOff = {
  code: 'export-cut-off',
  message: {
    zh: '下载在完成之前中断；请重新导出',
    en: 'The download ended before the export did; export again',
  },
};
