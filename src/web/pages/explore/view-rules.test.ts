import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readAddress, writeAddress } from './view-address.ts';
import {
  emptyView,
  fits,
  isTime,
  put,
  setFilter,
  setTop,
  shelves,
  shift,
  take,
  topOf,
  turned,
  type View,
  withQuestion,
} from './view-rules.ts';

const dimensions = ['month', 'week', 'channel', 'province', 'tier', 'product'];
const measures = ['gmv', 'buyers', 'aov', 'refunds', 'net-sales', 'paid-orders', 'cac'];

/** Whatever somebody clicks, one after the other. */
const clicks = fc.array(
  fc.oneof(
    fc.tuple(
      fc.constant('put'),
      fc.constantFrom('rows', 'columns'),
      fc.constantFrom(...dimensions),
      fc.nat(3),
    ),
    fc.tuple(fc.constant('put'), fc.constant('measures'), fc.constantFrom(...measures), fc.nat(6)),
    fc.tuple(
      fc.constant('take'),
      fc.constantFrom('rows', 'columns', 'measures'),
      fc.constantFrom(...dimensions, ...measures),
      fc.nat(1),
    ),
    fc.tuple(
      fc.constant('shift'),
      fc.constantFrom('rows', 'columns', 'measures'),
      fc.constantFrom(...dimensions, ...measures),
      fc.nat(1),
    ),
    fc.tuple(
      fc.constant('top'),
      fc.constant('rows'),
      fc.constantFrom('channel', 'product'),
      fc.constantFrom(0, 5, 20),
    ),
    fc.tuple(fc.constant('filter'), fc.constant('rows'), fc.constantFrom('channel', 'tier'), fc.nat(2)),
    fc.tuple(fc.constant('turn'), fc.constant('rows'), fc.constant(''), fc.constant(0)),
  ),
  { maxLength: 25 },
);

type Click = [string, string, string, number];

function click(view: View, [what, shelf, code, n]: Click): View {
  if (what === 'put') return put(view, shelf as 'rows', { code, at: n });
  if (what === 'take') return take(view, shelf as 'rows', code);
  if (what === 'top') return view.question.rows.includes(code) ? setTop(view, code, n) : view;
  if (what === 'turn') return turned(view);
  if (what === 'filter')
    return setFilter(view, { dimension: code, values: ['a', 'b'].slice(0, n), out: false });
  return view.question[shelf as 'rows'].includes(code)
    ? shift(view, shelf as 'rows', { code, by: n === 0 ? -1 : 1 })
    : view;
}

test('whatever is clicked, the question stays one the server takes, and its address says it all', () => {
  fc.assert(
    fc.property(clicks, (all) => {
      const view = all.reduce((it, one) => click(it, one as Click), emptyView);
      const { rows, columns, top, filters, measures: asked } = view.question;
      const used = [...rows, ...columns];
      expect(new Set(used).size).toBe(used.length);
      expect(used.length).toBeLessThanOrEqual(3);
      expect(used.filter(isTime).length).toBeLessThanOrEqual(1);
      expect(new Set(asked).size).toBe(asked.length);
      expect(asked.length).toBeLessThanOrEqual(6);
      for (const { dimension } of top) expect(used).toContain(dimension);
      expect(filters.every(({ values }) => values.length > 0)).toBe(true);
      expect(readAddress(writeAddress(view) || null)).toEqual(view);
    }),
  );
});

test('another time takes the place of the one there is; a fourth dimension fits nowhere', () => {
  const view = put(put(emptyView, 'columns', { code: 'month' }), 'rows', { code: 'channel' });
  expect(put(view, 'rows', { code: 'week' }).question).toMatchObject({
    rows: ['channel', 'week'],
    columns: [],
  });
  const full = put(view, 'rows', { code: 'tier' });
  expect(fits(full, 'columns', 'product')).toBe(false);
  expect(put(full, 'columns', { code: 'product' })).toBe(full);
  expect(fits(full, 'columns', 'week')).toBe(true);
  expect(shelves.filter((shelf) => fits(full, shelf, 'day'))).toEqual(['rows', 'columns', 'measures']);
});

test('a dimension that goes takes its top list along, and moving it keeps it', () => {
  const view = setTop(withQuestion(emptyView, { rows: ['channel'] }), 'channel', 5);
  expect(topOf(put(view, 'columns', { code: 'channel' }), 'channel')).toBe(5);
  expect(take(view, 'rows', 'channel').question.top).toEqual([]);
});

test('what an address says that is no view is left out', () => {
  for (const text of ['{', '7', 'null', '{"rows":"channel","range":3,"sort":{"up":1}}', null])
    expect(readAddress(text)).toEqual(emptyView);
  expect(readAddress('{"rows":["channel"],"more":1}').question.rows).toEqual(['channel']);
});
