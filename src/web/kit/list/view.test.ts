import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readView } from './read-view.ts';
import { writeView } from './view.ts';

const defaults = { sort: 'last-seen', tag: '', range: '30d' };

test('defaults stand in no address, and what belongs to others stays', () => {
  const search = new URLSearchParams('tab=orders&tag=vip');
  expect(writeView(search, defaults, { sort: 'newest', tag: '' }).toString()).toBe('tab=orders&sort=newest');
  expect(readView(search, defaults)).toEqual({ sort: 'last-seen', tag: 'vip', range: '30d' });
});

test('whatever view is written is the view that is read', () => {
  const value = fc.string({ maxLength: 20, unit: 'grapheme' });
  const view = fc.record({ sort: value, tag: value, range: value });
  fc.assert(
    fc.property(view, view, (one, other) => {
      const first = writeView(new URLSearchParams(), defaults, one);
      const address = writeView(first, defaults, other).toString();
      expect(readView(new URLSearchParams(address), defaults)).toEqual(other);
    }),
  );
});
