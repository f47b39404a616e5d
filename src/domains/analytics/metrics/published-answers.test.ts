import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { parse } from 'csv-parse';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BothTopologies, bothTopologies } from '../../../../test/two-shards.ts';
import { openWorld, type World } from '../../../../test/world.ts';
import { orThrow } from '../../../platform/errors.ts';
import { askRfm } from '../rfm/ask-rfm.ts';
import { askMetric } from './ask-metric.ts';

/**
 * Public files whose totals others have published, read in place. Loaded here by the few lines below, not by the
 * import: what is held to the published answer is the measures alone.
 */

const data = new URL('../../../../../shared/data/', import.meta.url).pathname;
const uci = `${data}uci_online_retail.csv.gz`;
const cdnow = `${data}CDNOW_master.txt`;

let world: World;
let both: BothTopologies;

beforeAll(async () => {
  world = await openWorld();
  both = await bothTopologies(world.platform.clickhouse);
});
afterAll(() => world?.close());

interface Shop {
  readonly shopId: number;
  readonly timeZone: string;
  readonly currency: string;
}

interface Paid {
  readonly customer: number;
  readonly at: string;
  readonly minor: number;
}

const paidOrder = (shop: Shop, it: Paid, index: number) => ({
  ...{
    shop_id: shop.shopId,
    order_id: index + 1,
    person_id: it.customer,
    channel: 'web',
    state: 'paid',
    version: 1,
  },
  ...{
    is_paid: Number(it.minor > 0),
    created_at: it.at,
    paid_at: it.at,
    currency: shop.currency,
    paid_minor: it.minor,
  },
});

/** Values by period, from both topologies. */
async function values(
  shop: Shop,
  question: { measure: string; from: string; to: string; by?: string; dimension?: string },
) {
  const one = orThrow(await askMetric({ clickhouse: both.single, shop, ...question }));
  expect(orThrow(await askMetric({ clickhouse: both.shards, shop, ...question }))).toEqual(one);
  const name = (row: (typeof one.rows)[number]) =>
    question.dimension ? row[question.dimension] : row.period;
  return Object.fromEntries(one.rows.map((row) => [name(row), row.value]));
}

describe.skipIf(!existsSync(cdnow))('CDNOW (skipped where ../shared/data is absent)', () => {
  const shop = { shopId: 1, timeZone: 'America/New_York', currency: 'USD' };
  const span = { from: '1997-01-01', to: '1998-06-30' };

  beforeAll(async () => {
    const orders = readFileSync(cdnow, 'utf8')
      .split(/\r?\n/)
      .slice(1)
      .filter((line) => line.trim() !== '')
      .map((line) => line.trim().split(/\s+/) as [string, string, string, string])
      // Noon UTC is the same day in New York.
      .map(([customer, day, , dollars]) => ({
        customer: Number(customer),
        at: `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}T12:00:00Z`,
        minor: Math.round(Number(dollars) * 100),
      }));
    await both.single.insert(
      'orders',
      orders.map((it, index) => paidOrder(shop, it, index)),
    );
    await both.single.insert('persons', personsOf(shop, orders));
  });

  it('2,500,315.63 dollars in 69,659 purchases, of which 80 cost nothing', async () => {
    expect(await values(shop, { ...span, measure: 'gmv' })).toEqual({ '1997-01-01/1998-06-30': 250_031_563 });
    expect(await values(shop, { ...span, measure: 'paid-orders' })).toEqual({
      '1997-01-01/1998-06-30': 69_659 - 80,
    });
  });

  it('23,570 customers who all came in the first quarter of 1997 (Fader and Hardie, note 26)', async () => {
    const known = await values(shop, { ...span, measure: 'customers', by: 'month' });
    expect(known).toMatchObject({
      '1997-01': 7846,
      '1997-02': 7846 + 8476,
      '1997-03': 23_570,
      '1998-06': 23_570,
    });
  });
});

function personsOf(shop: Shop, orders: readonly Paid[]) {
  const first = new Map<number, string>();
  for (const { customer, at } of orders) if (at < (first.get(customer) ?? '9')) first.set(customer, at);
  return [...first].map(([person_id, at]) => ({
    ...{ shop_id: shop.shopId, person_id, first_seen_at: at, last_seen_at: at, version: 1 },
  }));
}

interface Invoice {
  readonly no: string;
  readonly customer: number;
  readonly at: string;
  minor: number;
}

/** Invoices with the sum of their lines, each rounded to pence. Times are of London: its winter is UTC, summer an hour off. */
async function readInvoices(): Promise<Invoice[]> {
  const invoices = new Map<string, Invoice>();
  const rows = createReadStream(uci)
    .pipe(createGunzip())
    .pipe(parse({ columns: true }));
  for await (const row of rows as AsyncIterable<Record<string, string>>) {
    const no = row.InvoiceNo!;
    const at = `${row.InvoiceDate!.replace(' ', 'T')}Z`;
    const invoice = invoices.get(no) ?? { no, customer: Number(row.CustomerID ?? 0), at, minor: 0 };
    invoice.minor += Math.round(Number((Number(row.Quantity) * Number(row.UnitPrice) * 100).toFixed(4)));
    invoices.set(no, invoice);
  }
  return [...invoices.values()];
}

describe.skipIf(!existsSync(uci))('UCI Online Retail (skipped where ../shared/data is absent)', () => {
  // In UTC, so that the file's own dates are the shop days.
  const shop = { shopId: 2, timeZone: 'UTC', currency: 'GBP' };
  const span = { from: '2010-12-01', to: '2011-12-09' };

  beforeAll(async () => {
    const invoices = (await readInvoices()).filter(({ no }) => !no.startsWith('A'));
    const orders = invoices.filter(({ no, minor }) => !no.startsWith('C') && minor > 0);
    const refunds = invoices.filter(({ no }) => no.startsWith('C'));
    await both.single.insert(
      'orders',
      orders.map((it, index) => paidOrder(shop, it, index)),
    );
    await both.single.insert(
      'refunds',
      refunds.map((it, index) => refundRow(shop, it, index)),
    );
  }, 120_000);

  it('4,338 buyers paid 8,911,407.90 pounds; guests stand apart', async () => {
    const sales = await values(shop, { ...span, measure: 'gmv', dimension: 'new-returning' });
    expect(sales.new).toBe(891_140_790);
    expect(sales).toEqual({ new: 891_140_790, guest: 1_065_562_248 - 891_140_790 });
    expect(await values(shop, { ...span, measure: 'buyers' })).toEqual({ '2010-12-01/2011-12-09': 4338 });
  });

  it('cancelled invoices take 896,812.49 pounds back, on their own days', async () => {
    expect(await values(shop, { ...span, measure: 'refunds' })).toEqual({
      '2010-12-01/2011-12-09': 89_681_249,
    });
    const [net, gmv, refunds] = await Promise.all(
      ['net-sales', 'gmv', 'refunds'].map((measure) => values(shop, { ...span, measure, by: 'month' })),
    );
    expect(gmv).toMatchObject({ '2010-12': 82_374_614, '2011-11': 150_949_633 });
    for (const month of Object.keys(net!)) expect(net![month]).toBe(gmv![month]! - refunds![month]!);
  });

  it('18,532 orders of customers: 4.27 a buyer', async () => {
    const answer = orThrow(
      await askMetric({ clickhouse: both.single, shop, ...span, measure: 'orders-per-buyer' }),
    );
    expect(answer.rows[0]).toMatchObject({ numerator: 18_532, denominator: 4338 });
  });

  it('RFM places every buyer, and the money of all groups is theirs', async () => {
    const answer = orThrow(await askRfm({ clickhouse: both.single, shop, asOf: '2011-12-09' }));
    expect(answer.customers).toBe(4338);
    expect(answer.cells.reduce((sum, cell) => sum + cell.orders, 0)).toBe(18_532);
    const [worst] = answer.cells.filter(({ recency }) => recency === 1);
    expect(worst!.customers).toBeGreaterThan(0);
  });
});

const refundRow = (shop: Shop, it: Invoice, index: number) => ({
  ...{
    shop_id: shop.shopId,
    refund_id: index + 1,
    person_id: it.customer,
    channel: 'web',
    state: 'done',
    version: 1,
  },
  ...{ refunded_at: it.at, currency: shop.currency, amount_minor: -it.minor },
});
