import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorld, type World } from '../test/world.ts';
import { type BackgroundWork, startBackground } from './background.ts';
import type { Role } from './platform/config-values.ts';
import { takeTurn } from './platform/db/take-turn.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const asRole = (role: Role) => ({
  ...world.platform,
  config: { ...world.platform.config, role },
});

test.each([
  ['api', ['every']],
  ['worker', ['worker', 'every']],
  ['all', ['worker', 'every']],
] as const)('role %s runs what is listed for it, until it is stopped', async (role, expected) => {
  const began: string[] = [];
  const ended: string[] = [];
  const list = (['worker', 'every'] as const).map(
    (where): BackgroundWork => ({
      name: where,
      in: where,
      run: async (_platform, signal) => {
        began.push(where);
        await new Promise((resolve) => signal.addEventListener('abort', resolve));
        ended.push(where);
      },
    }),
  );
  const stop = startBackground(asRole(role), list);
  expect([began, ended]).toEqual([expected, []]);
  await stop();
  expect(ended).toEqual(expected);
});

test('work that breaks off takes nothing else with it', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const stop = startBackground(world.platform, [
    { name: 'broken', in: 'every', run: () => Promise.reject(new Error('broke')) },
    { name: 'whole', in: 'every', run: async () => resolve() },
  ]);
  await promise;
  await stop();
});

test('one process at a time has the turn of a name, and a dead one gives it back', async () => {
  const { db } = world.platform;
  const entered = Promise.withResolvers<number>();
  const work = takeTurn(db, 'upkeep', async (lost) => {
    const { rows } = await sql<{ pid: number }>`
      select pid from pg_locks where locktype = 'advisory' and granted
        and objid = (hashtextextended('shuke work upkeep', 0) & 4294967295)::oid`.execute(db);
    entered.resolve(rows[0]!.pid);
    await new Promise((resolve) => lost.addEventListener('abort', resolve));
    return 'lost';
  });
  const pid = await entered.promise;
  expect(await takeTurn(db, 'upkeep', async () => 'mine')).toBeUndefined();
  expect(await takeTurn(db, 'other', async () => 'mine')).toBe('mine');
  await sql`select pg_terminate_backend(${pid}::integer)`.execute(db);
  expect(await work).toBe('lost');
  expect(await takeTurn(db, 'upkeep', async () => 'mine')).toBe('mine');
});
