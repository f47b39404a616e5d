import type { FastifyRequest } from 'fastify';
import { sql } from 'kysely';
import { Type } from 'typebox';
import { type JobView, jobsSchema } from '../../contract/jobs.ts';
import { slugSchema } from '../../contract/shops.ts';
import { callerOf, shopOf } from '../auth/index.ts';
import { type Tx, withShop } from '../db/postgres.ts';
import { ProblemError, problem } from '../errors.ts';
import type { Routes } from '../http/routes.ts';
import type { Job, JobSource } from './job-source.ts';

const tags = ['jobs'];

/** As many as a page shows; what is older is found where it belongs (imports, the audit log). */
const SHOWN = 100;

/** What runs in the background of a shop, of every kind the caller may see. */
export const jobRoutes =
  (sources: readonly JobSource[]): Routes =>
  (app, platform) => {
    app.get(
      '/api/shops/:shop/jobs',
      {
        config: { permission: 'shop:read' },
        schema: {
          tags,
          params: Type.Object({ shop: slugSchema }),
          summary: 'What runs or ran in the background, newest first',
          description: 'The latest hundred of the kinds the caller may see.',
          response: { 200: jobsSchema },
        },
      },
      async (request) => {
        const { shopId } = shopOf(request);
        const { permissions } = callerOf(request);
        const seen = sources.filter(({ permission }) => permissions.has(permission));
        return withShop(platform.db, shopId, async (tx) => {
          const jobs: JobView[] = [];
          for (const source of seen)
            for (const job of await source.list(tx, shopId, SHOWN))
              jobs.push({ ...job, may_retry: mayRetry(sources, job, request) });
          jobs.sort((a, b) => b.started_at.localeCompare(a.started_at));
          return { jobs: jobs.slice(0, SHOWN), mirror: await owedBy(tx, shopId) };
        });
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
        const retry = retryOf(sources, job);
        const isMine = retry !== undefined && callerOf(request).permissions.has(retry.permission);
        const id = Number(job.slice(retry?.prefix.length));
        const { shopId } = shopOf(request);
        if (!isMine || !Number.isSafeInteger(id) || !(await retry.run(platform, { shopId, id })))
          throw new ProblemError(nothingToRetry);
        return reply.code(202).send({ job });
      },
    );
  };

const retryOf = (sources: readonly JobSource[], job: string): JobSource['retry'] =>
  sources.map(({ retry }) => retry).find((retry) => retry !== undefined && job.startsWith(retry.prefix));

function mayRetry(sources: readonly JobSource[], { job, state }: Job, request: FastifyRequest): boolean {
  const retry = retryOf(sources, job);
  return state === 'waiting' && retry !== undefined && callerOf(request).permissions.has(retry.permission);
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
