import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { askEarly, takeEarly } from './early.ts';

beforeEach(() => vi.stubGlobal('location', { origin: 'http://shop.test' }));
// Files of one worker share what is global: a test that asked a real server got an answer of this one, and waited for ever.
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const at = (path: string, method = 'GET') => new Request(`http://shop.test${path}`, { method });

function answering(body: string) {
  const fetched = vi.fn(async () => new Response(body));
  vi.stubGlobal('fetch', fetched);
  return fetched;
}

test('an answer asked early is taken once, whole, though it was read before', async () => {
  const fetched = answering('{"a":1}');
  expect(await (await askEarly('/api/a?b=c%2Cd')).json()).toEqual({ a: 1 });
  expect(takeEarly(at('/api/a?b=c'))).toBeUndefined();
  expect(takeEarly(at('/api/a?b=c%2Cd', 'POST'))).toBeUndefined();
  expect(await (await takeEarly(at('/api/a?b=c%2Cd')))!.text()).toBe('{"a":1}');
  expect(takeEarly(at('/api/a?b=c%2Cd'))).toBeUndefined();
  expect(fetched).toHaveBeenCalledTimes(1);
});

test('an answer nobody took in time is asked anew', () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  answering('{}');
  void askEarly('/api/old');
  vi.advanceTimersByTime(10_001);
  expect(takeEarly(at('/api/old'))).toBeUndefined();
});

test('a failure is told to whoever takes it, and to nobody else', async () => {
  vi.stubGlobal('fetch', async () => Promise.reject(new TypeError('away')));
  await expect(askEarly('/api/a')).rejects.toThrow('away');
  await expect(takeEarly(at('/api/a'))).rejects.toThrow('away');
});
