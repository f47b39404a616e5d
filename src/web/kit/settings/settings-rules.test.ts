import { expect, test } from 'vitest';
import { readCopy, standingOf, wordOf } from './settings-rules.ts';

test('the server wins, but over what was chosen here since', () => {
  const server = { language: 'en-US', 'columns.customers': ['name'] };
  expect(standingOf(server, {})).toEqual(server);
  expect(standingOf(server, { language: 'zh-CN', help: 'open' })).toEqual({
    ...{ language: 'zh-CN', help: 'open' },
    'columns.customers': ['name'],
  });
});

test('a copy that is no copy is none, and a word unknown is the first', () => {
  for (const text of [null, '', '{', '[]', '3', 'null']) expect(readCopy(text), String(text)).toEqual({});
  expect(readCopy('{"help":"open"}')).toEqual({ help: 'open' });
  expect(wordOf([50, 20, 100], 100)).toBe(100);
  expect(wordOf([50, 20, 100], '100')).toBe(50);
});
