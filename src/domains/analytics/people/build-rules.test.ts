import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decide, kept, nextSlot, slots, standingToday } from './build-rules.ts';

it('looks every time in a small shop, and at most a twentieth of the time in a large one', () => {
  expect(decide({ people: 20_000, tookMs: 90, ageMs: 0 })).toBe('look');
  expect(decide({ people: 20_001, tookMs: 90, ageMs: 10_000 })).toBe('use');
  expect(decide({ people: 20_001, tookMs: 90, ageMs: 10_001 })).toBe('look-later');
  expect(decide({ people: 1_000_000, tookMs: 3000, ageMs: 60_000 })).toBe('use');
  expect(decide({ people: 1_000_000, tookMs: 3000, ageMs: 60_001 })).toBe('look-later');
  expect(decide({ people: 10_000_000, tookMs: 60_000, ageMs: 600_001 })).toBe('look-later');
  expect(decide({ people: 10_000_000, tookMs: 60_000, ageMs: 90 * 86_400_000 })).toBe('look-later');
});

it('answers for today with the latest of the last days, in a large shop only', () => {
  const build = (asOf: string, people = 20_001) => ({ asOf, people });
  const [old, before, named] = [build('2026-02-27'), build('2026-03-01'), build('2026-01-31')];
  const of = (...builds: ReturnType<typeof build>[]) => standingToday(builds, '2026-03-02');
  expect(of(named, old, before)).toBe(before);
  expect(of(named)).toBeUndefined();
  expect(of(build('2026-03-01', 20_000))).toBeUndefined();
  expect(of(build('2026-03-03'))).toBeUndefined();
  const own = build('2026-03-02', 5);
  expect(of(before, own)).toBe(own);
});

it('never fills a slot that stands, nor leaves one unused', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 30, maxLength: 40 }), (days) => {
      let standing: { slot: number; build: number; day: number }[] = [];
      const filled = new Set<number>();
      for (const [build, day] of days.entries()) {
        const slot = nextSlot(standing);
        expect(standing.map((it) => it.slot)).not.toContain(slot);
        filled.add(slot);
        standing = [{ slot, build, day }, ...standing.filter((it) => it.day !== day)].slice(0, kept);
      }
      expect(filled.size).toBe(slots);
    }),
  );
});
