import { expect, test } from 'vitest';
import { readRules, writeRules } from './page-rules.ts';

test('a line is a pattern and a name; what is none is no list', () => {
  const rules = [
    { pattern: '/goods/*', name: '商品页' },
    { pattern: '/list?a=*', name: 'List' },
  ];
  expect(readRules(writeRules(rules))).toEqual(rules);
  expect(readRules('\n /cart = 购物车 \n\n')).toEqual([{ pattern: '/cart', name: '购物车' }]);
  for (const text of ['/cart', '= x', '/cart =', Array(51).fill('/a = b').join('\n')])
    expect(readRules(text)).toBeUndefined();
});
