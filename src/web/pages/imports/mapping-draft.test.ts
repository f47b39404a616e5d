import { expect, test } from 'vitest';
import { type Draft, guessTargets, mappingOf, missingOf, nameFor } from './mapping-draft.ts';

const draft: Draft = {
  ...{
    name: 'till',
    of: 'orders',
    channel: 'pos',
    currency: 'CNY',
    unit: 'major',
    timeZone: 'Asia/Shanghai',
  },
  targets: { 小票: 'field:order_no', 时间: 'field:created_at', 状态: 'field:state', 手机: 'identity:phone' },
  words: { 状态: { 已付: 'paid' } },
};

test('columns are guessed by their names in either language, each field once', () => {
  expect(
    guessTargets(['订单号', 'Ordered at', '订单号 ', '买家手机号', '备注', 'order_no'], 'orders'),
  ).toEqual({
    订单号: 'field:order_no',
    'Ordered at': 'field:created_at',
    买家手机号: 'identity:phone',
  });
  expect(guessTargets(['InvoiceNo', 'InvoiceDate', 'CustomerID', 'UnitPrice', 'Price'], 'orders')).toEqual({
    ...{ InvoiceNo: 'field:order_no', InvoiceDate: 'field:created_at' },
    ...{ CustomerID: 'identity:customer-number', UnitPrice: 'field:unit_price' },
  });
  expect(guessTargets(['买家手机号', '商品编号'], 'products')).toEqual({ 商品编号: 'field:product_no' });
});

test('what is missing is told, also that nobody is named', () => {
  expect(missingOf({ of: 'orders', targets: {} })).toEqual(['order_no', 'created_at']);
  expect(missingOf(draft)).toEqual([]);
  expect(missingOf({ of: 'customers', targets: {} })).toEqual(['identities']);
});

test('a draft becomes a mapping', () => {
  const mapping = mappingOf(draft, { encoding: 'gb18030', columns: ['小票', '时间', '状态', '手机'] });
  expect(mapping).toMatchObject({
    fields: { order_no: '小票', state: { column: '状态', values: { 已付: 'paid' } } },
    identities: [{ kind: 'phone', column: '手机' }],
  });
  expect(mapping).not.toHaveProperty('traits');
});

test('a mapping is called as its file, in letters that a name may have', () => {
  expect(nameFor('Till 2024.csv.gz')).toBe('till-2024');
  expect(nameFor('销售.xlsx')).toBe('my-mapping');
});
