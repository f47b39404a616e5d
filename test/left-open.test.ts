import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { sql } from 'kysely';
import { afterEach, expect, test, vi } from 'vitest';
import { openEngine } from '../src/platform/clickhouse/engine.ts';
import { standing, tidy } from './left-open.ts';
import { openWorld } from './world.ts';

const before = standing();
afterEach(() => tidy(before));

test('a world left open is closed and named, and the next one opens and answers', async () => {
  const { name, platform } = await openWorld();
  expect(await tidy(before)).toEqual([`the world ${name} is still open`]);
  await expect(sql`select 1`.execute(platform.db)).rejects.toThrow(name);
  await using next = await openWorld();
  const { shopId } = await next.shop();
  expect(
    await next.platform.clickhouse.query({ shopId, sql: 'SELECT 1 AS one WHERE {shop:UInt32} > 0' }),
  ).toEqual([{ one: 1 }]);
});

test('an engine opened past every world is closed and named once, whatever hangs on it', async () => {
  const { platform, close } = await openWorld();
  await close();
  const engine = await openEngine(platform.config.dataDir);
  await engine.connect('default');
  await engine.guard.close();
  expect(await tidy(before)).toEqual([expect.stringMatching(/^chDB is still open on .*clickhouse$/)]);
  await using _next = await openWorld();
});

test('a process that runs on is ended and named', async () => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  const ended = once(child, 'exit');
  expect(await tidy(before, 50)).toEqual([`process ${child.pid} (node) still runs`]);
  expect(await ended).toEqual([null, 'SIGTERM']);
});

test('false timers, the environment and the folder are put back', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  process.env.SHUKE_DATA = '/elsewhere';
  delete process.env.PATH;
  process.chdir(tmpdir());
  expect(await tidy(before)).toEqual([
    'timers are still false ones',
    "the environment's PATH is another",
    "the environment's SHUKE_DATA is another",
    'the process stands in another folder',
  ]);
  expect(vi.isFakeTimers()).toBe(false);
  expect(standing()).toEqual(before);
});

test('who leaves nothing behind hears nothing', async () => {
  const { close } = await openWorld();
  await close();
  expect(await tidy(before)).toEqual([]);
});
