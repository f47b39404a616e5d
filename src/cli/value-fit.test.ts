import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openWorld, type World } from '../../test/world.ts';
import { registerMirrors } from '../mirrors.ts';
import { commandRunner } from './serve-commands.ts';

/** `value fit` from the command line: one JSON document under the usual letters, words for people, wrong usage refused. */

let world: World;
beforeAll(async () => {
  world = await openWorld();
  registerMirrors(world.platform);
  const rows = [1, 2, 3, 4, 5].flatMap((customer) =>
    Array.from(
      { length: customer },
      (_, n) => `0000${customer} ${customer} 1997${'0'}${n + 1}0${customer} 1 1${n}.77`,
    ),
  );
  await writeFile(join(world.platform.config.dataDir, 'sample.txt'), `${rows.join('\n')}\n`);
  expect((await said('import', 'sample.txt', '--preset', 'cdnow')).code).toBe(0);
});
afterAll(() => world?.close());

async function said(...words: string[]): Promise<{ code: number; text: string; failure: string }> {
  let [text, failure] = ['', ''];
  const hear = (frame: { type: string; text?: string; problem?: { code: string } }) => {
    if (frame.type === 'stdout') text += frame.text;
    if (frame.type === 'problem') failure = frame.problem!.code;
  };
  const argv = [...words, '--shop', 'cdnow'];
  const run = { type: 'run', argv, cwd: world.platform.config.dataDir, language: 'en', user: 'mei' } as const;
  const code = await commandRunner(world.platform)(run, hear, new AbortController().signal);
  return { code, text, failure };
}

const fitOf = ['value', 'fit', '--as-of', '1997-12-31', '--model'];

it.each([
  ['bg-nbd', ['r', 'alpha', 'a', 'b']],
  ['mbg-nbd', ['r', 'alpha', 'a', 'b']],
  ['pareto-nbd', ['r', 'alpha', 's', 'beta']],
  ['gamma-gamma', ['p', 'q', 'gamma']],
])('%s is told under its usual letters', async (model, letters) => {
  const told = JSON.parse((await said(...fitOf, model, '--calibration-end', '1997-09-30', '--json')).text);
  expect(told).toMatchObject({ model, unit: 'week', calibration_end: '1997-09-30', as_of: '1997-12-31' });
  expect(told.customers).toBe(model === 'gamma-gamma' ? 4 : 5);
  expect([Object.keys(told.parameters), Object.keys(told.standard_errors)]).toEqual([letters, letters]);
  expect(told.log_likelihood).toBeLessThan(0);
});

it('says in words how sure it is, and refuses what it cannot answer', async () => {
  expect((await said(...fitOf, 'bg-nbd')).text).toMatch(/5 customers, 4 of them came back.* low confidence/);
  expect((await said(...fitOf, 'lstm')).code).toBe(2);
  expect((await said('value', 'fit', '--as-of', '1996-01-01', '--model', 'bg-nbd')).failure).toBe(
    'no-purchases',
  );
});
