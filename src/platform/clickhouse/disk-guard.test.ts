import { mkdtempSync, readdirSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Session } from 'chdb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cushion, type DiskGuard, guardDisk } from './disk-guard.ts';
import { clickHouseDir, writeEngineConfig } from './engine-config.ts';
import { ClickHouseFailure, toFailure } from './failure.ts';

/** What the wall itself does is tried in test/faults/disk-full.test.ts; here its damage is done by hand, always the same. */

const dataDir = mkdtempSync(join(tmpdir(), 'shuke-disk-guard-'));
let session: Session;
let guard: DiskGuard;
let free = Number.MAX_SAFE_INTEGER;
beforeAll(async () => {
  const args = [`--config-file=${writeEngineConfig(dataDir)}`];
  session = new Session(clickHouseDir(dataDir), { connectionArgs: args });
  guard = guardDisk(session, dataDir, async () => free);
  await run('CREATE TABLE visits (id UInt64, note String) ENGINE = MergeTree ORDER BY id');
});
afterAll(async () => {
  await guard.close();
  session.close();
  rmSync(dataDir, { recursive: true });
});

const run = async (sql: string) => (await session.queryAsync(sql, { format: 'JSONEachRow' })).text();
const nothing = async () => {};
const insert = (from: number) =>
  run(`INSERT INTO visits SELECT number + ${from}, hex(number) FROM numbers(100)`);
const count = async () => JSON.parse(await run("SELECT countIf(note != '?') AS n FROM visits")).n;
const counted = () => count().then(Number, toFailure);
const parts = async () => {
  const told = await run("SELECT path FROM system.parts WHERE active AND table = 'visits'");
  return told
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line).path as string);
};

/** A merge that a full disk emptied: the part is there and active, its files hold nothing. */
async function emptyMergedPart(): Promise<void> {
  await run('OPTIMIZE TABLE visits FINAL');
  const [path] = await parts();
  for (const file of readdirSync(path!)) truncateSync(join(path!, file), 0);
  await run('SYSTEM DROP MARK CACHE');
}

test('a merged part that cannot be read is taken back to the parts it was made of, and the question asked again', async () => {
  await insert(0);
  await insert(100);
  await emptyMergedPart();
  const failure = await counted();
  expect(failure).toBeInstanceOf(ClickHouseFailure);
  expect(await guard.mendedAfter(failure as ClickHouseFailure)).toBe(true);
  expect(await counted()).toBe(200);
  expect(await guard.mendedAfter(new ClickHouseFailure(62, 'SYNTAX_ERROR', ''))).toBe(false);
});

test('below the cushion nothing counts as stored and nothing merges; with room again what was merged there is taken back', async () => {
  await guard.stored(nothing);
  free = cushion - 1;
  await expect(guard.stored(nothing)).rejects.toMatchObject({ code: 243 });
  await insert(200);
  await expect(run('OPTIMIZE TABLE visits FINAL')).rejects.toThrow(/Cancelled/);
  await run('SYSTEM START MERGES');
  await emptyMergedPart();
  free = cushion + 1;
  await expect(guard.stored(nothing)).rejects.toMatchObject({ code: 243 });
  free = 2 * cushion;
  await guard.stored(nothing);
  expect(await counted()).toBe(300);
  await run('OPTIMIZE TABLE visits FINAL');
  expect([await counted(), (await parts()).length]).toEqual([300, 1]);
});

test('what was written while a wall came and went does not count as stored', async () => {
  const meanwhile = async () => {
    free = cushion - 1;
    await expect(guard.stored(nothing)).rejects.toMatchObject({ code: 243 });
    free = 2 * cushion;
    await guard.stored(nothing);
  };
  await expect(guard.stored(meanwhile)).rejects.toMatchObject({ code: 243 });
  await guard.stored(nothing);
});

test('a table that could not be attached again is attached at the next question for it', async () => {
  let failing = 1;
  const broken = {
    queryAsync: (sql: string, options: object) =>
      sql.startsWith('ATTACH') && failing-- > 0
        ? Promise.reject(new Error('Code: 243. DB::Exception: Cannot reserve (NOT_ENOUGH_SPACE)'))
        : session.queryAsync(sql, options),
  } as Session;
  const other = guardDisk(broken, dataDir, async () => free);
  await insert(300);
  await emptyMergedPart();
  const failure = (await counted()) as ClickHouseFailure;
  await expect(other.mendedAfter(failure)).rejects.toMatchObject({ code: 243 });
  const missing = (await counted()) as ClickHouseFailure;
  expect(missing.code).toBe(60);
  expect(await other.mendedAfter(missing)).toBe(true);
  expect(await counted()).toBe(400);
  await other.close();
});

test('the engine itself begins nothing below the cushion', async () => {
  const told = await run('SELECT keep_free_space AS kept FROM system.disks');
  expect(Number(JSON.parse(told).kept)).toBe(cushion);
});
