import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fileIn, toolsOf } from '../../../../test/import-fixture.ts';
import { openWorld, type World } from '../../../../test/world.ts';
import { orThrow } from '../../../platform/errors.ts';
import { dryRun } from './dry/dry-run.ts';
import { mappingSource } from './mapping/mapping.ts';
import { findPreset } from './presets/presets.ts';
import type { RecordSource } from './record-source.ts';
import { runImport } from './run-import.ts';

/** Nothing of a row that is stored goes missing without a word. */

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

/** Imported, and tried out: both must count the same. */
async function imported(source: RecordSource, content: string) {
  const { shopId } = await world.shop();
  const request = { shopId, path: await fileIn(world, content), source, startedBy: 'cli' };
  const tried = orThrow(await dryRun(toolsOf(world), request));
  const done = orThrow(await runImport(toolsOf(world), request));
  expect(tried.left_out).toEqual(done.left_out);
  const rejects = done.reject_file === null ? '' : await readFile(done.reject_file, 'utf8');
  return { ...done, told: rejects.trim().split(/\r?\n/).slice(1) };
}

const call = (n: number, properties: object) =>
  JSON.stringify({
    ...{ type: 'track', event: 'Product Viewed', userId: 'u1', messageId: `m${n}` },
    ...{ timestamp: '2026-01-02T00:00:00.000Z', properties },
  });

test('an unreadable amount or quantity of an event is a line of the reject file, and the event is stored', async () => {
  const file = [
    call(1, { revenue: '12.50', quantity: 2, products: [{ product_id: 'a', price: 3 }] }),
    call(2, { revenue: 'twelve', quantity: 1.5 }),
    call(3, { value: 'blue', price: '¥9', products: [{ product_id: 'a' }, { product_id: 'b', price: 'x' }] }),
  ].join('\n');
  const { told, ...done } = await imported(findPreset('segment-jsonl')!, file);
  expect(done).toMatchObject({
    ...{ rows: 3, accepted: 3, rejected: 0, events: 3 },
    left_out: {
      ...{ 'properties.revenue': 1, 'properties.quantity': 1 },
      ...{ 'properties.price': 1, 'properties.products.1.price': 1 },
    },
  });
  expect(told).toHaveLength(4);
  expect(told[0]).toMatch(/^2,properties\.revenue,.*not-an-amount/);
  expect(told[1]).toMatch(/^2,properties\.quantity,.*not-a-quantity/);
  expect(told[3]).toMatch(/^3,properties\.products\.1\.price,/);
});

const table = (...rows: readonly (readonly string[])[]) => rows.map((row) => row.join(',')).join('\n');

test('a masked phone of a buyer makes a guest, and is counted by its column', async () => {
  const head = [
    '订单号',
    '订单状态',
    '商品总价(元)',
    '用户实付金额(元)',
    '商品数量(件)',
    '支付时间',
    '用户购买手机号',
    '商品',
  ];
  const order = (n: number, phone: string) => [
    ...[`240102-${n}`, '待发货', '5.00', '5.00', '1', '2024-01-02 10:00:00', phone, '毛巾'],
  ];
  const phones = ['138****5678', '13800138000', '13800138000-1234', ''];
  const done = await imported(
    findPreset('pinduoduo-orders')!,
    table(head, ...phones.map((phone, n) => order(n, phone))),
  );
  expect(done).toMatchObject({
    ...{ rows: 4, accepted: 4, customers: { created: 1 }, orders: { created: 4 } },
    ...{ left_out: { 用户购买手机号: 2 }, reject_file: null },
  });
});

test('so it is in a file of one’s own', async () => {
  const source = mappingSource({
    ...{ name: 'own', of: 'orders', channel: 'pos' },
    fields: { order_no: 'no', created_at: 'at', amount: 'sum' },
    identities: [
      { column: 'phone', kind: 'phone' },
      { column: 'mail', kind: 'e-mail' },
    ],
  });
  const file = table(
    ['no', 'at', 'sum', 'phone', 'mail'],
    ['1', '2026-01-02 10:00:00', '5', '138****5678', ''],
    ['2', '2026-01-02 11:00:00', '5', '139****5678', 'mei@example.com'],
  );
  expect(await imported(orThrow(source), file)).toMatchObject({
    ...{ accepted: 2, customers: { created: 1 }, left_out: { phone: 2 } },
  });
});
