import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Output } from './command.ts';
import { sayStillWorking } from './still-working.ts';

beforeEach(() => vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] }));
afterEach(() => vi.useRealTimers());

test('a silent command says how long it has been at work; one that counts, or has answered, does not', () => {
  const said: string[] = [];
  const output: Output = {
    stdout: (text) => void said.push(text),
    flow: async (text) => void said.push(text),
    stderr: () => {},
    problem: () => {},
    progress: ({ label, done }) => void said.push(`${label} ${done}`),
  };
  const working = sayStillWorking(output, 'en');
  vi.advanceTimersByTime(2000);
  expect(said.splice(0)).toEqual(['working, seconds: 1', 'working, seconds: 2']);
  vi.advanceTimersByTime(500);
  working.output.progress({ label: 'rows', done: 3 });
  vi.advanceTimersByTime(900);
  expect(said.splice(0)).toEqual(['rows 3']);
  working.output.stdout('the answer');
  vi.advanceTimersByTime(5000);
  expect(said.splice(0)).toEqual(['the answer']);
});
