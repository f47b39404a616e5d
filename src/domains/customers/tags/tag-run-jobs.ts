import { sql } from 'kysely';
import { listAllShops } from '../../../platform/auth/index.ts';
import { type Tx, withShop } from '../../../platform/db/postgres.ts';
import type { Job, JobSource } from '../../../platform/jobs/index.ts';
import type { Platform } from '../../../platform/platform.ts';
import type { PeopleFinder } from '../profiles/people-finder.ts';
import { goOn } from './run-tags.ts';

interface Row {
  readonly runId: string;
  readonly tag: string;
  readonly state: 'running' | 'done' | 'undoing' | 'undone';
  readonly total: number;
  readonly seen: number;
  readonly by: string;
  readonly begunAt: Date;
  readonly finishedAt: Date | null;
  /** Nobody has moved it for as long as many pieces take. */
  readonly isStill: boolean;
}

/** Bulk tags and their undos as jobs. A piece is done once, whoever does it: one that stands still may be told to go on. */
export const tagRunJobs = (people: PeopleFinder): JobSource => ({
  permission: 'customers:write',
  list: async (tx, shopId, limit) => (await readRuns(tx, shopId, limit)).map(jobOf),
  retry: {
    permission: 'customers:write',
    prefix: 'tag-run:',
    run: (platform, it) => tellToGoOn({ platform, people }, it),
  },
});

async function readRuns(tx: Tx, shopId: number, limit: number): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select run_id::text as "runId", tag, state, total, seen, begun_by as by, begun_at as "begunAt",
      finished_at as "finishedAt", moved_at < now() - interval '1 minute' as "isStill"
    from customers.tag_runs where shop_id = ${shopId} order by run_id desc limit ${limit}`.execute(tx);
  return rows;
}

/** An undo does not count how far it is. */
function jobOf(it: Row): Job {
  const isUndo = it.state === 'undoing' || it.state === 'undone';
  return {
    ...{
      job: `tag-run:${it.runId}`,
      kind: isUndo ? 'untag-run' : 'tag-run',
      state: stateOf(it),
      about: it.tag,
    },
    done: isUndo || it.total === 0 ? null : Math.min(1, it.seen / it.total),
    ...{ started_by: it.by, started_at: it.begunAt.toISOString() },
    finished_at: it.finishedAt?.toISOString() ?? null,
    problem: null,
  };
}

function stateOf({ state, isStill }: Row): Job['state'] {
  if (state === 'done' || state === 'undone') return 'done';
  return isStill ? 'waiting' : 'running';
}

async function tellToGoOn(
  { platform, people }: { readonly platform: Platform; readonly people: PeopleFinder },
  { shopId, id }: { readonly shopId: number; readonly id: number },
): Promise<boolean> {
  const runs = await withShop(platform.db, shopId, (tx) => readRuns(tx, shopId, 1000));
  const run = runs.find(({ runId }) => Number(runId) === id);
  const shop = (await listAllShops(platform.db)).find((it) => it.shopId === shopId);
  if (run === undefined || shop === undefined || stateOf(run) !== 'waiting') return false;
  void goOn({ platform, shop, people }).catch((err: unknown) =>
    platform.log.error({ err, shopId }, 'a bulk tag broke off'),
  );
  return true;
}
