import type pg from 'pg';
import { caught, ProblemError, problem, type Result } from '../../errors.ts';
import { serversRunning } from '../../servers-running.ts';
import { withAdvisoryLock } from '../advisory-lock.ts';
import { migrationLock } from '../migration-lock.ts';
import { appRole } from '../roles.ts';
import {
  grantSequences,
  type KeyAside,
  placeTables,
  propagateShop,
  putBack,
  type Step,
  setAside,
} from './distribution-statements.ts';
import { citusVersion, placedTables } from './placed-tables.ts';
import { planDistribution, type TablePlan } from './plan-distribution.ts';
import type { ReadSql } from './read-sql.ts';
import { readGrantedSequences, readTables } from './shop-tables.ts';

export interface Distributed {
  /** Tables this run placed; empty when everything was in its place. */
  readonly placed: readonly string[];
  readonly foreignKeys: number;
}

export interface Distributing {
  readonly migratorUrl: string;
  /** Told before each statement. */
  readonly onStatement?: (statement: string) => void;
  /** Told after each table that was placed, of how many that were not yet. */
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * Distributes every shop table over the Citus cluster whose coordinator `migratorUrl` names, under the lock of
 * migrations, with no server running. A run that was cut off is finished by the next, and one that finds everything in
 * its place only says grants and settings again. Problems: citus-missing, distribution-hindered (all of them), servers-running.
 */
export const distribute = (it: Distributing): Promise<Result<Distributed>> =>
  caught(() =>
    withAdvisoryLock(it.migratorUrl, migrationLock, async (client) => {
      if ((await citusVersion(readerOf(client))) === undefined) throw new ProblemError(citusMissing);
      await refuseServers(client);
      return placeAll(client, it);
    }),
  );

/** For the migrator: tables that its new migrations made go where the plan says, where the others are distributed. */
export async function distributeNew(client: pg.Client): Promise<readonly string[]> {
  if (!(await isDistributed(client))) return [];
  return (await placeAll(client, {})).placed;
}

export async function isDistributed(client: pg.Client): Promise<boolean> {
  return (await placedTables(readerOf(client))).size > 0;
}

type Told = Pick<Distributing, 'onStatement' | 'onProgress'>;

async function placeAll(client: pg.Client, told: Told): Promise<Distributed> {
  const { onStatement } = told;
  const read = readerOf(client);
  const tables = await readTables(read);
  const plans = planDistribution(tables);
  refuseHindered(plans);
  const placed = await placedTables(read);
  const left = plans.filter((plan) => plan.placement !== 'local' && !placed.has(plan.table));
  const run = (steps: readonly Step[]) => runSteps(client, steps, { onStatement });
  await run(setAside(tables, left));
  await runSteps(client, placeTables(tables, left), told);
  const aside = await read<KeyAside>(
    'select shop_table, name, definition from platform.foreign_keys_aside order by shop_table, name',
  );
  await run(aside.map(putBack));
  // Said every time: nothing here tells whether a run that was cut off came to the last of them.
  await run(grantSequences(await readGrantedSequences(read, appRole), appRole));
  await run([propagateShop(await databaseOf(read))]);
  return { placed: left.map((plan) => plan.table), foreignKeys: aside.length };
}

const readerOf =
  (client: pg.Client): ReadSql =>
  async <Row>(text: string) =>
    (await client.query(text)).rows as Row[];

const databaseOf = async (read: ReadSql): Promise<string> =>
  (await read<{ name: string }>('select current_database() as name'))[0]!.name;

async function runSteps(
  client: pg.Client,
  steps: readonly Step[],
  { onStatement, onProgress }: Told,
): Promise<void> {
  for (const [n, { statements }] of steps.entries()) {
    await client.query('begin');
    try {
      for (const statement of statements) {
        onStatement?.(statement);
        await client.query(statement);
      }
      await client.query('commit');
      onProgress?.(n + 1, steps.length);
    } catch (error) {
      await client.query('rollback');
      throw error;
    }
  }
}

/** While its foreign keys are off, a server could write what they forbid. */
async function refuseServers(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ n: number }>(
    `select count(*)::integer as n from pg_stat_activity
     where datname = current_database() and usename = '${appRole}'`,
  );
  if (rows[0]!.n > 0) throw new ProblemError(serversRunning(rows[0]!.n));
}

function refuseHindered(plans: readonly TablePlan[]): void {
  const issues = plans.flatMap(({ table, hindrances }) =>
    hindrances.map((message) => ({ code: 'distribution-hindered', field: table, message })),
  );
  if (issues.length > 0) throw new ProblemError(problem('distribution-hindered', 409, hindered, issues));
}

const hindered = {
  zh: '有些表不能分布，见各条说明；未做任何更改。',
  en: 'Some tables cannot be distributed, as listed; nothing was changed.',
};

const citusMissing = problem('citus-missing', 409, {
  zh: '这个 PostgreSQL 没有 citus 扩展。请把 SHUKE_POSTGRES_URL 指向 Citus 12 或更新版本的协调节点，并由管理员在该数据库执行 create extension citus。',
  en: 'This PostgreSQL has no extension citus. Point SHUKE_POSTGRES_URL at the coordinator of Citus 12 or newer, and let an administrator run in that database: create extension citus.',
});
