import { describe, expect, test } from 'vitest';
import { findPreset } from './presets.ts';

const HEADER = [
  ...[
    'Name',
    'Email',
    'Financial Status',
    'Paid at',
    'Fulfillment Status',
    'Fulfilled at',
    'Currency',
    'Subtotal',
  ],
  ...[
    'Shipping',
    'Total',
    'Discount Amount',
    'Created at',
    'Lineitem quantity',
    'Lineitem name',
    'Lineitem price',
  ],
  ...['Lineitem sku', 'Shipping Phone', 'Refunded Amount', 'Cancelled at', 'Phone'],
];
const FIRST = [
  ...[
    '#1001',
    'a@example.com',
    'paid',
    '2024-05-01 10:00:00 +0800',
    'fulfilled',
    '2024-05-02 10:00:00 +0800',
    'JPY',
  ],
  ...[
    '900',
    '100',
    '1000',
    '100',
    '2024-05-01 09:59:00 +0800',
    '2',
    'Cup',
    '400',
    'CUP',
    '+81 90',
    '250',
    '',
    '',
  ],
];
const SECOND = ['#1001', 'a@example.com', ...Array(10).fill(''), '1', 'Lid', '200', 'LID', '', '', '', ''];
const STRAY = ['#1002', ...Array(11).fill(''), '1', 'Lid', '200', 'LID', '', '', '', ''];

function shopify(...rows: string[][]) {
  const bound = findPreset('shopify-orders')!.bind({ columns: HEADER, format: 'delimited' });
  if (!bound.ok) throw new Error(JSON.stringify(bound.problem.issues));
  return rows.map((cells, n) => bound.value.read({ line: n + 2, cells }));
}

describe('shopify-orders', () => {
  test('order fields of the first row hold for the rows below it, in the currency of the row', () => {
    const [first, second] = shopify(FIRST, SECOND);
    expect(first!.records).toMatchObject([
      {
        kind: 'order',
        orderNo: '#1001',
        identities: [{ kind: 'e-mail', value: 'a@example.com' }],
        state: 'shipped',
        currency: 'JPY',
        goodsMinor: 1000,
        discountMinor: 100,
        shippingMinor: 100,
        paidMinor: 1000,
        paidAt: '2024-05-01T02:00:00.000Z',
        lines: [{ product: { productNo: 'CUP' }, quantity: 2, unitPrice: 400, amountMinor: 800 }],
      },
      { kind: 'refund', orderNo: '#1001', amountMinor: 250, currency: 'JPY' },
    ]);
    expect(second!.records).toMatchObject([
      { orderNo: '#1001', paidMinor: 1000, lines: [{ product: { productNo: 'LID' }, amountMinor: 200 }] },
    ]);
  });

  test('a row whose order did not come before it is refused', () => {
    const [, stray] = shopify(FIRST, STRAY);
    expect(stray!.problems.map((problem) => problem.code)).toEqual(['order-fields-missing']);
  });
});

function segment(call: Record<string, unknown>) {
  const bound = findPreset('segment-jsonl')!.bind({ columns: undefined, format: 'json-lines' });
  if (!bound.ok) throw new Error('no');
  return bound.value.read({ line: 1, cells: [], json: call });
}

describe('segment-jsonl', () => {
  test('track: product, money and campaign; properties as they are, for storing strips them', () => {
    const { records } = segment({
      type: 'track',
      messageId: 'm1',
      event: 'Product Added',
      userId: 'u1',
      anonymousId: 'a1',
      timestamp: '2024-01-01T00:00:00.123Z',
      properties: {
        product_id: 'P',
        price: 12.3,
        currency: 'CNY',
        email: 'x@y.cn',
        nested: { size: 'S' },
        size: 'L',
      },
      context: { campaign: { source: 'douyin', name: '618', term: 'cup' } },
    });
    expect(records).toEqual([
      {
        kind: 'event',
        channel: 'web',
        messageId: 'm1',
        identities: [
          { channel: 'web', kind: 'user-id', value: 'u1' },
          { channel: 'web', kind: 'anonymous-id', value: 'a1' },
        ],
        name: 'Product Added',
        at: '2024-01-01T00:00:00.123Z',
        product: { channel: 'web', productNo: 'P', priceMinor: 1230, currency: 'CNY' },
        amountMinor: 1230,
        currency: 'CNY',
        touch: {
          channel: 'web',
          source: 'douyin',
          campaign: '618',
          utm: { utm_source: 'douyin', utm_campaign: '618', utm_term: 'cup' },
        },
        properties: {
          ...{ product_id: 'P', price: 12.3, currency: 'CNY', email: 'x@y.cn' },
          ...{ 'nested.size': 'S', size: 'L' },
        },
      },
    ]);
  });

  test('identify: traits, and contacts as identities', () => {
    const call = {
      type: 'identify',
      userId: 'u1',
      timestamp: '2024-01-01T00:00:00Z',
      traits: { email: 'a@b.cn', firstVisit: 1 },
    };
    expect(segment(call).records).toMatchObject([
      {
        kind: 'customer',
        identities: [{ kind: 'user-id' }, { kind: 'e-mail', value: 'a@b.cn' }],
        traits: { 'e-mail': 'a@b.cn', 'first-visit': 1 },
      },
    ]);
  });

  test('everything wrong with a call is told at once', () => {
    const codes = segment({ type: 'dance', timestamp: 'soon' }).problems.map((problem) => problem.column);
    expect(codes).toEqual(['userId', 'timestamp', 'type']);
  });
});

describe('a broken shopify export', () => {
  const changed = (at: Record<string, string>) =>
    shopify(FIRST.map((cell, n) => at[HEADER[n]!] ?? cell))[0]!.problems.map(
      (it) => `${it.column} ${it.code}`,
    );

  test.each([
    ['Total', '-1000', 'negative'],
    ['Refunded Amount', '-250', 'negative'],
    ['Lineitem quantity', '-2', 'negative'],
    ['Lineitem price', '13800138000', 'not-this-number'],
    ['Lineitem quantity', '99999999999', 'not-a-whole-number'],
    ['Lineitem price', '99999999999999', 'not-an-amount'],
    ['Created at', 'yesterday', 'not-a-time'],
    ['Paid at', '2024-13-01', 'not-a-time'],
  ])('%s %s is refused: %s', (column, value, code) => {
    expect(changed({ [column]: value })).toContain(`${column} ${code}`);
  });
});

describe('taobao-user-behavior', () => {
  test('five columns without a header; words and seconds', () => {
    const bound = findPreset('taobao-user-behavior')!.bind({ columns: undefined, format: 'delimited' });
    if (!bound.ok) throw new Error('no');
    expect(
      bound.value.read({ line: 1, cells: ['1', '2268318', '2520377', 'pv', '1511544070'] }).records,
    ).toMatchObject([
      {
        kind: 'event',
        name: 'Product Viewed',
        at: '2017-11-24T17:21:10.000Z',
        category: '2520377',
        product: { channel: 'taobao', productNo: '2268318' },
      },
    ]);
    expect(bound.value.read({ line: 2, cells: ['1', '2', '3', 'hum', 'x'] }).problems).toHaveLength(2);
  });
});
