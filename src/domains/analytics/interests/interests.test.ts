import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cases } from '../../../../test/properties.ts';
import { type BothTopologies, bothTopologies } from '../../../../test/two-shards.ts';
import { openWorld, type World } from '../../../../test/world.ts';
import { permissions } from '../../../contract/auth.ts';
import type { InterestDimension } from '../../../contract/interests.ts';
import type { LookAlike } from '../../../contract/look-alike.ts';
import type { PersonaRule } from '../../../contract/personas.ts';
import { randomFor } from '../../../demo/random.ts';
import { exportNouns } from '../../../export-nouns.ts';
import { findShop } from '../../../platform/auth/index.ts';
import { withShop } from '../../../platform/db/postgres.ts';
import { orThrow } from '../../../platform/errors.ts';
import { prepareExport, startExport } from '../../../platform/exports/index.ts';
import { recordAct } from '../../compliance/index.ts';
import { boundValues } from '../behaviour/bound-values.ts';
import { findLookAlikes } from '../look-alike/find-look-alikes.ts';
import { checkOf } from '../look-alike/look-alike-rules.ts';
import { addDays } from '../metrics/days.ts';
import { peopleFinder } from '../people/find-people.ts';
import { askPersonas } from '../personas/ask-personas.ts';
import { personaModel } from '../personas/persona-model.ts';
import { personasSql } from '../personas/personas-sql.ts';
import { currentScores, scoresOfCustomers } from '../scores/current-scores.ts';
import { runAndWait } from '../scores/run-and-wait.ts';
import type { ScoreModel } from '../scores/score-model.ts';
import { writeSettings } from '../scores/settings-store.ts';
import { day, type History, history } from '../testing/history.ts';
import { SlowInterests } from '../testing/interest-model.ts';
import { Past } from '../testing/past.ts';
import { personaRules, SlowPersonas } from '../testing/persona-model.ts';
import { personOf, smallPast } from '../testing/small-past.ts';
import { storeHistory } from '../testing/store-history.ts';
import { driversSql } from './ask-drivers.ts';
import { interestModel } from './interest-model.ts';
import { dimensionWeights, HALF_LIVES, POINTS } from './interest-rules.ts';
import { likenessSql } from './likeness-sql.ts';
import { planInterests } from './plan-interests.ts';
import { readPriceCuts } from './price-bands.ts';
import { readScoresOf } from './show-interests.ts';
import { scoresSql, signsPlan } from './signs-sql.ts';

let world: World;
let both: BothTopologies;
let shopId = 8800;

beforeAll(async () => {
  world = await openWorld();
  both = await bothTopologies(world.platform.clickhouse);
});
afterAll(() => world?.close());

async function store(past: History): Promise<number> {
  shopId += 1;
  await storeHistory(both.single, shopId, past);
  return shopId;
}

/** Fifths of unit prices, by sorting them: the least price that at least a fifth, two fifths, ... of lines have at most. */
function slowCuts(past: History, asOf: string): number[] {
  const prices = new Past(past).paidOrders
    .filter((it) => it.day <= asOf)
    .flatMap((it) => it.lines.map((line) => line.amount + line.discount))
    .sort((a, b) => a - b);
  if (prices.length === 0) return [];
  return [0.2, 0.4, 0.6, 0.8].map((share) => prices.find((_, n) => n + 1 >= share * prices.length)!);
}

interface Row {
  readonly customer_id: number;
  readonly dimension: string;
  readonly value: string;
  readonly score: string;
  readonly acts: string;
}

describe('against a slow reader', () => {
  it('every score is the sum of its signs, each halved by its age', { timeout: 300_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(history, day, fc.integer({ min: 1, max: 40 }), async (past, asOf, halfLife) => {
        const shop = { shopId: await store(past), timeZone: past.timeZone, currency: 'CNY' };
        const cuts = await readPriceCuts({ clickhouse: both.single, shop }, asOf);
        expect(await readPriceCuts({ clickhouse: both.shards, shop }, asOf)).toEqual(cuts);
        expect(cuts).toEqual(slowCuts(past, asOf));
        const bound = boundValues('t');
        const from = addDays(asOf, -HALF_LIVES * halfLife);
        const asked = {
          timeZone: past.timeZone,
          currency: 'CNY',
          asOf,
          from,
          halfLifeDays: halfLife,
          cuts,
        };
        const at = signsPlan(asked, bound);
        const rows = await both.ask<Row>({
          sql: `SELECT * FROM (${scoresSql(at)}) ORDER BY customer_id, dimension, value`,
          ...{ shopId: shop.shopId, params: bound.params },
        });
        const slowly = new SlowInterests(past, { asOf, halfLife, cuts });
        const slow = slowly.scores();
        const told = rows.map((it) => `${it.customer_id} ${it.dimension} ${it.value}`);
        expect(told.sort()).toEqual([...slow.keys()].sort());
        for (const it of rows) {
          const expected = slow.get(`${it.customer_id} ${it.dimension} ${it.value}`)!;
          expect(Number(it.acts)).toBe(expected.acts);
          expect(Number(it.score) / POINTS).toBeCloseTo(expected.score, 4);
        }
        // A window has its customers' alone, of whatever number the persons are who were merged into them.
        const joined = new Set(
          past.persons.filter((it) => it.customerId !== it.personId).map((it) => it.customerId),
        );
        for (const first of joined) {
          const ofWindow = boundValues('w');
          const inWindow = scoresSql(signsPlan({ ...asked, among: { first, last: first } }, ofWindow));
          const theirs = await both.ask<Row>({
            sql: `SELECT * FROM (${inWindow}) ORDER BY customer_id, dimension, value`,
            ...{ shopId: shop.shopId, params: ofWindow.params },
          });
          expect(theirs).toEqual(rows.filter((it) => it.customer_id === first));
        }
        const driven = await both.ask<{ source: string; age: number; points: string; signs: string }>({
          ...{ sql: driversSql(at), shopId: shop.shopId, params: bound.params },
        });
        const drivers = [...slowly.drivers()].sort(([a], [b]) => (a < b ? -1 : 1));
        expect(
          driven.map((it) => [`${it.source} ${it.age}`, Number(it.signs), Number(it.points) / POINTS]),
        ).toEqual(drivers.map(([key, { signs, weight }]) => [key, signs, expect.closeTo(weight, 4)]));
      }),
      cases(20, 3),
    );
  });

  /** Each customer as a vector, dimension by dimension of length root of its weight. */
  function slowVectors(slow: SlowInterests): Map<number, Map<string, number>> {
    const part = (hour: string) => String(Math.floor(Number(hour) / 3));
    const rows = [...slow.scores(part)].map(([key, { score }]) => {
      const [customer, dimension, value] = key.split(' ') as [string, InterestDimension, string];
      return { customer: Number(customer), dimension, name: `${dimension}:${value}`, score };
    });
    const vectors = new Map<number, Map<string, number>>();
    for (const { customer, dimension, name, score } of rows) {
      const own = rows.filter((it) => it.customer === customer && it.dimension === dimension);
      const length = Math.sqrt(own.reduce((sum, it) => sum + it.score ** 2, 0));
      const vector = vectors.get(customer) ?? new Map();
      vectors.set(customer, vector.set(name, (Math.sqrt(dimensionWeights[dimension]) * score) / length));
    }
    return vectors;
  }

  it('likeness is the cosine of every two', { timeout: 300_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(history, fc.integer({ min: 5, max: 40 }), async (past, halfLife) => {
        const shop = { shopId: await store(past), timeZone: past.timeZone, currency: 'CNY' };
        const asOf = '2024-04-20';
        const cuts = await readPriceCuts({ clickhouse: both.single, shop }, asOf);
        const vectors = slowVectors(new SlowInterests(past, { asOf, halfLife, cuts }));
        const [one] = vectors.values();
        if (one === undefined) return;
        const lengthOf = (it: ReadonlyMap<string, number>) => Math.hypot(...it.values());
        const direction = new Map([...one].map(([name, by]) => [name, by / lengthOf(one)]));
        const bound = boundValues('t');
        const from = addDays(asOf, -HALF_LIVES * halfLife);
        const asked = { timeZone: past.timeZone, currency: 'CNY', asOf, from, halfLifeDays: halfLife, cuts };
        const rows = await both.ask<{ customer_id: number; likeness: number }>({
          sql: `SELECT * FROM (${likenessSql({ at: signsPlan(asked, bound), bound, direction })}) ORDER BY customer_id`,
          ...{ shopId: shop.shopId, params: bound.params },
        });
        expect(rows.map((it) => it.customer_id)).toEqual([...vectors.keys()].sort((a, b) => a - b));
        for (const it of rows) {
          const other = vectors.get(it.customer_id)!;
          const dot = [...direction].reduce((sum, [name, by]) => sum + by * (other.get(name) ?? 0), 0);
          expect(it.likeness).toBeCloseTo(dot / lengthOf(other), 4);
        }
      }),
      cases(20, 2),
    );
  });

  it('who has which persona', { timeout: 300_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(history, personaRules, async (past, rules) => {
        const shop = { shopId: await store(past), timeZone: past.timeZone, currency: 'CNY' };
        const [asOf, halfLife] = ['2024-04-20', 60];
        const cuts = await readPriceCuts({ clickhouse: both.single, shop }, asOf);
        const bound = boundValues('t');
        const from = addDays(asOf, -HALF_LIVES * halfLife);
        const asked = { timeZone: past.timeZone, currency: 'CNY', asOf, from, halfLifeDays: halfLife, cuts };
        const at = signsPlan(asked, bound);
        const rows = await both.ask<Readonly<Record<string, number>>>({
          sql: `SELECT * FROM (${personasSql({ at, bound, rules })}) ORDER BY customer_id`,
          ...{ shopId: shop.shopId, params: bound.params },
        });
        const slow = new SlowPersonas(past, new SlowInterests(past, { asOf, halfLife, cuts }));
        const told = rows.map((row) => [row.customer_id, rules.map((_, n) => row[`has_${n}`] === 1)]);
        expect(told).toEqual(
          slow.customers().map((customer) => [customer, rules.map((it) => slow.has(customer, it))]),
        );
        for (const row of rows) expect(row.bought === 1).toBe(slow.bought(row.customer_id!));
      }),
      cases(30, 3),
    );
  });
});

describe('look-alikes', () => {
  /** 120 who buy homeware in the evening and 360 who buy anything at any hour: person, then what and when. */
  function planted(): History {
    const random = randomFor(3, 'look-alikes');
    const orders = Array.from({ length: 480 * 3 }, (_, n) => {
      const personId = (n % 480) + 1;
      const isHome = personId <= 120 && random.next() < 0.8;
      const hour = isHome ? 19 + Math.floor(random.next() * 4) : Math.floor(random.next() * 24);
      const productId = isHome ? 1 : 1 + Math.floor(random.next() * 3);
      const paidAt = Date.parse('2024-03-01T00:00:00+08:00') + hour * 3_600_000;
      return { personId, paidAt, lines: [{ productId, amount: 100 * productId, discount: 0 }] };
    });
    return smallPast(orders, {
      persons: Array.from({ length: 480 }, (_, n) => personOf(n + 1)),
      products: ['家居', '母婴', '食品'].map((category, n) => ({
        ...{ productId: n + 1, canonicalId: n + 1, category },
      })),
    });
  }

  async function find(shopId: number, members: readonly number[], limit = 60): Promise<LookAlike> {
    const shop = { shopId, timeZone: 'Asia/Shanghai', currency: 'CNY' };
    const ask = { shop, platform: world.platform, asOf: '2024-04-01', members, limit };
    const one = orThrow(await findLookAlikes({ ...ask, clickhouse: both.single }));
    expect(orThrow(await findLookAlikes({ ...ask, clickhouse: both.shards })), 'two shards').toEqual(one);
    return one;
  }

  it('finds whom it was planted with, and finds nobody of a set by chance', {
    timeout: 120_000,
  }, async () => {
    const shopId = await store(planted());
    const members = Array.from({ length: 60 }, (_, n) => n + 1);
    const told = await find(shopId, members);
    expect(told).toMatchObject({ members: 60, candidates: 420 });
    expect(told.drivers.map((it) => `${it.dimension}:${it.value}`)).toContain('category:家居');
    const found = told.look_alikes.filter((it) => it.customer > 60 && it.customer <= 120);
    // The other half of the planted, among the first sixty: by chance there would be 9.
    expect(found.length).toBeGreaterThan(40);
    expect(told.look_alikes.every((it) => !members.includes(it.customer))).toBe(true);
    expect(told.check!.auc).toBeGreaterThan(0.85);
    expect(told.check!.tops.find((it) => it.share === 0.1)!.lift).toBeGreaterThan(2.5);
    const anybody = await find(
      shopId,
      [...members.keys()].map((n) => n * 8 + 1),
    );
    expect(Math.abs(anybody.check!.auc - 0.5)).toBeLessThan(0.2);
    expect(anybody.low_confidence).toBe(true);
  });

  it('counts by hand: ranks, lift and chance', () => {
    const check = checkOf({ ranked: 100, held: 4, places: 1 + 2 + 3 + 50, found: [1, 3, 3, 3] });
    expect(check).toMatchObject({ held_out: 4, ranked: 100, auc: 1 - 46 / (4 * 96) });
    expect(check!.tops.map((it) => it.lift)).toEqual([25, 15, 7.5, 3.75]);
    expect(checkOf({ ranked: 5, held: 0, places: 0, found: [0, 0, 0, 0] })).toBe(null);
  });
});

describe('kept by day', () => {
  it('personas and interests are scores of a day, the same as are asked for, and change with the rules', {
    timeout: 120_000,
  }, async () => {
    const shop = await world.shop();
    const orders = Array.from({ length: 60 }, (_, n) => ({
      ...{
        personId: (n % 20) + 1,
        paidAt: Date.parse(`2024-03-0${1 + (n % 9)}T${10 + (n % 12)}:00:00+08:00`),
      },
      // Half of them buy cheap homeware and nothing else.
      lines: [
        n % 20 < 10
          ? { productId: 1, amount: 100, discount: 0 }
          : { productId: 1 + (n % 3), amount: 100 * (1 + (n % 3)), discount: 0 },
      ],
    }));
    const persons = Array.from({ length: 20 }, (_, n) => personOf(n + 1));
    const products = ['家居', '食品', '母婴'].map((category, n) => ({
      ...{ productId: n + 1, canonicalId: n + 1, category, brand: `牌${n + 1}` },
    }));
    await storeHistory(both.single, shop.shopId, smallPast(orders, { persons, products }));
    const platform = world.platform;
    const run = async (model: ScoreModel, asOf: string) =>
      orThrow(await runAndWait({ platform, shop, model }, { refit: false, asOf, by: 'user:mei' }));
    const asked = async (asOf: string) =>
      orThrow(await askPersonas({ clickhouse: both.single, platform, shop, asOf }));
    const scores = async (asOf: string) => {
      const current = await withShop(platform.db, shop.shopId, (tx) => currentScores(tx, shop.shopId, asOf));
      const all = persons.map(({ personId }) => personId);
      return Promise.all(
        [both.single, both.shards].map((clickhouse) => scoresOfCustomers({ clickhouse, shop }, current, all)),
      );
    };
    const kept = await run(personaModel, '2024-03-10');
    expect(kept).toMatchObject({
      status: 'done',
      asOf: '2024-03-10',
      version: 1,
      confidence: 'low',
      sampleSize: 20,
    });
    const [one, two] = await scores('2024-03-10');
    expect(two).toEqual(one);
    const { personas } = await asked('2024-03-10');
    expect(personas.some((it) => it.customers > 0)).toBe(true);
    for (const { rule, customers } of personas)
      expect(one!.filter((it) => it.code === `persona-${rule.persona}`).length, rule.persona).toBe(customers);
    // What the rules were is kept with the run; a change of them makes the next one due.
    const { rules } = kept.parameters as { rules: readonly PersonaRule[] };
    expect(rules).toEqual(personas.map((it) => it.rule));
    const off = { personas: rules.map((it) => ({ ...it, on: false })) };
    await withShop(platform.db, shop.shopId, (tx) =>
      writeSettings(tx, shop.shopId, {
        ...{ model: 'personas', settings: off, version: 0, by: 'user:mei', now: platform.clock.now() },
      }),
    );
    // Whom rules look at is not whom they find.
    expect((await run(personaModel, '2024-03-11')).sampleSize).toBe(20);
    expect((await scores('2024-03-11'))[0]).toEqual([]);
    expect((await scores('2024-03-10'))[0]).toEqual(one);
    await run(interestModel, '2024-03-11');
    const [liked, again] = await scores('2024-03-11');
    expect(again).toEqual(liked);
    const ask = { clickhouse: both.single, platform, shop, asOf: '2024-03-11' };
    const plan = orThrow(await planInterests(ask));
    for (const { customerId, code, value, word } of liked!) {
      const dimension = code === 'interest-price-band' ? 'price' : code.slice('interest-'.length);
      const told = await readScoresOf(ask, plan, { personIds: [customerId] });
      const own = told.filter((it) => it.dimension === dimension);
      const [first, second] = own;
      const isNumber = dimension === 'hour' || dimension === 'price';
      if (first!.score !== second?.score)
        expect(isNumber ? String(value) : word, `${customerId} ${code}`).toBe(first!.value);
      if (isNumber) expect(word).toBe(null);
      else
        expect(value).toBeCloseTo(
          Number(first!.score) / own.reduce((sum, it) => sum + Number(it.score), 0),
          5,
        );
    }
    const codes = ['brand', 'category', 'channel', 'hour', 'price-band'].map((it) => `interest-${it}`);
    expect([...new Set(liked!.map((it) => it.code))].sort()).toEqual(codes);
    // A list by the word holds whoever likes it most, and a word asked of a number is refused.
    const list = async (score: string) => {
      const view = {
        platform,
        shop,
        filter: { score, as_of: '2024-03-11' },
        sort: 'newest',
        direction: 'asc',
      } as const;
      return peopleFinder.page({ ...view, limit: 50 });
    };
    const isHome = (it: NonNullable<typeof liked>[number]) =>
      it.code === 'interest-category' && it.word === '家居';
    const home = liked!.filter(isHome).map((it) => it.customerId);
    expect(home.length).toBeGreaterThan(0);
    expect(home.length).toBeLessThan(20);
    const page = orThrow(await list('interest-category=家居'));
    expect(page.people.map((it) => it.customerId).sort((a, b) => a - b)).toEqual(
      home.toSorted((a, b) => a - b),
    );
    // The file says the words beside the numbers of the same people.
    const noun = exportNouns.find((it) => it.noun === 'scores')!;
    const caller = { actor: 'user:1', permissions: new Set(permissions), masking: 'masked' } as const;
    const filters = { as_of: '2024-03-11' };
    const request = { format: 'csv', personal: false, headers: 'code', filters } as const;
    const found = (await findShop(platform.db, shop.slug))!;
    const asking = { platform, shop: found, caller, noun, request, signal: new AbortController().signal };
    const { bytes } = await startExport(orThrow(await prepareExport(asking)), recordAct);
    let file = '';
    for await (const piece of bytes) file += Buffer.from(piece).toString();
    const rows: Record<string, string>[] = parse(file, { bom: true, columns: true });
    expect(rows).toHaveLength(20);
    for (const row of rows) {
      const told = (code: string) =>
        liked!.find((it) => it.customerId === Number(row.customer_id) && it.code === `interest-${code}`)!;
      for (const code of ['category', 'brand', 'channel'])
        expect(row[`interest_${code}`], code).toBe(told(code).word);
      expect(Number(row.interest_hour)).toBe(told('hour').value);
    }
    expect(new Set(rows.map((it) => it.interest_category))).toContain('家居');
    expect(await list('interest-hour=家居')).toMatchObject({
      ok: false,
      problem: { issues: [{ code: 'no-word' }] },
    });
    expect(new Set(liked!.map((it) => it.customerId)).size).toBe(20);
  });
});
