import { expect, test } from 'vitest';
import { firstLanguage } from './first-language.ts';

test('Chinese comes first, but for browsers that speak English and readers who chose', () => {
  expect(firstLanguage(null, ['zh-CN', 'en'])).toBe('zh-CN');
  expect(firstLanguage(null, ['de-DE', 'en'])).toBe('zh-CN');
  expect(firstLanguage(null, [])).toBe('zh-CN');
  expect(firstLanguage(null, ['EN-gb'])).toBe('en-US');
  expect(firstLanguage('en-US', ['zh-CN'])).toBe('en-US');
  expect(firstLanguage('fr-FR', ['zh-CN'])).toBe('zh-CN');
});
