import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildApp } from '../../src/app.ts';
import { type Permission, permissions } from '../../src/contract/auth.ts';
import type { PeopleFilter } from '../../src/contract/people.ts';
import type { Tree } from '../../src/contract/segment-conditions.ts';
import { peopleFinder, runChurn, scoresExport, showChurn } from '../../src/domains/analytics/index.ts';
import { runWaiting, wishForRun } from '../../src/domains/analytics/scores/run-model.ts';
import type { ScoreModel } from '../../src/domains/analytics/scores/score-model.ts';
import { changeHoldout } from '../../src/domains/compliance/holdout/holdout-store.ts';
import { inHoldout, recordAct } from '../../src/domains/compliance/index.ts';
import type { PeopleView } from '../../src/domains/customers/index.ts';
import { makeSegment } from '../../src/domains/segments/change-segments.ts';
import { measuringActions } from '../../src/domains/segments/measure-actions.ts';
import { withinSegments } from '../../src/domains/segments/narrow-people.ts';
import { refreshOrThrow } from '../../src/domains/segments/refresh-segments.ts';
import { showHistory } from '../../src/domains/segments/show-segments.ts';
import { exportNouns } from '../../src/export-nouns.ts';
import { createKey, findShop } from '../../src/platform/auth/index.ts';
import { withShop } from '../../src/platform/db/postgres.ts';
import { orThrow } from '../../src/platform/errors.ts';
import { prepareExport, startExport } from '../../src/platform/exports/index.ts';
import type { HttpApp } from '../../src/platform/http/routes.ts';
import { openWorld, type TestShop, type World } from '../world.ts';

/** What is done to people whom a score chose reaches nobody who is held out, and is noted. */

const PEOPLE = 60;
const all = Array.from({ length: PEOPLE }, (_, n) => n + 1);
const riskOf = (id: number) => (id % 10) / 10;
const risky = all.filter((id) => riskOf(id) >= 0.5);
const finder = measuringActions(withinSegments(peopleFinder));

let world: World;
let shop: TestShop;
let isHeld: (id: number) => boolean;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

/** Says the risk of everybody. */
const modelOf = (riskOf: (id: number) => number): ScoreModel => ({
  ...{ name: 'churn', version: 1, label: { zh: '', en: '' }, scores: ['churn-risk'] },
  ready: async (_, day) => ({ day, size: PEOPLE }),
  async run({ write, run }) {
    async function* rows() {
      yield all.map((customerId) => ({ code: 'churn-risk', customerId, value: riskOf(customerId) }));
    }
    await write(rows());
    return {
      ...{ fittedBy: run.runId, trainedFrom: run.asOf, trainedTo: run.asOf, parameters: {}, findings: {} },
      ...{ sampleSize: PEOPLE, errors: null, confidence: 'usual', drift: { psi: null, error: null } },
    };
  },
});

async function score(of: (id: number) => number): Promise<void> {
  const task = { platform: world.platform, shop, model: modelOf(of) };
  await wishForRun(task, { asOf: '2026-01-14', isRefit: false, cause: 'asked', startedBy: 'test' });
  await runWaiting(task);
}

beforeEach(async () => {
  shop = await world.shop();
  const { platform } = world;
  const seen = { first_seen_at: '2025-01-01T00:00:00Z', last_seen_at: '2025-01-01T00:00:00Z' };
  await platform.clickhouse.insert(
    'persons',
    all.map((person_id) => ({ shop_id: shop.shopId, person_id, ...seen, version: 1 })),
  );
  await score(riskOf);
  await hold(3_000);
});

/** Hundredths of a per cent. */
async function hold(share: number): Promise<void> {
  const holdout = await withShop(world.platform.db, shop.shopId, (tx) =>
    changeHoldout(tx, shop.shopId, share),
  );
  isHeld = (id) => inHoldout(holdout, id);
}

const view = (filter: PeopleFilter, acting?: PeopleView['acting']): PeopleView => ({
  ...{ platform: world.platform, shop, filter, acting },
});
async function reached(asked: PeopleView): Promise<number[]> {
  const found: number[] = [];
  for (;;) {
    const page = orThrow(await finder.behind(asked, found.at(-1) ?? 0, 7));
    if (page.length === 0) return found;
    found.push(...page);
  }
}
const noted = () =>
  world.platform.clickhouse.query<{ person_id: number; is_held: number; band: number; what: string }>({
    sql: `SELECT person_id, is_held, band, concat(score, ' ', way, ' ', toString(day)) AS what FROM exposures
WHERE shop_id = {shop:UInt32} ORDER BY person_id`,
    shopId: shop.shopId,
  });

it('an export by a score leaves the holdout out, and notes both sides with their bands', async () => {
  const filter = { score: 'churn-risk:0.5..' };
  expect(await reached(view(filter))).toEqual(risky);
  expect(await noted()).toEqual([]);
  const exported = await reached(view(filter, 'export'));
  expect(exported).toEqual(risky.filter((id) => !isHeld(id)));
  expect(exported.length).toBeLessThan(risky.length);
  expect(orThrow(await finder.count(view(filter, 'export'))).customers).toBe(exported.length);
  await reached(view(filter, 'export'));
  expect(await noted()).toEqual(
    risky.map((id) => ({
      ...{ person_id: id, is_held: Number(isHeld(id)), band: id % 10 },
      what: 'churn export 2026-01-15',
    })),
  );
});

it('the command line and the record of an export say how many are held out of it', async () => {
  const { platform } = world;
  const noun = exportNouns.find((it) => it.noun === 'customers')!;
  const exported = async (score: string) => {
    const caller = { actor: 'user:1', permissions: new Set(permissions), masking: 'masked' } as const;
    const request = { format: 'csv', personal: false, headers: 'code', filters: { score } } as const;
    const found = (await findShop(platform.db, shop.slug))!;
    const asked = { platform, shop: found, caller, noun, request, signal: new AbortController().signal };
    const started = await startExport(orThrow(await prepareExport(asked)), recordAct);
    await started.bytes.return(undefined);
    const { rows } = await withShop(platform.db, shop.shopId, (tx) =>
      sql<{ details: { held_out?: number } }>`select details from compliance.audit_log
        where act = 'exports.start' order by entry_id desc limit 1`.execute(tx),
    );
    expect(rows[0]!.details.held_out ?? 0).toBe(started.heldOut);
    return started.heldOut;
  };
  expect(await exported('churn-risk:0.5..')).toBe(risky.filter(isHeld).length);
  await hold(0);
  expect(await exported('churn-risk:0.5..')).toBe(0);
});

it('so does a tag of a segment that a score chose, in the end', async () => {
  const { platform } = world;
  const make = (name: string, tree: Tree) =>
    withShop(platform.db, shop.shopId, async (tx) => {
      const now = world.clock.now();
      const it = { name, description: '', tree, isLive: true, by: 'user:1', now };
      return orThrow(await makeSegment(tx, shop.shopId, it)).segmentId;
    });
  const first = await make('a', { kind: 'score', score: 'churn-risk', from: 0.5 });
  const second = await make('b', { op: 'all', of: [{ kind: 'segment', segment: first }] });
  await refreshOrThrow({ platform, shop, cause: 'asked' });
  expect(await reached(view({ segment: second }, 'tag'))).toEqual(risky.filter((id) => !isHeld(id)));
  expect((await noted()).map((it) => it.person_id)).toEqual(risky);
});

it('people whom no score chose are all reached, and without a holdout everybody is', async () => {
  expect(await reached(view({ first_seen_from: '2024-01-01' }, 'export'))).toEqual(all);
  expect(await noted()).toEqual([]);
  await hold(0);
  expect(await reached(view({ score: 'churn-risk:0.5..' }, 'tag'))).toEqual(risky);
  expect((await noted()).every((it) => it.is_held === 0)).toBe(true);
});

describe('read with a key', () => {
  let app: HttpApp;
  let authorization: string;
  beforeEach(async () => {
    const { platform } = world;
    await withShop(platform.db, shop.shopId, (tx) =>
      sql`insert into customers.persons (shop_id, person_id, customer_id, first_seen_at, last_seen_at)
        select ${shop.shopId}, id, id, now(), now() from generate_series(1, ${PEOPLE}::int) id`.execute(tx),
    );
    app = await buildApp(platform);
    const scopes: Permission[] = ['customers:read', 'analytics:read', 'segments:read'];
    const made = { kind: 'api', name: 'crm', scopes } as const;
    const { key } = await createKey({ db: platform.db, audit: recordAct }, { ...shop, actor: 'test' }, made);
    authorization = `Bearer ${key}`;
  });
  afterEach(() => app.close());

  const ask = async (url: string) => {
    const answer = await app.inject({ url: `/api/shops/${shop.slug}${url}`, headers: { authorization } });
    expect(answer.statusCode, answer.body).toBe(200);
    return answer.json();
  };
  /** Page by page, three asked for at once. */
  async function listed(query: string): Promise<number[]> {
    const found: number[] = [];
    for (let cursor = ''; ; ) {
      const page = await ask(`/customers?limit=3&${query}${cursor}`);
      found.push(...page.customers.map((it: { customer_id: number }) => it.customer_id));
      if (page.next_cursor === null) return found.toSorted((a, b) => a - b);
      cursor = `&cursor=${page.next_cursor}`;
    }
  }
  const notedAs = (ids: readonly number[]) =>
    ids.map((id) => ({
      ...{ person_id: id, is_held: Number(isHeld(id)), band: id % 10 },
      what: 'churn list-read 2026-01-15',
    }));

  it('a list by a score has nobody who is held out on any page, counts without them, and notes both sides', async () => {
    const free = risky.filter((id) => !isHeld(id));
    expect(await listed('score=churn-risk:0.5..')).toEqual(free);
    expect((await ask('/customers/count?score=churn-risk:0.5..')).customers).toBe(free.length);
    expect(await noted()).toEqual(notedAs(risky));
  });

  it('one that is only sorted by it is of everybody, and an act all the same', async () => {
    expect(await listed('sort=score&by_score=churn-risk')).toEqual(all.filter((id) => !isHeld(id)));
    expect(await noted()).toEqual(notedAs(all));
  });

  it('whoever objected has no place in it by a score they had, and is in no act', async () => {
    const [one] = all.filter((id) => !isHeld(id) && riskOf(id) >= 0.9);
    const seen = { first_seen_at: '2025-01-01T00:00:00Z', last_seen_at: '2025-01-01T00:00:00Z' };
    await world.platform.clickhouse.insert('persons', [
      { shop_id: shop.shopId, person_id: one, ...seen, profiling_barred: 1, version: 2 },
    ]);
    for (const order of ['desc', 'asc']) {
      const { customers } = await ask(`/customers?sort=score&by_score=churn-risk&limit=100&order=${order}`);
      expect(customers.at(-1).customer_id).toBe(one);
    }
    expect(await noted()).toEqual(notedAs(all.filter((id) => id !== one)));
  });

  it('so are the members of a segment that a score chose; of any other nobody is left out', async () => {
    const { platform } = world;
    const make = (name: string, tree: Tree) =>
      withShop(platform.db, shop.shopId, async (tx) => {
        const it = { name, description: '', tree, isLive: true, by: 'user:1', now: world.clock.now() };
        return orThrow(await makeSegment(tx, shop.shopId, it)).segmentId;
      });
    const byScore = await make('a', { kind: 'score', score: 'churn-risk', from: 0.5 });
    const others = await make('b', { op: 'none', of: [{ kind: 'segment', segment: byScore }] });
    const plain = await make('c', { kind: 'random', from: 0, to: 100, salt: 'all' });
    await refreshOrThrow({ platform, shop, cause: 'asked' });
    expect((await ask(`/segments/${plain}/members`)).items).toEqual(all);
    expect(await noted()).toEqual([]);
    const first = await ask(`/segments/${byScore}/members?limit=4`);
    expect(first).toEqual({ items: risky.slice(0, 4).filter((id) => !isHeld(id)), next_after: risky[3] });
    expect(await noted()).toEqual(notedAs(risky.slice(0, 4)));
    const safe = all.filter((id) => riskOf(id) < 0.5);
    expect((await ask(`/segments/${others}/members`)).items).toEqual(safe.filter((id) => !isHeld(id)));
  });

  it('so are those who moved into or out of such a segment lately', async () => {
    const { platform } = world;
    const id = await withShop(platform.db, shop.shopId, async (tx) => {
      const tree = { kind: 'score', score: 'churn-risk', from: 0.5 } as const;
      const it = { name: 'a', description: '', tree, isLive: true, by: 'user:1', now: world.clock.now() };
      return orThrow(await makeSegment(tx, shop.shopId, it)).segmentId;
    });
    await refreshOrThrow({ platform, shop, cause: 'asked' });
    world.clock.advance(60_000);
    await score((of) => 0.9 - riskOf(of));
    await refreshOrThrow({ platform, shop, cause: 'asked' });
    const movedOf = (it: { moves: readonly { customer_id: number }[] }) =>
      [...new Set(it.moves.map((one) => one.customer_id))].toSorted((a, b) => a - b);
    expect(movedOf(orThrow(await showHistory({ platform, shop }, id)))).toEqual(all);
    expect(await noted()).toEqual([]);
    expect(movedOf(await ask(`/segments/${id}/history`))).toEqual(all.filter((one) => !isHeld(one)));
    expect((await noted()).map((it) => [it.person_id, it.is_held])).toEqual(
      all.map((one) => [one, Number(isHeld(one))]),
    );
  });

  it('so are those with most at stake on the page of churn', async () => {
    const { platform } = world;
    const at = { shop_id: shop.shopId, version: 1, currency: 'CNY', is_paid: 1, state: 'paid' };
    const paid = (person_id: number, day: string) => {
      const instant = `${day}T04:00:00Z`;
      return { ...at, person_id, paid_minor: person_id * 100, created_at: instant, paid_at: instant };
    };
    const days = ['2025-03-01', '2025-05-01', '2025-08-01', '2025-10-20', '2025-12-01'];
    const orders = all.flatMap((id) => days.slice(0, 2 + (id % 4)).map((day) => paid(id, day)));
    await platform.clickhouse.insert(
      'orders',
      orders.map((it, n) => ({ ...it, order_id: n + 1 })),
    );
    orThrow(await runChurn({ platform, shop }, { refit: true, asOf: '2026-01-14', by: 'user:1' }));
    const looking = { platform, clickhouse: platform.clickhouse, shop };
    const seen = orThrow(await showChurn(looking)).most.map((it) => it.customer);
    expect(seen).toHaveLength(20);
    expect(seen.some(isHeld)).toBe(true);
    expect(await noted()).toEqual([]);
    const { most } = await ask('/analytics/churn');
    expect(most.map((it: { customer: number }) => it.customer)).toEqual(seen.filter((id) => !isHeld(id)));
    expect((await noted()).map((it) => [it.person_id, it.is_held, it.what])).toEqual(
      seen.toSorted((a, b) => a - b).map((id) => [id, Number(isHeld(id)), 'churn list-read 2026-01-15']),
    );
  });

  it('staff who look at the same list see everybody, and have done nothing', async () => {
    const asked = {
      ...view({ score: 'churn-risk:0.5..' }),
      sort: 'newest',
      direction: 'desc',
      limit: 50,
    } as const;
    const { people } = orThrow(await finder.page(asked));
    expect(people.map((it) => it.customerId)).toEqual(risky.toReversed());
    expect(await noted()).toEqual([]);
  });
});

it('the file of all scores holds everybody, and says who is held out', async () => {
  const { platform } = world;
  const asked = {
    platform,
    shop: (await findShop(platform.db, shop.slug))!,
    masking: 'masked',
    filters: {},
  } as const;
  const { signal } = new AbortController();
  const rows = [];
  for await (const batch of scoresExport.read({ ...asked, columns: new Set(['churn_risk']), signal }))
    rows.push(...batch.rows);
  expect(rows.map((it) => [it.customer_id, it.held_out, it.churn_risk])).toEqual(
    all.map((id) => [id, isHeld(id), riskOf(id)]),
  );
  expect(await noted()).toEqual([]);
});
