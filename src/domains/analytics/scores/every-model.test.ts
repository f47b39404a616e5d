import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writableShards } from '../../../../test/two-shards.ts';
import { openWorld, type TestShop, type World } from '../../../../test/world.ts';
import { writeBehaviour } from '../../../contract/behaviour-people.ts';
import { writeCohortCell } from '../../../contract/cohort-cell.ts';
import type { PeopleFilter } from '../../../contract/people.ts';
import { findScoreKind } from '../../../contract/score-kinds.ts';
import { findShop } from '../../../platform/auth/index.ts';
import { withShop } from '../../../platform/db/postgres.ts';
import { orThrow, type Result } from '../../../platform/errors.ts';
import type { Platform } from '../../../platform/platform.ts';
import { listEventNames } from '../behaviour/list-event-names.ts';
import { showChurn, showCustomerRisk } from '../churn/show-churn.ts';
import { scoresExport } from '../exports/export-scores.ts';
import { askInterests } from '../interests/ask-interests.ts';
import { findSimilar } from '../interests/find-similar.ts';
import { showCustomerInterests } from '../interests/show-interests.ts';
import { findLookAlikes } from '../look-alike/find-look-alikes.ts';
import { askCurrencies } from '../metrics/ask-currencies.ts';
import { scoreModels } from '../models.ts';
import { showCustomerNext } from '../next-purchase/show-next.ts';
import { peopleFinder } from '../people/find-people.ts';
import { habitsOf } from '../people/habits.ts';
import { showPeople } from '../people/show-people.ts';
import { usePeople } from '../people/use-people.ts';
import { askPersonas } from '../personas/ask-personas.ts';
import { listGroup } from '../rfm/list-group.ts';
import { showSocial } from '../social/show-social.ts';
import { randomFrom } from '../testing/random-customers.ts';
import { noon, personOf, smallPast } from '../testing/small-past.ts';
import { storeHistory } from '../testing/store-history.ts';
import { showCustomerValue } from '../value/show-value.ts';
import { currentScores, scoresOfCustomers } from './current-scores.ts';
import { runAndWait } from './run-and-wait.ts';
import type { ModelRun } from './run-store.ts';
import type { ScoreModel } from './score-model.ts';

/** Every model on one shop: over two shards what it is on one node, and nothing of whoever objects. */

const DAY = 86_400_000;
const AS_OF = '2025-12-31';
const END = noon(AS_OF);
const PEOPLE = 120;
/** Buys dear homeware and nothing else, brought five others, and has been away for fifty days: every model has much to say of them. */
const ONE = 1;

const products = ['家居', '家居', '食品', '母婴', '数码', '服饰'].map((category, n) => ({
  ...{ productId: n + 1, canonicalId: n + 1, category, brand: `牌${n % 3}` },
}));

function drawOrders() {
  const random = randomFrom(17);
  return Array.from({ length: PEOPLE }, (_, n) => {
    const personId = n + 1;
    const pace = personId === ONE ? 9 : 8 + 50 * random.unit();
    const leaves =
      personId === ONE ? END - 50 * DAY : random.unit() < 0.4 ? END - 300 * random.unit() * DAY : END;
    const times: number[] = [];
    for (let at = noon('2025-01-05') + random.unit() * 90 * DAY; at <= leaves; )
      at = times[times.push(Math.floor(at)) - 1]! + pace * (0.6 + 0.8 * random.unit()) * DAY;
    return times.map((paidAt, nth) => {
      const productId = personId === ONE ? 1 : 1 + Math.floor(random.unit() * 6);
      const amount = personId === ONE ? 90_000 : 100 * productId;
      const brought = nth === 0 && personId > ONE && personId <= 6;
      return {
        ...{ personId, paidAt, paid: amount, goods: amount, channel: personId % 3 === 0 ? 'tmall' : 'web' },
        lines: [{ productId, amount, discount: 0, cost: Math.round(amount * 0.6) }],
        ...(brought && { tieNo: 'r', tieRole: 'referred' }),
      };
    });
  }).flat();
}

const past = smallPast(
  drawOrders().map((it, n) => ({ ...it, orderId: n + 1 })),
  {
    products,
    // Two persons of each tenth customer: numbers of shards and of customers lie apart.
    persons: Array.from({ length: PEOPLE }, (_, n) =>
      personOf(n + 1, n % 10 === 9 ? { customerId: n } : { city: '洛阳市' }),
    ),
    events: [3, 4, 5, 6].map((personId) => ({
      ...{ personId, channel: 'web', category: '', productId: personId },
      ...{ time: noon('2025-12-01'), correctedTime: noon('2025-12-01') },
    })),
    ties: [{ personId: ONE, tieNo: 'r', tieRole: 'referrer', seenAt: noon('2025-01-02') }],
  },
);

let world: World;
let shop: TestShop;
let platforms: readonly Platform[];
const runs = new Map<string, readonly ModelRun[]>();

beforeAll(async () => {
  world = await openWorld({ now: '2026-01-01T04:00:00Z' });
  const { platform } = world;
  const { clickhouse } = platform;
  const shards = { ...(await writableShards(clickhouse, ['people', 'scores'])), insert: clickhouse.insert };
  platforms = [platform, { ...platform, clickhouse: shards }];
  shop = await world.shop();
  await storeHistory(clickhouse, shop.shopId, past);
  await withShop(platform.db, shop.shopId, (tx) =>
    sql`insert into customers.persons (shop_id, person_id, customer_id, first_seen_at, last_seen_at)
      select ${shop.shopId}, id, case when id % 10 = 0 then id - 1 else id end, now(), now()
      from generate_series(1, ${PEOPLE}::int) id`.execute(tx),
  );
  for (const model of scoreModels)
    runs.set(model.name, [await runOn(platforms[0]!, model), await runOn(platforms[1]!, model)]);
}, 120_000);
afterAll(() => world?.close());

async function runOn(platform: Platform, model: ScoreModel): Promise<ModelRun> {
  return orThrow(await runAndWait({ platform, shop, model }, { refit: true, asOf: AS_OF, by: 'test' }));
}

interface Asked {
  readonly platform: Platform;
  readonly clickhouse: Platform['clickhouse'];
  readonly shop: TestShop;
  readonly asOf: string;
}

/** One answer of both topologies. */
async function ask<T>(question: (it: Asked) => Promise<T>): Promise<T> {
  const answers: T[] = [];
  for (const platform of platforms)
    answers.push(await question({ platform, clickhouse: platform.clickhouse, shop, asOf: AS_OF }));
  expect(answers[1], 'two shards answer what one node does').toEqual(answers[0]);
  return answers[0]!;
}

/** Where two documents lie apart: numbers may by a ten-thousandth, as sums come in another order. */
function apart(one: unknown, other: unknown, path = ''): string[] {
  if (typeof one === 'number' && typeof other === 'number')
    return Math.abs(one - other) <= 1e-4 * Math.max(1, Math.abs(one)) ? [] : [`${path}: ${one} ${other}`];
  if (one === null || other === null || typeof one !== 'object' || typeof other !== 'object')
    return one === other ? [] : [`${path}: ${one} ${other}`];
  const [a, b] = [one, other] as [Record<string, unknown>, Record<string, unknown>];
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].flatMap((name) =>
    apart(a[name], b[name], `${path}.${name}`),
  );
}

const scoresOf = ({ runId }: ModelRun) =>
  world.platform.clickhouse.query<object>({
    sql: `SELECT score, customer_id, value, word, low, high FROM scores
WHERE shop_id = {shop:UInt32} AND run_id = {run:UInt64} ORDER BY score, customer_id`,
    ...{ shopId: shop.shopId, params: { run: runId } },
  });

describe('over two shards', () => {
  it.each(scoreModels)('$name learns, finds and says what it does on one node', async ({ name, scores }) => {
    const [one, two] = runs.get(name)! as [ModelRun, ModelRun];
    const told = ({ sampleSize, confidence, parameters, errors, findings }: ModelRun) => ({
      ...{ sampleSize, confidence, parameters, errors, findings },
    });
    expect(apart(told(one), told(two))).toEqual([]);
    const said = await scoresOf(one);
    if (scores.length > 0) expect(said.length).toBeGreaterThan(scores.length);
    expect(apart(said, await scoresOf(two))).toEqual([]);
  });
});

const list = (filter: PeopleFilter, more: object = {}) =>
  ask(async ({ platform }) => {
    const asked = { platform, shop, filter, sort: 'newest', direction: 'asc', limit: 1000, ...more } as const;
    return orThrow(await peopleFinder.page(asked)).people.map((it) => it.customerId);
  });

const behind = (...[kind, question]: Parameters<typeof writeBehaviour>) =>
  list({ behaviour: writeBehaviour(kind, question) });

async function exported({ platform }: Asked): Promise<number[]> {
  const found = (await findShop(platform.db, shop.slug))!;
  const asked = { platform, shop: found, masking: 'masked', filters: { as_of: AS_OF } } as const;
  const { signal } = new AbortController();
  const people: number[] = [];
  for await (const batch of scoresExport.read({ ...asked, columns: new Set(['churn_risk']), signal }))
    people.push(...(batch.people ?? []));
  return people;
}

/** Everywhere somebody stands because of what they do or what models say of them. */
async function whereListed(): Promise<Readonly<Record<string, readonly number[]>>> {
  const step = 'Order Completed';
  const days = { from: '2025-01-01', to: AS_OF };
  const members = Array.from({ length: 40 }, (_, n) => 3 * n + 2);
  const { codes, standing } = theirs;
  const byScore = codes.map(
    async (score) => [`score ${score}`, await list({ score: `${score}:0..` })] as const,
  );
  const lists = {
    'rfm group': ask(async (it) =>
      orThrow(await listGroup({ ...it, limit: 1000 })).items.map((row) => row.customer_id),
    ),
    'people by rfm': list({ rfm_group: standing.rfm_group }),
    'people by quadrant': list({ quadrant: standing.quadrant }),
    'people by stage': list({ stage: standing.stage }),
    word: list({ score: 'interest-category=家居' }),
    cohort: list({ cohort: writeCohortCell({ day: standing.first, by: 'first-order', period: 'month' }) }),
    funnel: behind('funnel', { steps: `${step},${step}`, window: '30d', ...days, step: 1, side: 'reached' }),
    interest: behind('interest', { dimension: 'category', value: '家居', as_of: AS_OF }),
    persona: behind('persona', { persona: 'city-2-3', as_of: AS_OF }),
    growth: behind('growth', { ...days, side: 'inviters' }),
    file: ask(exported),
    'most at stake': ask(async (it) => orThrow(await showChurn(it)).most.map((one) => one.customer)),
    influence: ask(async (it) => orThrow(await showSocial(it)).most.map((one) => one.customer)),
    similar: ask(async (it) =>
      orThrow(await findSimilar(it, { customer: 3, limit: 1000 })).similar.map((one) => one.customer),
    ),
    'look-alikes': ask(async (it) =>
      orThrow(await findLookAlikes({ ...it, members, limit: 1000 })).look_alikes.map((one) => one.customer),
    ),
    told: ask(async ({ platform, clickhouse }) => {
      const current = await withShop(platform.db, shop.shopId, (tx) => currentScores(tx, shop.shopId));
      const found = await scoresOfCustomers({ clickhouse, shop }, current, [ONE]);
      return found.map((it) => it.customerId);
    }),
  };
  const told = await Promise.all(
    Object.entries(lists).map(async ([name, people]) => [name, await people] as const),
  );
  return Object.fromEntries([...told, ...(await Promise.all(byScore))]);
}

/** What is known of them before they object: filters that find them. */
let theirs: {
  readonly codes: readonly string[];
  readonly standing: Readonly<Record<'rfm_group' | 'quadrant' | 'stage' | 'first', string>>;
};

async function readTheirs(): Promise<typeof theirs> {
  const { platform } = world;
  const found = await peopleFinder.figures({ platform, shop, scores: 'all' }, [ONE]);
  const { scores, stage, first_order_at: first, model_scores: told } = found.get(ONE)!;
  const { rfm_group, quadrant } = scores!;
  const ofModel = Map.groupBy(told, (it) => findScoreKind(it.score)!.model);
  return {
    codes: [...ofModel.values()].map(([one]) => one!.score),
    standing: { rfm_group, quadrant, stage: stage!, first: first!.slice(0, 10) },
  };
}

/** What is said of them alone, or learnt of them. */
const own: readonly (readonly [string, (it: Asked) => Promise<Result<object>>])[] = [
  ['no-value', (it) => showCustomerValue(it, ONE)],
  ['no-churn-risk', (it) => showCustomerRisk(it, ONE)],
  ['no-next-purchase', (it) => showCustomerNext(it, ONE)],
  ['no-interests', (it) => showCustomerInterests(it, ONE)],
  ['no-interests', (it) => findSimilar(it, { customer: ONE, limit: 5 })],
  ['no-members', (it) => findLookAlikes({ ...it, members: [ONE], limit: 5 })],
];

it('whoever objects stands in nothing of it from that moment, and gets no score any more', {
  timeout: 120_000,
}, async () => {
  theirs = await readTheirs();
  // One of each model: a list by any other is the same question.
  expect(theirs.codes).toHaveLength(scoreModels.filter((it) => it.scores.length > 0).length);
  const before = await whereListed();
  expect(Object.keys(before).filter((name) => !before[name]!.includes(ONE))).toEqual([]);
  for (const [code, show] of own) expect((await ask(show)).ok, code).toBe(true);
  const seen = { first_seen_at: '2024-01-01T00:00:00Z', last_seen_at: '2024-01-01T00:00:00Z' };
  await world.platform.clickhouse.insert('persons', [
    { shop_id: shop.shopId, person_id: ONE, ...seen, city: '洛阳市', profiling_barred: 1, version: 2 },
  ]);
  const after = await whereListed();
  expect(Object.keys(after).filter((name) => after[name]!.includes(ONE))).toEqual([]);
  // They alone are gone.
  for (const name of ['rfm group', 'people by stage', 'cohort', 'funnel', 'file'])
    expect(after[name], name).toEqual(before[name]!.filter((it) => it !== ONE));
  for (const [code, show] of own) expect(await ask(show)).toMatchObject({ ok: false, problem: { code } });
  for (const model of scoreModels) {
    const again = await runOn(world.platform, model);
    expect(JSON.stringify(await scoresOf(again)), model.name).not.toContain(`"customer_id":${ONE},`);
  }
});

it('what pages count and offer to choose from is the same over two shards', async () => {
  const { customers } = await ask(async (it) => orThrow(await askInterests(it)));
  const { personas } = await ask(async (it) => orThrow(await askPersonas(it)));
  expect(customers).toBeGreaterThan(100);
  expect(personas.some((it) => it.customers > 0)).toBe(true);
  const days = { from: '2025-01-01', to: AS_OF };
  const { names } = await ask(async (it) => orThrow(await listEventNames({ ...it, ...days })));
  expect(names.map((it) => [it.name, it.count])).toEqual([
    ['Order Completed', past.orders.length],
    ['Order Placed', past.orders.length],
    ['Product Viewed', past.events.length],
  ]);
  const { orders, others } = await ask((it) => askCurrencies(it, days));
  expect([orders, others]).toEqual([past.orders.length, []]);
  const { categories } = await ask((it) => habitsOf(it, [ONE]));
  expect(categories.map((it) => it.value)).toEqual(['家居']);
  const overview = await ask(async (it) => showPeople({ ...it, build: await usePeople(it) }));
  expect(overview.orders).toBe(past.orders.length);
});
