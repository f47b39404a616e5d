import { expect, test } from 'vitest';
import { sayDetails, saySubject } from './say-details.ts';

test('details are names and values in the language of the reader, and nothing of them is left out', () => {
  expect(sayDetails({}, 'zh-CN')).toBe('');
  const some = { role: 'marketer', rows: 0, is_offered: false, outcome: 'cut-off', none: null };
  expect(sayDetails(some, 'en-US')).toBe(
    'role: Marketer · rows: 0 · offered: no · outcome: cut off · none: none',
  );
  expect(sayDetails(some, 'zh-CN')).toBe('角色: 运营 · 行数: 0 · 在售: 否 · 结果: 中断 · none: 无');
  expect(sayDetails({ by: ['text', 'phone'], deep: [{ a: 1 }], in: { from: 'x' } }, 'zh-CN')).toBe(
    '按: 文字, 手机号 · deep: [{"a":1}] · in: {"from":"x"}',
  );
});

test('what staff wrote is no code, whatever it looks like', () => {
  expect(sayDetails({ tag: 'orders', name: 'true', toString: 1 }, 'zh-CN')).toBe(
    '标签: orders · 名称: true · toString: 1',
  );
  expect(sayDetails({ format: 'constructor' }, 'en-US')).toBe('format: constructor');
});

test('a subject is a thing and its number; a long id is shortened, what nobody knows stands', () => {
  expect(saySubject('segment:3', 'zh-CN')).toBe('人群 3');
  expect(saySubject('points-rules', 'en-US')).toBe('Points rules');
  expect(saySubject('notice:marketing:1', 'en-US')).toBe('Notice marketing:1');
  expect(saySubject('export:24157bd3-0000-4000-8000-000000000000', 'zh-CN')).toBe('导出 24157bd3…');
  expect(saySubject('constructor:1', 'zh-CN')).toBe('constructor:1');
});
