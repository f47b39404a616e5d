import fc from 'fast-check';
import { expect, test } from 'vitest';
import { operators, readSteps, writeSteps } from './event-steps.ts';

test('steps are names with what narrows them in brackets', () => {
  expect(
    readSteps('Product Viewed, Product Added[category=家居|母婴][quantity>=2] ,Order Completed'),
  ).toEqual([
    { name: 'Product Viewed', filters: [] },
    {
      name: 'Product Added',
      filters: [
        { field: 'category', operator: '=', values: ['家居', '母婴'] },
        { field: 'quantity', operator: '>=', values: ['2'] },
      ],
    },
    { name: 'Order Completed', filters: [] },
  ]);
  expect(readSteps('A[path~/p/][x=]')).toEqual([
    {
      name: 'A',
      filters: [
        { field: 'path', operator: '~', values: ['/p/'] },
        { field: 'x', operator: '=', values: [''] },
      ],
    },
  ]);
});

test.each(['', 'A,', 'A[', 'A[x]', 'A]', 'A[=1]', 'A[x>b]', 'A[a=1]b', '[a=1]', 'A[x>=]'])(
  '%j is none',
  (text) => {
    expect(readSteps(text)).toBeUndefined();
  },
);

test('whatever is written is read back', () => {
  const word = fc
    .string({ minLength: 1, maxLength: 12, unit: fc.constantFrom(...'ab 家,[]\\|=!<>~"\'{}/') })
    .filter((it) => it.trim() === it);
  const filter = fc
    .record({
      field: fc.constantFrom('category', 'my prop', '价格', 'a-b'),
      operator: fc.constantFrom(...operators),
      values: fc.array(fc.oneof(word, fc.constant('')), { minLength: 1, maxLength: 3 }),
    })
    .map(({ field, operator, values }) => {
      if (operator === '=' || operator === '!=') return { field, operator, values };
      return { field, operator, values: operator === '~' ? values.slice(0, 1) : ['-12.5'] };
    });
  const step = fc.record({ name: word, filters: fc.array(filter, { maxLength: 3 }) });
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 4 }), (steps) => {
      expect(readSteps(writeSteps(steps))).toEqual(steps);
    }),
  );
});
