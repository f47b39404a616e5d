import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { EventRow } from './event-row.ts';
import { inParts } from './insert-events.ts';

it('parts hold every row once, few months and rows each, a month in few of them', () => {
  const month = fc.tuple(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 1, max: 200 }));
  fc.assert(
    fc.property(fc.array(month, { maxLength: 400 }), (months) => {
      const rows = months.flatMap(([n, count]) => {
        const time = new Date(Date.UTC(2000, n, 5)).toISOString();
        return Array.from({ length: count }, (_, id) => ({ time, message_id: `${id}` }) as EventRow);
      });
      const parts = inParts(rows);
      expect(new Set(parts.flat()).size).toBe(rows.length);
      expect(parts.flat()).toHaveLength(rows.length);
      for (const part of parts) {
        expect(new Set(part.map((row) => row.time.slice(0, 7))).size).toBeLessThanOrEqual(50);
        expect(part.length).toBeLessThanOrEqual(50_000);
      }
    }),
    { numRuns: 30 },
  );
});
