import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  contentsOf,
  fileIn,
  mirrored,
  toolsOf,
  type UciRow,
  uciFile,
} from '../../../../test/import-fixture.ts';
import { openWorld, type World } from '../../../../test/world.ts';
import { withShop } from '../../../platform/db/postgres.ts';
import { orThrow } from '../../../platform/errors.ts';
import type { ImportTools } from './import-run.ts';
import { findImport } from './import-store.ts';
import { findPreset } from './presets/presets.ts';
import { resumeImports } from './resume-imports.ts';
import { runImport } from './run-import.ts';

let world: World;
let tools: ImportTools;
beforeAll(async () => {
  world = await openWorld();
  tools = toolsOf(world);
});
afterAll(() => world.close());

const source = findPreset('uci-online-retail')!;

/** Four batches; alike lines and orders that come back in another batch; a bad row in each. */
function longFile(): string {
  const rows = Array.from({ length: 20_000 }, (_, n): UciRow => {
    const order = n % 7 === 0 ? 5000 + (n % 50) : Math.floor(n / 20);
    return {
      invoice: `${order}`,
      stock: `S${n % 13}`,
      quantity: 1 + (n % 3),
      customer: `${order % 400}.0`,
      minute: 0,
    };
  });
  return uciFile(rows).replaceAll(/^(\d+99),S5,/gm, ',S5,');
}

/** The file imported in one go, for both ways of breaking off: the shop, and what was counted. */
let inOneGo: Promise<{ shopId: number; expected: Record<string, unknown> }> | undefined;
const whole = () => {
  inOneGo ??= (async () => {
    const { shopId } = await world.shop();
    const path = await fileIn(world, longFile());
    const result = orThrow(await runImport(tools, { shopId, path, source, startedBy: 'cli' }));
    return { shopId, expected: bare({ ...result }) };
  })();
  return inOneGo;
};

const bare = ({ id: _, seconds: _s, peak_rss_mb: _p, reject_file: _f, ...counts }: Record<string, unknown>) =>
  counts;

test('an import that was stopped goes on behind its last stored row, to the same end', async () => {
  const path = await fileIn(world, longFile());
  const { expected, ...undivided } = await whole();
  const { shopId } = await world.shop();
  const stopping = new AbortController();
  const stopAfterOne = ({ result }: { result: { rows: number } }) => result.rows > 0 && stopping.abort();
  const request = { shopId, path, source, startedBy: 'cli' };
  const first = await runImport(tools, { ...request, signal: stopping.signal, onProgress: stopAfterOne });
  expect(first).toMatchObject({ ok: false, problem: { code: 'import-interrupted' } });
  const resumed = orThrow(await runImport(tools, request));
  expect(bare({ ...resumed })).toEqual(expected);
  expect(await contentsOf(world, { shopId })).toBe(await contentsOf(world, undivided));
  expect(await mirrored(world, shopId)).toEqual(await mirrored(world, undivided.shopId));
});

test('a server that starts goes on with what was cut off; a file that changed since is not read', async () => {
  const { shopId } = await world.shop();
  const stopping = new AbortController();
  const interrupt = async (content: string): Promise<{ path: string; importId: number }> => {
    const path = await fileIn(world, content);
    let importId = 0;
    const onProgress = (progress: { importId: number | null; result: { rows: number } }): void => {
      importId = progress.importId!;
      stopping.abort();
    };
    await runImport(tools, { shopId, path, source, startedBy: 'cli', signal: stopping.signal, onProgress });
    return { path, importId };
  };
  const good = await interrupt(uciFile([{ invoice: '1' }]));
  const changed = await interrupt(uciFile([{ invoice: '2' }]));
  await writeFile(changed.path, uciFile([{ invoice: '3' }]));
  const closing = new AbortController();
  const resuming = resumeImports(tools, closing.signal);
  const stateOf = (importId: number) =>
    withShop(world.platform.db, shopId, async (tx) => (await findImport(tx, shopId, importId))!.state);
  while ((await stateOf(changed.importId)) === 'interrupted') await new Promise(setImmediate);
  closing.abort();
  await resuming;
  expect([await stateOf(good.importId), await stateOf(changed.importId)]).toEqual(['done', 'failed']);
});

/** Imports in a process of its own, over the world's PostgreSQL and a ClickHouse of its own, and tells every batch. */
function importElsewhere(facts: { shopId: number; path: string; dataDir: string }): ChildProcess {
  const child = join(import.meta.dirname, '../../../../test/import-child.ts');
  const { config } = world.platform;
  const env = {
    ...process.env,
    SHUKE_POSTGRES_URL: world.migratorUrl,
    SHUKE_DATA: facts.dataDir,
    SHUKE_MASTER_KEY_FILE: config.masterKeyFile,
    SHUKE_LOG_LEVEL: 'silent',
  };
  return fork(child, [String(facts.shopId), facts.path], { env, execArgv: [] });
}

test('kill -9 in the middle, twice: what resumes has every row once and counts the same', {
  timeout: 180_000,
}, async () => {
  const path = await fileIn(world, longFile());
  const { expected, ...undivided } = await whole();
  const { shopId } = await world.shop();
  const dataDir = join(world.platform.config.dataDir, 'elsewhere');
  for (const rows of [1, 6_000]) {
    const child = importElsewhere({ shopId, path, dataDir });
    const exited = once(child, 'exit');
    child.on('message', (told: { rows: number }) => told.rows >= rows && child.kill('SIGKILL'));
    expect((await exited)[1]).toBe('SIGKILL');
  }
  const resumed = orThrow(await runImport(tools, { shopId, path, source, startedBy: 'cli' }));
  expect(bare({ ...resumed })).toEqual(expected);
  expect(await contentsOf(world, { shopId })).toBe(await contentsOf(world, undivided));
  expect(await mirrored(world, shopId)).toEqual(await mirrored(world, undivided.shopId));
});
