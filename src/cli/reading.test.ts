import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWorld, type World } from '../../test/world.ts';
import { registerMirrors } from '../mirrors.ts';
import { findShop, listAllShops } from '../platform/auth/index.ts';
import type { Language } from './command.ts';
import { commandRunner } from './serve-commands.ts';
import { shopDay, shopTime } from './shop-time.ts';

/** What a person reads who typed a command, in their own language and by the shop's clock. */

let world: World;

beforeAll(async () => {
  world = await openWorld();
  registerMirrors(world.platform);
  await file('orders.csv', `${columns}\n1,A,MUG,2,2011-07-01 08:00:00,1.00,1.0,France\n${another}\n`);
  await said('en', 'import', 'orders.csv', '--preset', 'uci-online-retail', '--shop', 'uci');
});
afterAll(() => world?.close());

const columns = 'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country';
const another = '2,A,MUG,1,2011-07-02 08:00:00,1.00,2.0,France';
const file = (name: string, text: string) => writeFile(join(world.platform.config.dataDir, name), text);

/** What a command writes to stdout, and how it ends. */
async function said(language: Language, ...argv: string[]): Promise<{ code: number; text: string }> {
  const cwd = world.platform.config.dataDir;
  let text = '';
  const hear = (frame: { type: string; text?: string }) => {
    if (frame.type === 'stdout') text += frame.text;
  };
  const run = { type: 'run', argv, cwd, language, user: 'mei' } as const;
  const code = await commandRunner(world.platform)(run, hear, new AbortController().signal);
  return { code, text };
}

describe('a customer and an order', () => {
  it('are shown in Chinese where it is spoken, times by the clock of the shop', async () => {
    const customer = (await said('zh', 'customers', 'show', '1', '--shop', 'uci')).text;
    expect(customer).toContain('2011-07-01 08:00 .. 2011-07-01 08:00 (Europe/London)');
    expect(customer).toMatch(/^属性 +值 +来源$/m);
    expect(customer).toMatch(/^渠道 +身份标识 +值$/m);
    const order = (await said('zh', 'orders', 'show', '1', '--shop', 'uci')).text;
    expect(order).toContain('2011-07-01 08:00 (Europe/London)');
    expect(order).toMatch(/^明细 +数量 +金额$/m);
    const list = (await said('zh', 'customers', 'list', '--shop', 'uci')).text;
    expect(list).toMatch(/^编号 .*最近到访 \(Europe\/London\)$/m);
  });

  it('have snake_case names with --json', async () => {
    const { text } = await said('zh', 'orders', 'show', '1', '--shop', 'uci', '--json');
    expect(JSON.parse(text)).toMatchObject({ order_no: '1', lines: [{ amount_minor: 200 }] });
  });
});

it('a shop that an import makes has the currency and zone of its preset, or the currency of its file', async () => {
  const made = async (slug: string) => {
    const { currency, timeZone } = (await findShop(world.platform.db, slug))!;
    return `${currency} ${timeZone}`;
  };
  expect(await made('uci')).toBe('GBP Europe/London');
  const header =
    'Name,Email,Financial Status,Currency,Total,Created at,Lineitem quantity,Lineitem name,Lineitem price';
  const order = (currency: string) =>
    `#1,a@example.com,paid,${currency},1000,2024-05-01 09:59:00 +0800,1,Cup,1000`;
  const unusable = order('EUR').replace(',1000,', ',free,');
  for (const currency of ['JPY', '']) {
    const name = `shopify-${currency.toLowerCase() || 'plain'}`;
    await file(`${name}.csv`, `${header}\n${unusable}\n${order(currency)}\n`);
    const { code } = await said('en', 'import', `${name}.csv`, '--preset', 'shopify-orders', '--shop', name);
    expect(code).toBe(0);
  }
  expect(await made('shopify-jpy')).toBe('JPY UTC');
  expect(await made('shopify-plain')).toBe('USD UTC');
});

it('what somebody prefers stands in a table of its own', async () => {
  const call = { type: 'identify', userId: '9', messageId: 'i1', timestamp: '2026-01-14T00:00:00Z' };
  const traits = { 'preferred-size': 'XL', city: 'Leeds' };
  await file('calls.jsonl', `${JSON.stringify({ ...call, traits })}\n`);
  await said('en', 'import', 'calls.jsonl', '--preset', 'segment-jsonl', '--shop', 'sizes');
  const { text } = await said('en', 'customers', 'show', '1', '--shop', 'sizes');
  expect(text).toMatch(/^preference +value +from.*\n(?:-.*\n)?Preferred size +XL +\S/m);
  expect(text.split('preference')[0]).not.toContain('XL');
});

it('a preview of a merge is written for the eyes', async () => {
  const preview = ['customers', 'merge', '1', '2', '--shop', 'uci', '--preview'];
  expect((await said('zh', ...preview)).text).toBe('合并为客户  1\n自然人      1, 2\n身份标识    客户号 2\n');
  expect(JSON.parse((await said('en', ...preview, '--json')).text)).toMatchObject({ customer_id: 1 });
});

it('a file refused for its columns leaves no shop behind', async () => {
  await file('wrong.csv', 'a,b\n1,2\n');
  const wrong = ['import', 'wrong.csv', '--preset', 'uci-online-retail', '--shop', 'slipped'];
  expect((await said('en', ...wrong)).code).toBe(1);
  expect((await listAllShops(world.platform.db)).map((shop) => shop.slug)).not.toContain('slipped');
});

it('a day begins where the shop is', () => {
  expect(shopTime('2026-01-14T16:00:00.000Z', 'Asia/Shanghai')).toBe('2026-01-15 00:00');
  expect(shopDay('2026-01-14T15:59:59.999Z', 'Asia/Shanghai')).toBe('2026-01-14');
});

it('an import with rows that cannot be used is done, says how many, and ends with 0', async () => {
  await file('broken.csv', `${columns}\n3,A,MUG,two,2011-07-01 08:00:00,1.00,1.0,France\n${another}\n`);
  const ended = await said(
    'en',
    'import',
    'broken.csv',
    '--preset',
    'uci-online-retail',
    '--shop',
    'uci',
    '--json',
  );
  expect(ended.code).toBe(0);
  const told = JSON.parse(ended.text);
  expect(told).toMatchObject({ rows: 2, accepted: 0, rejected: 1, duplicates: 1 });
  expect(told.id).toBeGreaterThan(0);
  expect(told.seconds).toBeGreaterThanOrEqual(0);
  expect(told.peak_rss_mb).toBeGreaterThan(50);
});
