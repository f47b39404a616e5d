import { readFile, stat, utimes, writeFile } from 'node:fs/promises';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { complianceHandlers } from '../../src/compliance-handlers.ts';
import { copyPersonalData, erasePerson, previewErasure } from '../../src/domains/compliance/index.ts';
import { readDictionary } from '../../src/domains/customers/index.ts';
import { storeIn } from '../../src/domains/ingest/events/event-fixture.ts';
import { type ImportTools, rejectPathOf } from '../../src/domains/ingest/imports/import-run.ts';
import { mendRejects } from '../../src/domains/ingest/imports/mend-rejects.ts';
import { sharedPieces } from '../../src/domains/ingest/imports/shared-files.ts';
import { findPreset, rejectRetention, runImport } from '../../src/domains/ingest/index.ts';
import { rotateKeys } from '../../src/platform/crypto/rotate-keys.ts';
import { withShop } from '../../src/platform/db/postgres.ts';
import { orThrow } from '../../src/platform/errors.ts';
import { protectedColumns } from '../../src/protected-columns.ts';
import { fileIn, toolsOf, uciFile } from '../import-fixture.ts';
import { openWorld, type World } from '../world.ts';

/** Reject files quote cells; somebody's name may stand in one whose columns are shifted. */

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

/** As processes on one PostgreSQL server see it: rejects are shared through it. */
function sharing(): ImportTools {
  const tools = toolsOf(world);
  const { config } = tools.platform;
  return { ...tools, platform: { ...tools.platform, config: { ...config, postgresUrl: world.migratorUrl } } };
}

/** 王小明 is customer 1, 李雷 customer 2; a file with both names in its column of quantities. */
async function rejecting(tools: ImportTools) {
  const { shopId } = await world.shop();
  for (const [user, name] of [
    ['wang', '王小明'],
    ['lilei', '李雷'],
  ])
    await storeIn(world, shopId, [
      {
        ...{
          kind: 'event',
          channel: 'web',
          name: 'Product Viewed',
          messageId: user!,
          at: '2026-01-10T00:00:00Z',
        },
        ...{ identities: [{ channel: 'web', kind: 'user-id', value: user! }], traits: { name: name! } },
      },
    ]);
  const rows = ['王小明', '李雷', '收货人,王 小明', 'x'].map(
    (cell, n) => `${n},A,THING,"${cell}",2011-01-01 08:00:00,1.00,17850.0,France\n`,
  );
  const path = await fileIn(world, uciFile([{ invoice: '9' }]) + rows.join(''));
  const source = findPreset('uci-online-retail')!;
  const { id } = orThrow(await runImport(tools, { shopId, path, source, startedBy: 'cli' }));
  return { shopId, importId: id!, path: rejectPathOf(tools, id!) };
}

async function eraseFirst({ platform }: ImportTools, shopId: number): Promise<void> {
  const preview = orThrow(await previewErasure(platform, complianceHandlers, { shopId, customerId: 1 }));
  expect(preview.holdings.find((it) => it.what === 'rejects')?.count).toBe(2);
  const { confirmation } = preview;
  const order = { shopId, customerId: 1, confirmation, reason: '本人要求删除', actor: 'user:1' };
  orThrow(await erasePerson(platform, complianceHandlers, order));
}

const piecesOf = async (tools: ImportTools, shopId: number, importId: number) => {
  const pieces: Buffer[] = [];
  for await (const piece of sharedPieces(tools, { shopId, importId, kind: 'rejects' })) pieces.push(piece);
  return Buffer.concat(pieces).toString();
};

const starred = (text: string) =>
  text.replace(/,王小明,/, ',*********,').replace(/,"收货人,王 小明",/, `,${'*'.repeat(22)},`);

it('an erasure stars what rejects quote of a person, and leaves the rest as it was', async () => {
  const tools = toolsOf(world);
  const { shopId, path } = await rejecting(tools);
  const before = await readFile(path, 'utf8');
  expect(before).toContain('收货人');
  await eraseFirst(tools, shopId);
  expect(await readFile(path, 'utf8')).toBe(starred(before));
});

it('the copy says where a reject quotes them', async () => {
  const { shopId, importId } = await rejecting(toolsOf(world));
  const asked = { shopId, customerId: 1, actor: 'user:1', reason: '本人要求副本' };
  const copy = orThrow(await copyPersonalData(world.platform, complianceHandlers, asked));
  expect(copy.data.rejects).toEqual({
    rejects: [
      { import: importId, line: '3', column: 'Quantity', value: '王小明' },
      { import: importId, line: '5', column: 'Quantity', value: '收货人,王 小明' },
    ],
  });
});

it('shared rejects are starred too, and a disk the erasure does not reach follows them', async () => {
  const tools = sharing();
  const { shopId, importId, path } = await rejecting(tools);
  const before = await readFile(path, 'utf8');
  expect(await piecesOf(tools, shopId, importId)).toBe(before);
  await eraseFirst(tools, shopId);
  expect(await piecesOf(tools, shopId, importId)).toBe(starred(before));
  // Another process's disk: the file as it was before.
  await writeFile(path, before);
  await utimes(path, 0, 0);
  await mendRejects(tools);
  expect(await readFile(path, 'utf8')).toBe(starred(before));
});

it('shared rejects are sealed anew by a rotation of keys, as is every column that says it is sealed', async () => {
  const tools = sharing();
  const { shopId, importId } = await rejecting(tools);
  const before = await piecesOf(tools, shopId, importId);
  const inShop = <T>(work: Parameters<typeof withShop<T>>[2]) => withShop(world.platform.db, shopId, work);
  const columns = protectedColumns(await inShop((tx) => readDictionary(tx, shopId)));
  await rotateKeys(world.platform, shopId, columns);
  const { rows } = await inShop((tx) =>
    sql<{ version: string }>`select distinct encode(substring(body_sealed from 2 for 4), 'hex') as version
      from ingest.import_files`.execute(tx),
  );
  expect(rows).toEqual([{ version: '00000002' }]);
  expect(await piecesOf(tools, shopId, importId)).toBe(before);
  const { rows: sealed } = await inShop((tx) =>
    sql<{ name: string }>`select table_schema || '.' || table_name || '.' || column_name as name
      from information_schema.columns where column_name like '%\\_sealed' order by 1`.execute(tx),
  );
  expect(sealed.length).toBeGreaterThan(6);
  expect(columns.sealed.map((it) => `${it.table}.${it.column}`).sort()).toEqual(sealed.map((it) => it.name));
});

it('the term of reject files drops the shared ones with those on the disk', async () => {
  const tools = sharing();
  const { shopId, importId, path } = await rejecting(tools);
  const shop = { shopId, timeZone: 'Asia/Shanghai', currency: 'CNY' };
  const ask = (before: string) => ({
    ...{ platform: tools.platform, shop, runId: 1 },
    ...{ beforeDay: before.slice(0, 10), before: new Date(before) },
  });
  expect(await rejectRetention.preview(ask('2026-01-01T00:00:00Z'))).toMatchObject({ rows: 0 });
  expect(await rejectRetention.preview(ask('2026-02-01T00:00:00Z'))).toMatchObject({ rows: 1 });
  expect(await rejectRetention.drop(ask('2026-02-01T00:00:00Z'))).toBe(1);
  expect(await piecesOf(tools, shopId, importId)).toBe('');
  await expect(stat(path)).rejects.toThrow('ENOENT');
});
