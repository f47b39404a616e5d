import { expect, it } from 'vitest';
import { remembering } from './passed-values.ts';

it('answers as the test it remembers for, long after its memory was full, and asks anew of what did not pass', () => {
  let asked = 0;
  const isEven = remembering((value: number) => {
    asked += 1;
    return value % 2 === 0;
  });
  for (let round = 0; round < 3; round += 1)
    for (let value = 0; value < 20_000; value += 1) expect(isEven(value)).toBe(value % 2 === 0);
  asked = 0;
  expect([isEven(19_998), isEven(19_999), isEven(19_999)]).toEqual([true, false, false]);
  expect(asked).toBe(2);
});

it('keeps no long text', () => {
  let asked = 0;
  const passes = remembering((text: string) => {
    asked += 1;
    return text !== '';
  });
  for (const text of ['x'.repeat(64), 'x'.repeat(65)]) for (const _ of 'ab') expect(passes(text)).toBe(true);
  expect(asked).toBe(3);
});
