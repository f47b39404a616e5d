import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openWorld, type World } from '../../../../test/world.ts';
import { registerMirrors } from '../../../mirrors.ts';
import { orThrow } from '../../../platform/errors.ts';
import type { ImportTools } from '../imports/import-run.ts';
import { findPreset } from '../imports/presets/presets.ts';
import { runImport } from '../imports/run-import.ts';
import { rawCount, rowsOf, type StoredRow } from './event-fixture.ts';

let world: World;
let tools: ImportTools;
beforeAll(async () => {
  world = await openWorld();
  registerMirrors(world.platform);
  tools = { platform: world.platform, mirror: world.platform.mirror };
});
afterAll(() => world.close());

/** 12,000 rows in three batches by 900 users; one row of 1970, one of 2191. */
function behaviour(): string {
  const first = Date.UTC(2017, 10, 24, 16) / 1000;
  const line = (n: number) => `${1 + ((n * 7) % 900)},${n % 50},${n % 5},pv,${first + n}`;
  const lines = Array.from({ length: 12_000 }, (_, n) => line(n));
  lines[100] = '1,2,3,pv,60';
  lines[11_000] = '1,2,3,pv,7000000000';
  return `${lines.join('\n')}\n`;
}

const file = () => {
  const path = join(world.platform.config.dataDir, 'behaviour.csv');
  writeFileSync(path, behaviour());
  return path;
};

const importInto = (shopId: number, path: string, using = tools) =>
  runImport(using, { shopId, path, source: findPreset('taobao-user-behavior')!, startedBy: 'cli' });

/** Tools whose process dies at the nth insert of events, before or after the engine has the rows. */
function dyingAt(nth: number, after: boolean): ImportTools {
  const { platform } = world;
  let count = 0;
  const insert: typeof platform.clickhouse.insert = async (table, rows) => {
    const dies = table === 'events' && ++count === nth;
    if (!dies || after) await platform.clickhouse.insert(table, rows);
    if (dies) throw new Error('the process dies here');
  };
  const clickhouse = { ...platform.clickhouse, insert };
  return { ...tools, platform: { ...platform, clickhouse } };
}

const bare = ({ id: _, seconds: _s, peak_rss_mb: _p, reject_file: _f, ...counts }: Record<string, unknown>) =>
  counts;

it('an import that died between its rows and its events resumes with exact counts and every event once', async () => {
  const path = file();
  const whole = await world.shop();
  const expected = orThrow(await importInto(whole.shopId, path));
  expect(expected).toMatchObject({
    rows: 12_000,
    accepted: 11_998,
    rejected: 2,
    duplicates: 0,
    events: 11_998,
  });
  expect(expected.customers.created).toBe(900);
  for (const after of [false, true]) {
    const { shopId } = await world.shop();
    await expect(importInto(shopId, path, dyingAt(2, after))).rejects.toThrow('dies here');
    expect(await rawCount(world, shopId)).toBe(after ? 9_999 : 4_999);
    await expect(importInto(shopId, path, dyingAt(1, false))).rejects.toThrow('dies here');
    const resumed = orThrow(await importInto(shopId, path));
    expect(bare(resumed)).toEqual(bare(expected));
    expect(await rawCount(world, shopId)).toBe(11_998);
    expect((await rowsOf(world, shopId)).map(keyOf)).toEqual((await rowsOf(world, whole.shopId)).map(keyOf));
  }
});

const keyOf = ({ person_id, time, message_id, product_id }: StoredRow) =>
  `${person_id} ${time} ${message_id} ${product_id}`;

it('the same file again is all duplicates, under the first import', async () => {
  const path = file();
  const { shopId } = await world.shop();
  const first = orThrow(await importInto(shopId, path));
  const again = orThrow(await importInto(shopId, path));
  expect(again).toMatchObject({ rows: 12_000, accepted: 0, rejected: 2, duplicates: 11_998, events: 0 });
  const imports = new Set((await rowsOf(world, shopId)).map((row) => row.import_id));
  expect([...imports]).toEqual([String(first.id)]);
});

it('a message that comes twice in a file, batches apart, is one event and one duplicate', async () => {
  const { shopId } = await world.shop();
  const call = (n: number) =>
    JSON.stringify({
      type: 'track',
      event: 'Tapped',
      userId: `u${n % 10}`,
      messageId: `m${n}`,
      timestamp: '2026-01-02T00:00:00Z',
    });
  const lines = Array.from({ length: 5_500 }, (_, n) => call(n));
  const path = join(world.platform.config.dataDir, 'twice.jsonl');
  writeFileSync(path, [...lines, lines[0], lines[5_400], ''].join('\n'));
  const source = findPreset('segment-jsonl')!;
  const result = orThrow(await runImport(tools, { shopId, path, source, startedBy: 'cli' }));
  expect(result).toMatchObject({ rows: 5_502, accepted: 5_500, duplicates: 2, events: 5_500 });
});
