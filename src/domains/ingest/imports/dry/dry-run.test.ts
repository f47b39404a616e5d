import { readdir, readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fingerprintOf } from '../../../../../test/fingerprint.ts';
import { fileIn, toolsOf, type UciRow, uciFile } from '../../../../../test/import-fixture.ts';
import { cases } from '../../../../../test/properties.ts';
import { openWorld, type World } from '../../../../../test/world.ts';
import type { ImportResult } from '../../../../contract/imports.ts';
import { orThrow } from '../../../../platform/errors.ts';
import type { ImportRequest } from '../import-request.ts';
import { type ImportTools, importsFolder } from '../import-run.ts';
import { mappingSource } from '../mapping/mapping.ts';
import { findPreset } from '../presets/presets.ts';
import type { RecordSource } from '../record-source.ts';
import { runImport } from '../run-import.ts';
import { dryRun } from './dry-run.ts';

/** A dry run says what the import of the same file then does, in a shop that has seen some of it, and leaves no trace. */

let world: World;
let tools: ImportTools;
beforeAll(async () => {
  world = await openWorld();
  tools = toolsOf(world);
});
afterAll(() => world.close());

/** Their folders stay, with the reject file, for whoever asked. */
let withRejects = 0;

const uci = findPreset('uci-online-retail')!;
const till = orThrow(
  mappingSource({
    ...{ name: 'till', of: 'orders', channel: 'pos', currency: 'CNY', unit: 'major' },
    ...{ time_zone: 'Asia/Shanghai' },
    fields: {
      ...{ order_no: '单号', created_at: '时间', product_no: '货号', quantity: '数量', unit_price: '单价' },
      state: { column: '状态', values: { 已付: 'paid', 完成: 'completed', 取消: 'cancelled' } },
    },
    identities: [
      { kind: 'phone', column: '手机' },
      { kind: 'member-card', column: '卡号' },
    ],
  }),
);
const members = orThrow(
  mappingSource({
    ...{ name: 'members', of: 'customers', channel: 'pos', fields: {} },
    identities: [
      { kind: 'member-card', column: '卡号' },
      { kind: 'phone', column: '手机' },
    ],
    traits: { city: { column: '城市', optional: true } },
  }),
);
const calls = findPreset('segment-jsonl')!;

const few = fc.integer({ min: 0, max: 5 });

const uciRow: fc.Arbitrary<UciRow> = fc.record({
  invoice: fc.oneof(
    few.map((n) => `${1000 + n}`),
    few.map((n) => `C${2000 + n}`),
    fc.constant('A9'),
  ),
  stock: few.map((n) => `S${n}`),
  quantity: fc.constantFrom(1, 2, -1),
  price: fc.constantFrom('1.00', '2.50', 'free'),
  customer: few.map((n) => (n === 0 ? '' : `${17850 + n}.0`)),
  minute: few,
});

const tillRow = fc
  .tuple(few, few, fc.constantFrom('已付', '完成', '取消', '?'), few, few)
  .map(
    ([order, item, state, phone, card]) =>
      `${order},2024-05-01 1${item}:00,${state},g${item},1,2.00,${phone === 0 ? '' : `1380013800${phone}`},${card < 2 ? '' : `K${card}`}`,
  );

const memberRow = fc
  .tuple(few, few, fc.constantFrom('杭州', '成都', ''))
  .map(
    ([card, phone, city]) =>
      `${card === 0 ? '' : `K${card}`},${phone === 0 ? '' : `1380013800${phone}`},${city}`,
  );

const call = fc.tuple(few, few, fc.constantFrom('track', 'identify')).map(([user, n, type]) =>
  JSON.stringify({
    ...{ type, userId: `u${user}`, messageId: `m${n}`, timestamp: '2024-05-01T00:00:00Z' },
    ...(type === 'track' ? { event: 'Product Viewed' } : { traits: { city: `c${n}` } }),
  }),
);

const some = <T>(it: fc.Arbitrary<T>) => fc.array(it, { minLength: 1, maxLength: 7 });

/** A kind of file with its content. */
const anyFile: fc.Arbitrary<{ source: RecordSource; content: string }> = fc.oneof(
  some(uciRow).map((rows) => ({ source: uci, content: uciFile(rows) })),
  some(tillRow).map((rows) => ({
    source: till,
    content: `单号,时间,状态,货号,数量,单价,手机,卡号\n${rows.join('\n')}\n`,
  })),
  some(memberRow).map((rows) => ({ source: members, content: `卡号,手机,城市\n${rows.join('\n')}\n` })),
  some(call).map((rows) => ({ source: calls, content: `${rows.join('\n')}\n` })),
);

async function requestFor(shopId: number, { source, content }: { source: RecordSource; content: string }) {
  return { shopId, path: await fileIn(world, content), source, startedBy: 'cli' } satisfies ImportRequest;
}

/** Without what belongs to the run: its number, its time, its file; and whom the shop knew, which only a dry run says. */
const counted = ({ id: _, seconds: _s, peak_rss_mb: _p, reject_file: _f, ...counts }: ImportResult) => ({
  ...counts,
  customers: { created: counts.customers.created, updated: counts.customers.updated },
});

const rejectsIn = async (path: string | null) => (path === null ? '' : readFile(path, 'utf8'));

test('it says what the import then does, whatever the shop holds and wherever batches end', async () => {
  const files = fc.array(anyFile, { minLength: 1, maxLength: 2 });
  await fc.assert(
    fc.asyncProperty(files, fc.integer({ min: 2, max: 5 }), async (told, batchRows) => {
      const { shopId } = await world.shop();
      for (const file of told) {
        const request = await requestFor(shopId, file);
        // Made when a shop first seals something, and its own from then on.
        await world.platform.keyring.forShop(shopId);
        const before = await fingerprintOf(world.adminUrl, shopId);
        const tried = orThrow(await dryRun(tools, request, batchRows));
        expect(await fingerprintOf(world.adminUrl, shopId)).toEqual(before);
        const done = orThrow(await runImport(tools, request, batchRows));
        if (tried.reject_file !== null) withRejects += 1;
        expect(counted(tried)).toEqual(counted(done));
        expect(await rejectsIn(tried.reject_file)).toBe(await rejectsIn(done.reject_file));
      }
    }),
    cases(20, 2),
  );
});

test('rows that are there already, customers known and new, orders changed: all told, nothing done', async () => {
  const { shopId } = await world.shop();
  const head = '单号,时间,状态,货号,数量,单价,手机,卡号\n';
  const first = '1,2024-05-01 10:00,已付,g1,1,2.00,13800138001,\n';
  orThrow(await runImport(tools, await requestFor(shopId, { source: till, content: head + first })));
  const rows = [
    first.trim(),
    '1,2024-05-01 11:00,完成,g2,1,3.00,13800138001,K1',
    '2,2024-05-02 10:00,已付,g1,2,2.00,,K2',
  ];
  const tried = orThrow(
    await dryRun(tools, await requestFor(shopId, { source: till, content: `${head}${rows.join('\n')}\n` })),
  );
  expect(tried).toMatchObject({
    ...{ id: null, rows: 3, accepted: 2, duplicates: 1, rejected: 0 },
    customers: { created: 1, known: 1 },
    orders: { created: 1, updated: 1 },
    amount_minor: { CNY: 700 },
  });
  const left = (await readdir(importsFolder(tools))).filter((name) => name.startsWith('dry-run'));
  expect(left.length).toBe(withRejects);
});
