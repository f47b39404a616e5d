import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isoText } from './iso-text.ts';

it('writes instants as Date does, leap days and times before 1970 too', () => {
  const years = { min: Date.UTC(1900, 0, 1), max: Date.UTC(2199, 11, 31) };
  for (const at of ['2024-02-29T23:59:59.999Z', '1969-12-31T23:59:59.001Z', '2000-01-01T00:00:00.000Z'])
    expect(isoText(Date.parse(at))).toBe(at);
  const writesAlike = fc.property(fc.integer(years), (ms) => {
    expect(isoText(ms)).toBe(new Date(ms).toISOString());
  });
  fc.assert(writesAlike, { numRuns: 5000 });
});
