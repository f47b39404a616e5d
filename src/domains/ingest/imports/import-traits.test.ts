import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fileIn, toolsOf } from '../../../../test/import-fixture.ts';
import { openWorld, type World } from '../../../../test/world.ts';
import { withShop } from '../../../platform/db/postgres.ts';
import { orThrow } from '../../../platform/errors.ts';
import { addTrait } from '../../customers/index.ts';
import { eventOf, storeIn } from '../events/event-fixture.ts';
import { listUndeclared } from '../traits/list-undeclared.ts';
import { dryRun } from './dry/dry-run.ts';
import type { ImportTools } from './import-run.ts';
import { mappingSource } from './mapping/mapping.ts';
import { findPreset } from './presets/presets.ts';
import type { RecordSource } from './record-source.ts';
import { runImport } from './run-import.ts';
import { undoImport } from './undo-import.ts';

/** Traits that a file tells and the shop's dictionary does not take: nothing is dropped without a word. */

let world: World;
let tools: ImportTools;
beforeAll(async () => {
  world = await openWorld();
  tools = toolsOf(world);
});
afterAll(() => world.close());

async function requestFor(shopId: number, content: string, source: RecordSource) {
  return { shopId, path: await fileIn(world, content), source, startedBy: 'cli' };
}

const inShop = <T>(shopId: number, work: Parameters<typeof withShop<T>>[2]) =>
  withShop(world.platform.db, shopId, work);
const undeclaredIn = (shopId: number) => inShop(shopId, (tx) => listUndeclared(tx, shopId));
const skinType = {
  ...({ name: 'skin-type', type: 'text', class: 'ordinary' } as const),
  label: { zh: '肤质', en: 'Skin type' },
};

describe('rows of a mapping', () => {
  const members = (traits: object) =>
    orThrow(
      mappingSource({
        ...{ name: 'members', of: 'customers', channel: 'pos', fields: {}, traits },
        identities: [{ kind: 'member-card', column: '卡号' }],
      }),
    );
  const file = '卡号,生日,人数\nC1,1990-01-02,3\nC2,not-a-day,three\nC3,1991/2/3,\nC4,,\n';
  const source = members({ birthday: '生日', 'household-size': '人数' });

  test('a row with a trait that does not fit is refused whole, before anybody comes to be by it', async () => {
    const { shopId } = await world.shop();
    const request = await requestFor(shopId, file, source);
    const counted = { rows: 4, accepted: 3, rejected: 1, duplicates: 0 };
    const tried = orThrow(await dryRun(tools, request));
    expect(tried).toMatchObject(counted);
    const done = orThrow(await runImport(tools, request));
    expect(done).toMatchObject({ ...counted, customers: { created: 3 }, unfit_traits: {} });
    const rejects = (await readFile(done.reject_file!, 'utf8')).trim().split('\r\n');
    expect(rejects.slice(1).map((line) => line.split(',').slice(0, 4))).toEqual([
      ['3', '生日', 'n********', 'wrong-type'],
      ['3', '人数', 'three', 'wrong-type'],
    ]);
    expect(orThrow(await runImport(tools, request))).toMatchObject({
      accepted: 0,
      rejected: 1,
      duplicates: 3,
    });
  });

  test('a mapping that names a trait nobody declared begins no import, until somebody does', async () => {
    const { shopId } = await world.shop();
    const request = await requestFor(shopId, '卡号,肤质\nC1,干性\n', members({ 'skin-type': '肤质' }));
    for (const run of [dryRun, runImport])
      expect(await run(tools, request)).toMatchObject({ ok: false, problem: { code: 'unknown-traits' } });
    await inShop(shopId, (tx) => addTrait(tx, shopId, skinType));
    expect(orThrow(await runImport(tools, request))).toMatchObject({ id: expect.any(Number), accepted: 1 });
  });
});

describe('calls of a file', () => {
  const identify = (userId: string, traits: object, day = 1) =>
    JSON.stringify({ type: 'identify', userId, traits, timestamp: `2024-01-0${day}T00:00:00Z` });
  const file = `${[
    identify('u1', { email: 'a@b.cn', skinType: 'dry', '13800138000': 1 }),
    identify('u2', { skin_type: 'oily', birthday: 'soon' }, 2),
    identify('u3', { phone_number: '13900139000', nick_name: '小王' }),
  ].join('\n')}\n`;
  const source = findPreset('segment-jsonl')!;

  test('are stored without the traits that do not fit, which are told and kept track of', async () => {
    const { shopId } = await world.shop();
    const request = await requestFor(shopId, file, source);
    const done = orThrow(await runImport(tools, request));
    expect(done).toMatchObject({
      ...{ rows: 3, accepted: 3, rejected: 0, duplicates: 0, customers: { created: 3 } },
      ...{ undeclared_traits: { 'skin-type': 2, '?': 1 }, unfit_traits: { birthday: 1 } },
    });
    const rejects = await readFile(done.reject_file!, 'utf8');
    expect(rejects).toContain('2,traits.birthday,***,wrong-type');
    expect(`${rejects}${JSON.stringify(done)}`).not.toMatch(/dry|oily|13800138000|soon/);
    const [first, second] = await undeclaredIn(shopId);
    expect([first, second]).toEqual([
      {
        ...{ name: 'skin-type', type: 'text', seen: 2 },
        ...{ first_seen_at: '2024-01-01T00:00:00.000Z', last_seen_at: '2024-01-02T00:00:00.000Z' },
      },
      expect.objectContaining({ name: '?', type: 'number', seen: 1 }),
    ]);
  });

  test('the same file again counts nothing twice; its undo takes its counts along; declared, it is stored', async () => {
    const { shopId } = await world.shop();
    const request = await requestFor(shopId, file, source);
    const done = orThrow(await runImport(tools, request));
    const before = await undeclaredIn(shopId);
    const again = orThrow(await runImport(tools, request));
    expect(again).toMatchObject({ accepted: 0, duplicates: 3 });
    expect(await undeclaredIn(shopId)).toEqual(before);
    await inShop(shopId, (tx) => addTrait(tx, shopId, skinType));
    expect((await undeclaredIn(shopId)).map((it) => it.name)).toEqual(['?']);
    const declared = orThrow(await runImport(tools, request));
    expect(declared).toMatchObject({ accepted: 2, duplicates: 1, undeclared_traits: { '?': 1 } });
    for (const importId of [done.id!, again.id!, declared.id!])
      orThrow(await undoImport(tools, { shopId, importId, actor: 'cli' }));
    expect(await undeclaredIn(shopId)).toEqual([]);
  });
});

test('live events are stored without such traits, and whoever sent them learns which event and trait it was', async () => {
  const { shopId } = await world.shop();
  const batch = [
    eventOf('u0', 'm0', { at: 'never' }),
    eventOf('u1', 'm1', { traits: { email: 'a@b.cn', skinType: 'dry' } }),
    eventOf('u2', 'm2', { traits: { 'household-size': 'three', 肤质: 5 } }),
  ];
  const stored = await storeIn(world, shopId, batch);
  expect(stored).toMatchObject({ stored: 2, rejected: 1 });
  expect(stored.leftOut).toEqual([
    { record: 1, name: 'skin-type', code: 'unknown-trait', type: 'text', message: expect.anything() },
    { record: 2, name: 'household-size', code: 'wrong-type', shown: 't***', message: expect.anything() },
    { record: 2, name: '肤质', code: 'unknown-trait', type: 'number', message: expect.anything() },
  ]);
  const seen = async () => (await undeclaredIn(shopId)).map((it) => [it.name, it.seen, it.type]);
  expect(await seen()).toEqual([
    ['skin-type', 1, 'text'],
    ['肤质', 1, 'number'],
  ]);
  await storeIn(world, shopId, batch);
  expect((await seen()).map(([, n]) => n)).toEqual([1, 1]);
  await storeIn(world, shopId, [eventOf('u3', 'm3', { traits: { skin_type: true } })]);
  expect(await seen()).toEqual([
    ['skin-type', 2, 'text'],
    ['肤质', 1, 'number'],
  ]);
});

test('a source that makes keys of ids fills no table: names beyond the bound are counted together', async () => {
  const { shopId } = await world.shop();
  const traits = (from: number) =>
    Object.fromEntries(Array.from({ length: 400 }, (_, n) => [`k${from + n}`, 1]));
  await storeIn(world, shopId, [eventOf('u1', 'm1', { traits: traits(0) })]);
  await storeIn(world, shopId, [eventOf('u1', 'm2', { traits: traits(200) })]);
  const seen = await undeclaredIn(shopId);
  expect(seen.length).toBeLessThanOrEqual(501);
  expect(seen.reduce((sum, it) => sum + it.seen, 0)).toBe(800);
  expect(seen.find((it) => it.name === '?')!.seen).toBeGreaterThanOrEqual(99);
});
