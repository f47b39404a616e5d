import fc from 'fast-check';
import { expect, test } from 'vitest';
import { backTo } from './back-to.ts';

test('signing in leads back to where one was', () => {
  expect(backTo('/shops/demo/overview?range=30d')).toBe('/shops/demo/overview?range=30d');
  expect(backTo(null)).toBe('/');
  expect(backTo('/sign-in?back=%2Fsign-in')).toBe('/');
});

test('no link leads to another host', () => {
  const pieces = fc.constantFrom('/', '\\', 'evil.example', ':', '@', 'https', 'javascript', '\t', '?', '.');
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 8 }), (parts) => {
      const to = new URL(backTo(parts.join('')), 'http://shop.test');
      expect(to.host).toBe('shop.test');
    }),
  );
});
