import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openWorld, type World } from '../../test/world.ts';
import { registerMirrors } from '../mirrors.ts';
import { commandRunner } from './serve-commands.ts';

/** `value fit`, `funnel` and `paths` from the command line: one JSON document under the usual letters, words for people, wrong usage refused. */

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

it('scores everybody, and lists, exports and one customer say the same', async () => {
  const scored = JSON.parse((await said('value', 'score', '--as-of', '1997-12-31', '--json')).text);
  expect(scored).toMatchObject({ run: { as_of: '1997-12-31', confidence: 'low' }, totals: { customers: 5 } });
  expect(JSON.parse((await said('value', 'show', '--json')).text)).toEqual(scored);
  expect((await said('value', 'show')).text).toMatch(/5 customers · value over 52 weeks .* low confidence/);
  const list = async (...words: string[]) =>
    JSON.parse(
      (
        await said(
          'customers',
          'list',
          '--sort',
          'score',
          '--by-score',
          'lifetime-value',
          ...words,
          '--scores',
          'lifetime-value',
          '--json',
        )
      ).text,
    ).customers.map(
      (it: { customer_id: number; figures: { model_scores: { score: string; value: number }[] } }) => [
        it.customer_id,
        it.figures.model_scores.find(({ score }) => score === 'lifetime-value')!.value,
      ],
    );
  const falling = await list();
  expect(falling).toHaveLength(5);
  expect(falling.map(([, value]: number[]) => value)).toEqual(
    falling.map(([, value]: number[]) => value).sort((a: number, b: number) => b - a),
  );
  expect(await list('--order', 'asc')).toEqual(falling.toReversed());
  const [best] = falling;
  expect(await list('--score', `lifetime-value:${best[1]}..`)).toEqual([best]);
  expect(await list('--score', 'value-band:3..3,alive:0..1')).not.toEqual([]);
  expect((await said('customers', 'list', '--score', 'luck:1..')).failure).toBe('unusable-question');
  const one = JSON.parse((await said('value', 'customer', '--customer', String(best[0]), '--json')).text);
  expect(one.value.mean.value).toBeCloseTo(best[1], 0);
  expect(one.value.low).toBeLessThanOrEqual(one.value.high);
  expect((await said('value', 'customer', '--customer', String(best[0]))).text).toMatch(
    /P\(alive\) .*next 52 weeks/,
  );
  const file = (await said('export', 'scores', '--columns', 'customer_id,lifetime_value,value_band')).text;
  expect(file).toContain(`\n${best[0]},`);
  expect(file.trim().split('\n')).toHaveLength(6);
});

it('says in words how sure it is, and refuses what it cannot answer', async () => {
  expect((await said(...fitOf, 'bg-nbd')).text).toMatch(/5 customers, 4 of them came back.* low confidence/);
  expect((await said(...fitOf, 'lstm')).code).toBe(2);
  expect((await said('value', 'fit', '--as-of', '1996-01-01', '--model', 'bg-nbd')).failure).toBe(
    'no-purchases',
  );
});

it('funnels and paths are told as JSON and in words', async () => {
  const steps = ['--steps', 'Order Placed,Order Completed', '--window', '7d'];
  const days = ['--from', '1997-01-01', '--to', '1997-12-31'];
  const told = JSON.parse((await said('funnel', ...steps, ...days, '--trend', 'month', '--json')).text);
  expect(told).toMatchObject({ customers: 5, converted: 5, conversion: 1 });
  expect(told.periods).toHaveLength(12);
  expect((await said('funnel', ...steps, ...days)).text).toMatch(/Order Completed +5 +100.0%/);
  expect((await said('funnel', '--steps', 'A', '--window', '7d')).failure).toBe('unusable-question');
  const paths = JSON.parse((await said('paths', '--to-event', 'Order Completed', ...days, '--json')).text);
  expect(paths).toMatchObject({ direction: 'backward', customers: 5, paths: 15 });
  expect((await said('paths', ...days)).failure).toBe('unusable-question');
});

it('churn says who has most at stake and why, of one customer too, and how far it can be trusted', async () => {
  const told = JSON.parse((await said('churn', '--as-of', '1997-09-30', '--json')).text);
  expect(told).toMatchObject({
    customers: 5,
    currency: 'USD',
    run: { as_of: '1997-09-30', confidence: 'low' },
  });
  expect(told.most.map((it: { customer: number }) => it.customer).toSorted()).toEqual([1, 2, 3, 4, 5]);
  expect((await said('churn', '--as-of', '1997-09-30')).text).toMatch(/5 customers.*low confidence/);
  const one = JSON.parse((await said('churn', 'customer', '--customer', '5', '--json')).text);
  expect(one).toMatchObject({ customer: 5, as_of: '1997-09-30', confidence: 'low' });
  expect((await said('churn', 'customer', '--customer', '77')).failure).toBe('no-such-customer');
});

it('interests are told of the shop and of one customer, and every bar opens its customers', async () => {
  const told = JSON.parse((await said('interests', '--as-of', '1997-06-30', '--json')).text);
  expect(told).toMatchObject({ as_of: '1997-06-30', half_life_days: 60, currency: 'USD', customers: 5 });
  const [bar] = told.dimensions.find((it: { dimension: string }) => it.dimension === 'price').values;
  const behaviour = `interest?dimension=price&value=${bar.value}&as_of=1997-06-30`;
  const list = JSON.parse((await said('customers', 'list', '--behaviour', behaviour, '--json')).text);
  expect(list.customers).toHaveLength(bar.customers);
  const one = JSON.parse(
    (await said('interests', 'customer', '--customer', '5', '--as-of', '1997-06-30', '--json')).text,
  );
  expect(one).toMatchObject({ customer: 5, acts: 5 });
  const hour = one.dimensions.find((it: { dimension: string }) => it.dimension === 'hour').values[0];
  // Bought on the 5th of January to May: 8 halved by 176, 145, 117, 86 and 56 days of age over 60.
  const expected = [176, 145, 117, 86, 56].reduce((sum, age) => sum + 8 * 0.5 ** (age / 60), 0);
  expect(hour).toMatchObject({ share: 1, acts: 5 });
  expect(hour.score).toBeCloseTo(expected, 4);
  const soon = await said('interests', 'customer', '--customer', '1', '--as-of', '2000-01-01');
  expect(soon.failure).toBe('no-interests');
});

it('next purchases are told as JSON and in words, of one customer too, and as scores of lists', async () => {
  const told = JSON.parse((await said('next-purchase', '--as-of', '1997-09-30', '--json')).text);
  expect(told).toMatchObject({
    customers: 5,
    window_days: 90,
    run: { confidence: 'low', model: 'next-purchase' },
  });
  expect((await said('next-purchase', '--as-of', '1997-09-30')).text).toMatch(/5 customers.*low confidence/);
  const one = JSON.parse((await said('next-purchase', 'customer', '--customer', '5', '--json')).text);
  expect(one).toMatchObject({ customer: 5, as_of: '1997-09-30', confidence: 'low', categories: [] });
  expect(one.expected.day > '1997-09-30').toBe(true);
  expect((await said('next-purchase', 'customer', '--customer', '5')).text).toMatch(/if they buy: 199/);
  expect((await said('next-purchase', 'customer', '--customer', '77')).failure).toBe('no-such-customer');
  const likely = await said(
    'customers',
    'list',
    '--score',
    'buys-30-days:0..1,next-purchase-days:1..90',
    '--json',
  );
  expect(JSON.parse(likely.text).customers).toHaveLength(5);
});

it('who is like whom: one customer, a set, a persona, each opening its customers', async () => {
  const day = ['--as-of', '1997-06-30', '--json'];
  const similar = JSON.parse((await said('interests', 'similar', '--customer', '5', ...day)).text);
  expect(similar).toMatchObject({ customer: 5, compared: 4 });
  expect(similar.similar.map((it: { customer: number }) => it.customer).toSorted()).toEqual([1, 2, 3, 4]);
  const like = JSON.parse((await said('look-alike', '--customers', '4,5', ...day)).text);
  expect(like).toMatchObject({ members: 2, candidates: 3, low_confidence: true });
  const refused = await said('look-alike', ...day);
  expect(refused.failure).toBe('unusable-question');
  expect((await said('look-alike', '--of', 'r=9', ...day)).failure).toBe('unusable-question');
  const listed = async (behaviour: string) =>
    JSON.parse((await said('customers', 'list', '--behaviour', behaviour, '--json')).text).customers.length;
  const of = encodeURIComponent('orders_from=4');
  expect(await listed(`look-alike?of=${of}&top=2`)).toBeLessThanOrEqual(2);
  const personas = JSON.parse((await said('personas', ...day)).text);
  expect(personas.personas).toHaveLength(6);
  expect(await listed('persona?persona=price-led&as_of=1997-06-30')).toBe(
    personas.personas.find((it: { rule: { persona: string } }) => it.rule.persona === 'price-led').customers,
  );
  const social = await said('social', '--as-of', '1997-06-30');
  expect(social.failure, 'a shop without ties').toBe('nothing-to-learn');
  expect(JSON.parse((await said('social', 'growth', '--to', '1997-06-30', '--json')).text).whole.k).toBe(0);
});

it('recommendations are learnt and listed as they are served', async () => {
  expect((await said('recommend', 'list', '--customer', '5')).failure).toBe('not-learnt-yet');
  const learnt = JSON.parse((await said('recommend', 'learn', '--as-of', '1997-09-30', '--json')).text);
  expect(learnt).toMatchObject({ run: { model: 'recommendation', confidence: 'low' } });
  expect(learnt.mix).toContainEqual({ method: 'popular', share: 1 });
  expect((await said('recommend', 'learn', '--as-of', '1997-09-30')).text).toMatch(
    /low confidence.*the mix/s,
  );
  const list = JSON.parse((await said('recommend', 'list', '--customer', '5', '--json')).text);
  // CDNOW names no products, so there is nothing to list.
  expect(list).toMatchObject({ as_of: '1997-09-30', personal: false, products: [] });
});
