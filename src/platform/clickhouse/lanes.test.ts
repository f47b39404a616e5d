import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Lane, Lanes } from './lanes.ts';

/** Hands out a connection and notes whose turn it was. */
function asker(lanes: Lanes<number>, turns: string[]) {
  const held: Lane<number>[] = [];
  const ask = async (shopId: number, quick = false, signal?: AbortSignal) => {
    const lane = await lanes.take({ shopId, quick, signal });
    turns.push(`${shopId}${quick ? ' quick' : ''}`);
    held.push(lane);
  };
  /** Gives back the oldest lane and lets whoever waits for it go on. */
  const next = async () => {
    held.shift()?.release();
    await Promise.resolve().then(() => Promise.resolve());
  };
  return { ask, next, held };
}

it('lets shops take turns, however many questions one of them asks', async () => {
  const turns: string[] = [];
  const { ask, next, held } = asker(new Lanes([1, 2]), turns);
  const all = [ask(1), ask(1), ask(1), ask(1), ask(2), ask(3)];
  await Promise.resolve();
  while (held.length > 0) await next();
  await Promise.all(all);
  expect(turns).toEqual(['1', '1', '2', '3', '1', '1']);
});

it('keeps the last connection for quick questions', async () => {
  const turns: string[] = [];
  const { ask, next } = asker(new Lanes([1, 2, 3]), turns);
  const all = [ask(1), ask(1), ask(1), ask(2, true), ask(3, true)];
  await Promise.resolve();
  expect(turns).toEqual(['1', '1', '2 quick']);
  await next();
  await next();
  await next();
  await next();
  await Promise.all(all);
});

it('forgets who left the line, and never lends to the one who came too late', async () => {
  const turns: string[] = [];
  const { ask, next } = asker(new Lanes([1]), turns);
  const leaver = new AbortController();
  const first = ask(1);
  const left = ask(2, false, leaver.signal);
  const stays = ask(3);
  leaver.abort(new Error('left'));
  await expect(left).rejects.toThrow('left');
  await expect(ask(4, false, AbortSignal.abort(new Error('too late')))).rejects.toThrow('too late');
  await next();
  await Promise.all([first, stays]);
  expect(turns).toEqual(['1', '3']);
});

it('never lends one connection twice, never starves, and gives all of them back', async () => {
  const question = fc.record({
    shopId: fc.integer({ min: 1, max: 4 }),
    quick: fc.boolean(),
    work: fc.nat(3),
  });
  const property = fc.asyncProperty(
    fc.array(question, { maxLength: 40 }),
    fc.integer({ min: 1, max: 5 }),
    async (all, size) => {
      const lanes = new Lanes(Array.from({ length: size }, (_, index) => index));
      const busy = new Set<number>();
      await Promise.all(
        all.map(async ({ work, ...ticket }) => {
          const lane = await lanes.take(ticket);
          expect(busy.has(lane.connection)).toBe(false);
          busy.add(lane.connection);
          for (let step = 0; step < work; step += 1) await Promise.resolve();
          busy.delete(lane.connection);
          lane.release();
          lane.release();
        }),
      );
      expect(busy.size).toBe(0);
    },
  );
  await fc.assert(property);
});
