import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { OrderRecord, ProductRecord } from '../../../../contract/records.ts';
import { makeDictionary } from '../../../customers/index.ts';
import type { RowReject } from '../files/rows.ts';
import { mappingSource } from './mapping.ts';
import { mappingSchema } from './mapping-schema.ts';

const orders = {
  name: 'my-erp',
  of: 'orders',
  channel: 'pos',
  fields: {
    order_no: '单号',
    created_at: { column: ['下单', '下单时间'], format: 'DD/MM/YYYY HH:mm' },
    state: { column: '状态', values: { 已付: 'paid', '已退，关闭': 'cancelled' } },
    quantity: '数量',
    unit_price: { column: '单价', unit: 'minor' },
    product_no: '货号',
    title: '货号',
    paid: '实付',
  },
  identities: [{ kind: 'phone', column: '会员手机' }],
};

const own = { class: 'ordinary', builtIn: false } as const;
const dictionary = makeDictionary([
  { ...own, name: 'vip', type: 'boolean', label: { zh: '贵宾', en: 'VIP' } },
  { ...own, name: 'deposit', type: 'money', label: { zh: '押金', en: 'Deposit' } },
  { ...own, name: 'last-visit', type: 'instant', label: { zh: '最近到店', en: 'Last visit' } },
]);

function read(mapping: unknown, columns: readonly string[] | undefined, ...rows: string[][]) {
  const source = mappingSource(mapping);
  if (!source.ok) throw new Error(JSON.stringify(source.problem));
  const bound = source.value.bind({ columns, format: 'delimited' }, dictionary);
  if (!bound.ok)
    return { missing: bound.problem.issues!.map((issue) => issue.field), records: [], problems: [] };
  const outcomes = rows.map((cells, n) => bound.value.read({ line: n + 2, cells }));
  return {
    missing: [],
    records: outcomes.flatMap((outcome) => outcome.records),
    problems: outcomes.flatMap((outcome): readonly RowReject[] => outcome.problems),
  };
}

const HEADER = ['单号', '下单时间', '状态', '数量', '单价', '货号', '实付', '会员手机'];

test('columns, words, units and formats become an order', () => {
  const row = ['A1', '03/02/2024 08:30', '已付', '3', '1250', 'SKU-1', '37.50', '13800138000'];
  expect(read(orders, HEADER, row).records).toMatchObject([
    {
      kind: 'order',
      channel: 'pos',
      orderNo: 'A1',
      state: 'paid',
      createdAt: '2024-02-03T00:30:00.000Z',
      currency: 'CNY',
      paidMinor: 3750,
      identities: [{ channel: 'pos', kind: 'phone', value: '13800138000' }],
      lines: [
        {
          product: { channel: 'pos', productNo: 'SKU-1' },
          title: 'SKU-1',
          quantity: 3,
          unitPrice: 1250,
          amountMinor: 3750,
        },
      ],
    },
  ]);
});

test('every problem of a row is told, personal values masked', () => {
  const row = ['', '2024-02-03', '没说过', 'x', '12.5', 'S', 'free', '13800138000'];
  const { problems, records } = read(orders, HEADER, row);
  expect(records).toEqual([]);
  expect(problems.map((problem) => `${problem.column} ${problem.code}`).sort()).toEqual(
    [
      '下单 not-a-time',
      '单号 missing-value',
      '状态 unknown-value',
      '数量 not-a-whole-number',
      '单价 not-an-amount',
      '实付 not-an-amount',
    ].sort(),
  );
});

test('all missing columns are named at once', () => {
  expect(read(orders, ['单号', '货号']).missing).toEqual([
    '下单',
    '状态',
    '数量',
    '单价',
    '实付',
    '会员手机',
  ]);
});

test('a file without a header takes the names of the mapping', () => {
  const spend = {
    name: 'ads',
    of: 'spend',
    channel: 'douyin',
    file: { columns: ['日期', '计划', '花费', '展现', '点击'] },
    fields: { day: '日期', campaign: '计划', amount: '花费', impressions: '展现', clicks: '点击' },
  };
  const { records, problems } = read(
    spend,
    undefined,
    ['2024/2/3', '春节', '88.80', '1000', '20'],
    ['2024-02-30', 'x', '-1', '1', '1'],
  );
  expect(records).toEqual([
    {
      kind: 'spend',
      channel: 'douyin',
      campaign: '春节',
      day: '2024-02-03',
      currency: 'CNY',
      amountMinor: 8880,
      impressions: 1000,
      clicks: 20,
    },
  ]);
  expect(problems.map((problem) => problem.code).sort()).toEqual(['negative', 'not-a-day']);
});

test('customers, events and products', () => {
  const customers = {
    name: 'members',
    of: 'customers',
    channel: 'pos',
    fields: { at: '更新时间' },
    identities: [{ kind: 'member-card', column: '卡号' }],
    traits: { name: '姓名', vip: { column: '等级', values: { 金卡: true, 普通: false } } },
    tags: ['imported'],
  };
  expect(
    read(customers, ['更新时间', '卡号', '姓名', '等级'], ['2024-01-01', 'C1', '王小明', '金卡']).records,
  ).toEqual([
    {
      kind: 'customer',
      identities: [{ channel: 'pos', kind: 'member-card', value: 'C1' }],
      traits: { name: '王小明', vip: true },
      tags: ['imported'],
      at: '2023-12-31T16:00:00.000Z',
    },
  ]);
  const events = {
    name: 'log',
    of: 'events',
    channel: 'web',
    time_format: 'unix-seconds',
    fields: { name: { value: 'Product Viewed' }, at: 't' },
    identities: [{ kind: 'device', column: 'd' }],
    properties: { page: 'p', phone: 'ph' },
  };
  expect(read(events, ['t', 'd', 'p', 'ph'], ['1700000000', 'D', '/a', '13800138000']).records).toMatchObject(
    [{ name: 'Product Viewed', at: '2023-11-14T22:13:20.000Z', properties: { page: '/a' } }],
  );
  const products = {
    name: 'stock',
    of: 'products',
    channel: 'pos',
    unit: 'minor',
    fields: { product_no: 'no', price: 'p', category1: 'c', status: { value: 'on-sale' } },
  };
  expect(read(products, ['no', 'p', 'c'], ['9', '1250', '母婴']).records).toMatchObject([
    { productNo: '9', priceMinor: 1250, category: ['母婴'], status: 'on-sale', currency: 'CNY' },
  ]);
});

test('ties, touches and payments of orders, ties of events', () => {
  const columns = ['no', 'at', 'g', 'role', 'r', 's', 'chan', 'utm', 'term', 'pno', 'how', 'much', 'when'];
  const fields = { order_no: 'no', created_at: 'at', paid_at: 'at', paid: { value: '20' } };
  const mapping = {
    ...{ name: 'mine', of: 'orders', channel: 'pos' },
    fields: {
      ...fields,
      ...{ group_no: 'g', group_role: { column: 'role', values: { 团长: 'leader', 参团: 'member' } } },
      ...{ referral_no: 'r', share_no: 's', touch_channel: 'chan', utm_source: 'utm', utm_term: 'term' },
      ...{ payment_no: 'pno', payment_method: 'how', payment_amount: 'much', payment_at: 'when' },
    },
  };
  const at = '2024-03-01 08:00:00';
  const row = (no: string, ...cells: string[]) => [no, at, ...cells];
  const { records, problems } = read(
    mapping,
    columns,
    row('1', 'G1', '团长', '', '', '', '', '', '', '', '', ''),
    row('2', 'G1', '参团', 'R1', 'S1', 'douyin', 'weibo', '毛巾', 'P1', '微信', '5', '2024-03-02 08:00:00'),
    row('3', '', '', 'R1', 'S1', '', '', '', '', '支付宝', '', ''),
    row('4', '', '', '', 'S1', '', '', '', '', '', '', ''),
    row('5', 'G1', '路人', '', '', '', '', '', '', '', '-1', ''),
  );
  const [leader, member, referred, friend] = records as OrderRecord[];
  expect(leader!.tie).toEqual({ kind: 'group-buy', tieNo: 'G1', role: 'leader' });
  expect([leader!.touch, leader!.payments]).toEqual([undefined, undefined]);
  expect(member).toMatchObject({
    tie: { kind: 'group-buy', tieNo: 'G1', role: 'member' },
    touch: { channel: 'douyin', source: 'weibo', utm: { utm_source: 'weibo', utm_term: '毛巾' } },
    payments: [{ paymentNo: 'P1', method: '微信', paidAt: '2024-03-02T00:00:00.000Z', amountMinor: 500 }],
  });
  expect(referred!.tie).toEqual({ kind: 'referral', tieNo: 'R1', role: 'referred' });
  expect(referred!.payments).toEqual([
    { method: '支付宝', paidAt: '2024-03-01T00:00:00.000Z', amountMinor: 2000 },
  ]);
  expect(friend!.tie).toEqual({ kind: 'share', tieNo: 'S1', role: 'receiver' });
  expect(problems.map(({ line, column, code }) => [line, column, code]).sort()).toEqual([
    [6, 'much', 'negative'],
    [6, 'role', 'unknown-value'],
  ]);
  const log = {
    ...{ name: 'log', of: 'events', channel: 'web', identities: [{ kind: 'device', column: 'd' }] },
    fields: { name: 'n', at: 't', share_no: 's', share_role: 'role', utm_campaign: 'c' },
  };
  const shared = ['Product Shared', at, 'D', 'S1', 'sharer', '春节'];
  expect(read(log, ['n', 't', 'd', 's', 'role', 'c'], shared).records).toMatchObject([
    {
      tie: { kind: 'share', tieNo: 'S1', role: 'sharer' },
      touch: { channel: 'web', campaign: '春节', utm: { utm_campaign: '春节' } },
    },
  ]);
});

test('a product is the same as another, of this channel or of one it names', () => {
  const mapping = {
    ...{ name: 'names', of: 'products', channel: 'taobao' },
    fields: {
      product_no: 'no',
      same_as_no: 'other',
      same_as_channel: { column: 'where', values: { 拼多多: 'pinduoduo' } },
    },
  };
  const rows = [
    ['T1', 'P1', '拼多多'],
    ['T2', 'T1', ''],
    ['T3', '', '拼多多'],
  ];
  const { records } = read(mapping, ['no', 'other', 'where'], ...rows);
  expect(records.map((it) => (it as ProductRecord).sameAs)).toEqual([
    { channel: 'pinduoduo', productNo: 'P1' },
    { channel: 'taobao', productNo: 'T1' },
    undefined,
  ]);
});

test('a member whom nothing in the row can identify is refused, not lost without a word', () => {
  const members = {
    ...{ name: 'members', of: 'customers', channel: 'pos', fields: {}, traits: { name: '姓名' } },
    identities: [
      { kind: 'phone', column: '手机' },
      { kind: 'member-card', column: '卡号' },
    ],
  };
  const columns = ['手机', '卡号', '姓名'];
  const { records, problems } = read(
    members,
    columns,
    ['12', '', '甲'],
    ['138****5678', '', '乙'],
    ['12', 'C-1', '丙'],
    ['', '', '丁'],
  );
  expect(records).toHaveLength(1);
  expect(problems.map(({ line, column, code }) => [line, column, code])).toEqual([
    [2, '手机', 'unusable-identity'],
    [3, '手机', 'unusable-identity'],
    [5, '手机', 'missing-value'],
  ]);
});

test('everything wrong with a mapping is told at once, by JSON pointer', () => {
  const wrong = {
    ...orders,
    time_zone: 'Mars/Olympus',
    currency: 'XXY',
    fields: { ...orders.fields, created_at: { column: 'a', format: 'HH:mm' } },
  };
  const pointers = (it: unknown): (string | undefined)[] => {
    const source = mappingSource(it);
    return source.ok ? [] : source.problem.issues!.map((issue) => issue.field).sort();
  };
  expect(pointers(wrong)).toEqual(['/currency', '/fields/created_at/format', '/time_zone']);
  expect(
    pointers({ of: 'orders', name: 'UPPER', channel: 'x', fields: { order_no: 'a', nonsense: 'b' } }),
  ).toEqual(['/fields/created_at', '/fields/nonsense', '/name']);
  expect(pointers({ of: 'orderz' })).toEqual(['/of']);
  expect(pointers('orders')).toEqual(['']);
});

test('the published schema is the one that is checked', async () => {
  const path = join(import.meta.dirname, '../../../../../docs/mapping.schema.json');
  const text = `${JSON.stringify({ $schema: 'https://json-schema.org/draft/2020-12/schema', ...mappingSchema }, null, 2)}\n`;
  await expect(text).toMatchFileSnapshot(path);
  expect(mappingSchema.anyOf).toHaveLength(5);
  // It enters over HTTP, where every name is snake_case.
  expect(text).not.toMatch(/"(?!patternProperties)[a-z]+[A-Z]\w*": \{/);
});

const membersOf = (traits: object, more: object = {}) => ({
  ...{ name: 'members', of: 'customers', channel: 'pos', fields: {}, traits, ...more },
  identities: [{ kind: 'member-card', column: '卡号' }],
});

test('traits are read in the types of the dictionary, in the ways of the file', () => {
  const mapping = membersOf({
    ...{ 'member-since': { column: '入会', format: 'DD/MM/YYYY' }, deposit: '押金', 'last-visit': '到店' },
    ...{ birthday: { column: '生日', empty: ['-', '0000-00-00'] }, vip: '贵宾' },
  });
  const columns = ['卡号', '入会', '押金', '到店', '生日', '贵宾'];
  const { records, problems } = read(
    mapping,
    columns,
    ['1', '31/12/2020', '12.50', '2024-01-02 10:00', '19900102', '1'],
    ['2', '', '', '', '-', ''],
    ['3', '', '', '', '0000-00-00', '否'],
  );
  expect(problems).toEqual([]);
  expect(records.map((it) => 'traits' in it && it.traits)).toEqual([
    {
      ...{ 'member-since': '2020-12-31', deposit: 1250, 'last-visit': '2024-01-02T02:00:00.000Z' },
      ...{ birthday: '19900102', vip: '1' },
    },
    {},
    { vip: '否' },
  ]);
});

test('every trait that does not fit is a problem of its row, with the file’s own column, masked where personal', () => {
  const mapping = membersOf({ birthday: '生日', vip: '贵宾', city: '城市', deposit: '押金', name: '姓名' });
  const columns = ['卡号', '生日', '贵宾', '城市', '押金', '姓名'];
  const wrong = ['1', 'not-a-day', 'perhaps', '13800138000', 'free', 'x'.repeat(2001)];
  const { records, problems } = read(mapping, columns, wrong);
  expect(records).toEqual([]);
  expect(problems.map((it) => [it.column, it.code, it.value?.slice(0, 4)])).toEqual([
    ['生日', 'wrong-type', 'n***'],
    ['贵宾', 'wrong-type', 'perh'],
    ['城市', 'personal-value', '1***'],
    ['押金', 'not-an-amount', 'free'],
    ['姓名', 'wrong-type', 'x***'],
  ]);
  for (const day of ['1990-02-30', '01-02', '0001-01-01', '90/1/2', '1990年1月', '32874'])
    expect(read(membersOf({ birthday: '生日' }), ['卡号', '生日'], ['1', day]).problems, day).toHaveLength(1);
});

test('a mapping that names traits the dictionary lacks is refused, with all of them and what to do', () => {
  const source = mappingSource(membersOf({ name: '姓名', 'skin-type': '肤质', '13800138000': 'x' }));
  if (!source.ok) throw new Error('a mapping is the same in every shop');
  const bound = source.value.bind(
    { columns: ['卡号', '姓名', '肤质', 'x'], format: 'delimited' },
    dictionary,
  );
  expect(bound).toMatchObject({
    ok: false,
    problem: {
      code: 'unknown-traits',
      issues: expect.arrayContaining([
        expect.objectContaining({ field: '/traits/*' }),
        expect.objectContaining({ field: '/traits/skin-type' }),
      ]),
    },
  });
  expect(JSON.stringify(bound)).toContain('shuke traits add');
});

test('a negative payment, refund or price, and a phone number among amounts, are refused', () => {
  const mapping = { ...orders, fields: { ...orders.fields, refund_amount: '退' } };
  const row = (paid: string, back: string, price = '1250') => [
    ...['A1', '03/02/2024 08:30', '已付', '3', price, 'S', paid, '13800138000', back],
  ];
  const codes = (cells: string[]) =>
    read(mapping, [...HEADER, '退'], cells).problems.map((it) => `${it.column} ${it.code}`);
  expect(codes(row('37.50', ''))).toEqual([]);
  expect(codes(row('-37.50', ''))).toEqual(['实付 negative']);
  expect(codes(row('37.50', '-1'))).toEqual(['退 negative']);
  expect(codes(row('13800138000', ''))).toEqual(['实付 not-this-number']);
  expect(codes(row('37.50', '', '13800138000'))).toEqual(['单价 not-this-number']);
});
