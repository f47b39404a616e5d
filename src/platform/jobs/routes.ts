import { sql } from 'kysely';
import { Type } from 'typebox';
import { type JobView, jobsSchema } from '../../contract/jobs.ts';
import { slugSchema } from '../../contract/shops.ts';
import { type Caller, callerOf, isOperator, shopOf, withActorNames } from '../auth/index.ts';
import { type Tx, withShop } from '../db/postgres.ts';
import { ProblemError, problem } from '../errors.ts';
import type { Routes } from '../http/routes.ts';
import type { Platform } from '../platform.ts';
import type { Job, JobSource } from './job-source.ts';

const tags = ['jobs'];

/** As many as a page shows; what is older is found where it belongs (imports, the audit log). */
const SHOWN = 100;

/** What runs in the background of a shop, of every kind the caller may see. */
export const jobRoutes =
  (sourcesOf: (platform: Platform) => readonly JobSource[]): Routes =>
  (app, platform) => {
    const sources = sourcesOf(platform);
    app.get(
      '/api/shops/:shop/jobs',
      {
        config: { permission: 'shop:read' },
        schema: {
          tags,
          params: Type.Object({ shop: slugSchema }),
          summary: 'What runs or ran in the background, newest first',
          description: 'The latest hundred of the kinds the caller may see, and exports of their own.',
          response: { 200: jobsSchema },
        },
      },
      async (request) => {
        const { shopId } = shopOf(request);
        const caller = callerOf(request);
        const seen = await seenBy(platform, sources, caller);
        const { rows, mirror } = await withShop(platform.db, shopId, async (tx) => ({
          rows: await listJobs(tx, { shopId, caller, sources, seen }),
          mirror: await owedBy(tx, shopId),
        }));
        return { jobs: await withActorNames(platform, request, { field: 'started_by', rows }), mirror };
      },
    );

    app.post(
      '/api/shops/:shop/jobs/:job/retry',
      {
        config: { permission: 'shop:read' },
        schema: {
          tags,
          params: Type.Object({ shop: slugSchema, job: Type.String({ maxLength: 60 }) }),
          summary: 'Have work that broke off go on at once',
          description: 'For who may do that kind of work.',
          response: { 202: Type.Object({ job: Type.String() }) },
        },
      },
      async (request, reply) => {
        const { job } = request.params;
        const caller = callerOf(request);
        const retry = (await seenBy(platform, sources, caller))
          .map((source) => source.retry)
          .find(
            (it) => it !== undefined && job.startsWith(it.prefix) && caller.permissions.has(it.permission),
          );
        const id = Number(job.slice(retry?.prefix.length));
        const { shopId } = shopOf(request);
        if (
          !retry ||
          !(retry.isOfFailed || Number.isSafeInteger(id)) ||
          !(await retry.run(platform, { shopId, id }))
        )
          throw new ProblemError(nothingToRetry);
        return reply.code(202).send({ job });
      },
    );
  };

interface Listing {
  readonly shopId: number;
  readonly caller: Caller;
  readonly sources: readonly JobSource[];
  /** Those of which the caller may see all; of the others their own at most. */
  readonly seen: readonly JobSource[];
}

async function listJobs(tx: Tx, { shopId, caller, sources, seen }: Listing) {
  const listed: Omit<JobView, 'started_by_name'>[] = [];
  for (const source of sources) {
    const own = { actor: caller.actor, limit: SHOWN };
    const list = seen.includes(source) ? source.list(tx, shopId, SHOWN) : source.own?.(tx, shopId, own);
    for (const job of (await list) ?? [])
      listed.push({ again: null, ...job, may_retry: mayRetry(source, job, caller) });
  }
  listed.sort((a, b) => b.started_at.localeCompare(a.started_at));
  return listed.slice(0, SHOWN);
}

async function seenBy(
  platform: Platform,
  sources: readonly JobSource[],
  caller: Caller,
): Promise<readonly JobSource[]> {
  const runsIt = sources.some(({ isOperators }) => isOperators) && (await isOperator(platform, caller));
  return sources.filter(
    ({ permission, isOperators }) => caller.permissions.has(permission) && (isOperators !== true || runsIt),
  );
}

function mayRetry({ retry }: JobSource, { job, state }: Job, { permissions }: Caller): boolean {
  if (retry === undefined || !job.startsWith(retry.prefix) || !permissions.has(retry.permission))
    return false;
  return state === 'waiting' || (state === 'failed' && retry.isOfFailed === true);
}

async function owedBy(tx: Tx, shopId: number) {
  const { rows } = await sql<{ batches: number; oldest: Date | null }>`
    select count(*)::integer as batches, min(created_at) as oldest from platform.mirror_batches
    where shop_id = ${shopId} and refused_at is null`.execute(tx);
  return { batches: rows[0]!.batches, oldest_at: rows[0]!.oldest?.toISOString() ?? null };
}

const nothingToRetry = problem('nothing-to-retry', 404, {
  zh: '没有可以继续的这项工作：它不存在、已结束或正在进行，或您无权处理',
  en: 'There is no such work that waits: it is not there, has ended, is under way, or is not yours to do',
});
