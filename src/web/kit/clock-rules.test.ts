import { expect, test } from 'vitest';
import { isClock, readClock } from './clock-rules.ts';

test('a time of day is read however people type it', () => {
  const read = {
    '9:30': '09:30',
    '930': '09:30',
    '22：05': '22:05',
    '9': '09:00',
    '0:00': '00:00',
    '2359': '23:59',
  };
  for (const [typed, time] of Object.entries(read)) expect(readClock(typed), typed).toBe(time);
});

test('what no clock shows is none', () => {
  for (const typed of ['', '24:00', '12:60', 'noon', '9:3', '12345', ':30'])
    expect(readClock(typed), typed).toBeUndefined();
  for (const typed of ['9:30', '24:00', '12:60', '']) expect(isClock(typed), typed).toBe(false);
  expect(isClock('09:30')).toBe(true);
});
