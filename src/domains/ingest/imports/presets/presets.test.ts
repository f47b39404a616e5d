import { expect, test } from 'vitest';
import { readerLabel } from '../../../../contract/preset-labels.ts';
import { presets } from './presets.ts';

test('every preset says in which currency and zone a shop made for its file counts', () => {
  const given = Object.fromEntries(
    presets.map(({ name, currency, timeZone }) => [name, `${currency} ${timeZone}`]),
  );
  expect(given).toEqual({
    'pinduoduo-orders': 'CNY Asia/Shanghai',
    'taobao-orders': 'CNY Asia/Shanghai',
    'taobao-order-lines': 'CNY Asia/Shanghai',
    'shopify-orders': 'USD UTC',
    'uci-online-retail': 'GBP Europe/London',
    cdnow: 'USD America/New_York',
    'taobao-user-behavior': 'CNY Asia/Shanghai',
    'segment-jsonl': 'CNY Asia/Shanghai',
  });
});

test('the console calls what a file told by the name of its format', () => {
  expect(presets.map(({ name }) => readerLabel(name))).toEqual(presets.map(({ label }) => label));
  expect(readerLabel('till')).toBeUndefined();
});
