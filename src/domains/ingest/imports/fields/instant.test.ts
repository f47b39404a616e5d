import fc from 'fast-check';
import { expect, test } from 'vitest';
import { zoneOf } from '../../../../platform/zone.ts';
import { instantOf, isoOf, patternOf } from './instant.ts';

const shanghai = zoneOf('Asia/Shanghai');
const london = zoneOf('Europe/London');
const iso = (text: string, zone = shanghai, format?: string): string | undefined => {
  const instant = instantOf(text, zone, format);
  return instant === undefined ? undefined : isoOf(instant);
};

test('times as exports write them are on the wall of the zone', () => {
  const same = '2024-01-02T03:04:05.000Z';
  const spellings = [
    ...[
      '2024-01-02 11:04:05',
      '2024/1/2 11:04:05',
      '2024年1月2日 11:04:05',
      '2024-01-02T11:04:05',
      '20240102110405',
    ],
    ...[
      '2024-01-02 03:04:05Z',
      '2024-01-02T05:04:05+02:00',
      '2024-01-02 05:04:05 +0200',
      '2024-01-02 03:04:05 UTC',
    ],
  ];
  for (const text of spellings) expect([text, iso(text)]).toEqual([text, same]);
  expect(iso('19970101', zoneOf('America/New_York'))).toBe('1997-01-01T05:00:00.000Z');
  expect(iso('2024-01-02 11:04:05.6789')).toBe('2024-01-02T03:04:05.678Z');
});

test('what is no time is none', () => {
  const wrong = [
    '2024-02-30',
    '2024-13-01',
    '24-01-02',
    '2024-01-02 25:00',
    '2024-01-02 11:60',
    'soon',
    '',
    '1899-01-01',
  ];
  expect(wrong.filter((text) => iso(text) !== undefined)).toEqual([]);
  expect([iso('1511544070', shanghai, 'unix-seconds'), iso('x', shanghai, 'unix-seconds')]).toEqual([
    '2017-11-24T17:21:10.000Z',
    undefined,
  ]);
});

test('patterns read what is written otherwise, and must name a day', () => {
  expect(iso('12/1/2010 8:26', london, 'MM/DD/YYYY HH:mm')).toBe('2010-12-01T08:26:00.000Z');
  expect(iso('31.12.2010', london, 'DD.MM.YYYY')).toBe('2010-12-31T00:00:00.000Z');
  expect([patternOf('HH:mm'), patternOf('YYYY-MM-DD-DD')]).toEqual([undefined, undefined]);
});

test('clocks set forward and back: 01:30 on the wall', () => {
  expect(iso('2011-03-27 01:30', london)).toBe('2011-03-27T01:30:00.000Z');
  expect(iso('2011-10-30 01:30', london)).toBe('2011-10-30T00:30:00.000Z');
  expect(iso('2011-10-30 02:30', london)).toBe('2011-10-30T02:30:00.000Z');
});

/** What a clock in the zone shows, by Intl alone. */
function wallAt(instant: number, zone: string): number {
  const text = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    dateStyle: 'short',
    timeStyle: 'medium',
  }).format(instant);
  return Date.parse(`${text.replace(' ', 'T')}Z`);
}

test('every instant is found again by what clocks showed then, except the second of two', () => {
  const zones = [
    'Asia/Shanghai',
    'Europe/London',
    'America/New_York',
    'Australia/Lord_Howe',
    'Pacific/Apia',
    'Asia/Kathmandu',
  ];
  const seconds = fc.integer({ min: Date.UTC(1990, 0) / 1000, max: Date.UTC(2037, 0) / 1000 });
  // Near a change of clocks is where it can go wrong: half of the tries are there.
  const nearChange = fc
    .tuple(fc.integer({ min: 1990, max: 2036 }), fc.constantFrom(2, 3, 8, 9, 10), fc.nat(31 * 86_400))
    .map(([year, month, offset]) => Date.UTC(year, month) / 1000 + offset);
  const property = fc.property(fc.oneof(seconds, nearChange), fc.constantFrom(...zones), (second, name) => {
    const instant = second * 1000;
    const wall = wallAt(instant, name);
    const found = zoneOf(name).instantOf(wall);
    expect(wallAt(found, name)).toBe(wall);
    expect(found).toBeLessThanOrEqual(instant);
  });
  fc.assert(property, { numRuns: 300 });
});
