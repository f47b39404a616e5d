import { expect, test } from 'vitest';
import { chipsOf, type FilterName, filterOf } from './filter-fields.ts';
import { rangeOf, rangeText } from './score-range.ts';

test('a range is one chip, half a range is one too', () => {
  const chips = (...names: FilterName[]) => chipsOf((name) => names.includes(name));
  expect(chips('orders_from', 'orders_to', 'tag')).toEqual([
    { name: 'tag' },
    { name: 'orders_from', to: 'orders_to' },
  ]);
  expect(chips('spend_to')).toEqual([{ name: 'spend_to' }]);
  expect(chips('ordered_from')).toEqual([{ name: 'ordered_from' }]);
});

test('a range of a score is read and written as the address has it', () => {
  for (const text of ['alive:..0.3', 'lifetime-value:10000..', 'value-band:3..3', ''])
    expect(rangeText(rangeOf(text))).toBe(text);
  expect(rangeOf('alive:..0.3,value-band:3..3')).toEqual({ code: 'alive', from: null, to: 0.3, is: null });
  expect(rangeOf('interest-category=家居')).toEqual({
    code: 'interest-category',
    from: null,
    to: null,
    is: '家居',
  });
  expect(rangeText({ code: 'interest-category', from: null, to: null, is: '家居' })).toBe(
    'interest-category=家居',
  );
  expect(rangeText({ code: 'interest-category', from: null, to: null, is: '' })).toBe('');
});

test('an address becomes a filter: numbers are numbers, the empty text is a value, nonsense is left out', () => {
  const search = new URLSearchParams('m=5&province=&spend_from=-100&orders_to=many&foo=bar');
  expect(filterOf((name) => search.get(name))).toEqual({ m: 5, province: '', spend_from: -100 });
});
