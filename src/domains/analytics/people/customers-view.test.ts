import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { hire, type Person, signInOwner } from '../../../../test/people.ts';
import { openWorld, type World } from '../../../../test/world.ts';
import { buildApp } from '../../../app.ts';
import { customerHandlers } from '../../../customer-handlers.ts';
import { fillDemoShop } from '../../../demo/index.ts';
import { findShop } from '../../../platform/auth/index.ts';
import { withShop } from '../../../platform/db/postgres.ts';
import type { HttpApp } from '../../../platform/http/routes.ts';
import { resumeTagRuns } from '../../customers/index.ts';

/** The list of customers over HTTP, in both stores of a filled shop. */

let world: World;
let app: HttpApp;
let owner: Person;
const root = '/api/shops/demo';

beforeAll(async () => {
  world = await openWorld();
  app = await buildApp(world.platform);
  owner = await signInOwner(world.platform, app);
  await fillDemoShop(world.platform, { slug: 'demo', seed: 5, customers: 60, until: '2026-01-14' });
}, 120_000);
afterAll(async () => {
  await app?.close();
  await world?.close();
});

const get = async (path: string, who = owner) => {
  const answer = await who.ask('GET', `${root}${path}`);
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json();
};

type Row = { customer_id: number; tags: string[]; figures: { orders: number; net_sales: number } };

async function listed(query: string): Promise<Row[]> {
  const rows: Row[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page = await get(
      `/customers?limit=25&${query}${cursor && `&cursor=${encodeURIComponent(cursor)}`}`,
    );
    rows.push(...page.customers);
    cursor = page.next_cursor;
  }
  return rows;
}

const words = (query: Record<string, unknown>): string =>
  new URLSearchParams(
    Object.entries(query).map(([name, value]): [string, string] => [name, String(value)]),
  ).toString();

describe('what the overview counts', () => {
  it('opens: new and returning buyers of a month, as their bars do', async () => {
    const asked = 'measure=buyers&from=2025-09-10&to=2025-11-20&by=month&dimension=new-returning';
    const { rows } = await get(`/analytics/metrics?${asked}`);
    const months = [
      ['2025-09', '2025-09-10', '2025-09-30', '2025-09-09'],
      ['2025-10', '2025-10-01', '2025-10-31', '2025-09-30'],
      ['2025-11', '2025-11-01', '2025-11-20', '2025-10-31'],
    ] as const;
    for (const [month, from, to, before] of months) {
      const counted = (kind: string) =>
        rows.find((it: Record<string, string>) => it.period === month && it['new-returning'] === kind)
          ?.value ?? 0;
      const held = async (filter: object) =>
        (await get(`/customers/count?${words({ ...filter })}`)).customers;
      expect(await held({ first_order_from: from, first_order_to: to }), month).toBe(counted('new'));
      const back = { ordered_from: from, ordered_to: to, first_order_to: before };
      expect(await held(back), month).toBe(counted('returning'));
    }
    expect(new Set(rows.map((it: Record<string, string>) => it['new-returning'])).size).toBeGreaterThan(1);
  });

  it('opens: every group, cell, quadrant, point, stage, province, channel and tier', async () => {
    const shown = await get('/analytics/people');
    expect(shown.buyers).toBeGreaterThan(20);
    const bins = (it: Record<string, number | null>) =>
      Object.fromEntries(
        ['orders_from', 'orders_to', 'spend_from', 'spend_to']
          .filter((name) => it[name] !== null)
          .map((name) => [name, it[name]]),
      );
    const open = [
      ...shown.groups.map((it: { code: string }) => [it, { rfm_group: it.code }]),
      ...shown.cells
        .slice(0, 5)
        .map((it: Record<string, number>) => [it, { r: it.recency, f: it.frequency }]),
      ...shown.quadrants.slice(0, 5).map((it: { code: string }) => [it, { quadrant: it.code }]),
      ...shown.stages.slice(0, 5).map((it: { code: string }) => [it, { stage: it.code }]),
      ...shown.provinces.slice(0, 4).map((it: { value: string }) => [it, { province: it.value }]),
      ...shown.channels.slice(0, 5).map((it: { value: string }) => [it, { channel: it.value }]),
      ...shown.tiers.slice(0, 5).map((it: { value: string }) => [it, { tier: it.value }]),
      ...shown.density
        .slice(-8)
        .map((it: Record<string, number | null>) => [it, { ...bins(it), bought: 'yes' }]),
    ].filter(([it]) => it.customers > 0);
    for (const [figure, filter] of open) {
      const count = await get(`/customers/count?${words(filter)}`);
      expect(count, JSON.stringify(filter)).toMatchObject({
        ...{ customers: figure.customers, net_sales: figure.net_sales, withheld: 0 },
      });
    }
    const rows = await listed(`${words({ rfm_group: shown.groups[0].code })}&sort=net-sales`);
    expect(rows).toHaveLength(shown.groups[0].customers);
    expect(rows.reduce((sum, it) => sum + it.figures.net_sales, 0)).toBe(shown.groups[0].net_sales);
    const kinds = ['groups', 'cells', 'quadrants', 'density'].map((kind) =>
      shown[kind].reduce((sum: number, it: { customers: number }) => sum + it.customers, 0),
    );
    expect(kinds).toEqual(Array(4).fill(shown.buyers));
  }, 120_000);
});

describe('what customers said', () => {
  const purposes = ['marketing', 'profiling'] as const;
  const channels = ['any', 'sms', 'wechat'] as const;

  it('is found by: whom the list holds is who answered so, whatever they said, merged or a child', async () => {
    const ids = (await listed('sort=newest')).slice(0, 16).map((it) => it.customer_id);
    const said = [...ids.entries()].flatMap(([n, id]) =>
      [0, 1, 2].slice(n % 4).map((turn) => ({ id, n: n * 7 + turn * 5 })),
    );
    for (const { id, n } of said) {
      const consent = {
        ...{ purpose: purposes[n % 2], channel: channels[n % 3], source: 'agent', by_guardian: n % 4 === 0 },
        ...{ state: n % 5 < 3 ? 'granted' : 'withdrawn', at: `2026-01-0${1 + (n % 9)}T00:00:00Z` },
      };
      const answer = await owner.ask('POST', `${root}/compliance/customers/${id}/consents`, consent);
      expect(answer.statusCode, answer.body).toBe(200);
    }
    for (const id of [ids[2], ids[5]])
      await owner.ask('PATCH', `${root}/customers/${id}/traits`, { traits: { birthday: '2018-01-01' } });
    const merge = { customer_ids: [ids[1], ids[6]], reason: 'one household' };
    expect((await owner.ask('POST', `${root}/customers/merge`, merge)).statusCode).toBe(200);
    const standings = new Map<number, Record<string, string>>();
    const everybody = (await listed('sort=newest')).map((it) => it.customer_id);
    for (const id of everybody) {
      const { standing } = await get(`/compliance/customers/${id}/consents`);
      const states = standing.map((it: { purpose: string; channel: string; state: string | null }) => [
        `${it.purpose}:${it.channel}`,
        it.state === 'withdrawn' ? 'refused' : (it.state ?? 'none'),
      ]);
      standings.set(id, Object.fromEntries(states));
    }
    const found = { granted: 0, refused: 0, none: 0 };
    for (const purpose of purposes)
      for (const channel of channels)
        for (const answer of ['granted', 'refused', 'none'] as const) {
          const of = `${purpose}:${channel}`;
          // What was said of no channel by name is what was said of all.
          const wanted = everybody.filter((id) => {
            const states = standings.get(id)!;
            return (states[of] ?? states[`${purpose}:any`]) === answer;
          });
          const query = words({ consent: `${of}:${answer}`, sort: 'newest', limit: 200 });
          const rows: Row[] = (await get(`/customers?${query}`)).customers;
          expect(
            rows.map((it) => it.customer_id),
            `${of}:${answer}`,
          ).toEqual(wanted);
          found[answer] += wanted.length;
        }
    expect(Math.min(found.granted, found.refused), 'both answers are there').toBeGreaterThan(5);
    const wrong = await owner.ask('GET', `${root}/customers?consent=marketing:fax:granted`);
    expect(wrong.statusCode).toBe(400);
  }, 120_000);
});

describe('a bulk tag', () => {
  const runs = `${root}/customers/tag-runs`;
  const ended = async (run: number) => {
    for (;;) {
      const it = (await owner.ask('GET', `${runs}/${run}`)).json();
      if (it.state === 'done' || it.state === 'undone') return it;
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  const tagged = async (tag: string) => (await get(`/customers/count?${words({ tag })}`)).customers;
  const filter = { bought: 'yes', orders_from: 2 };

  it('reaches everybody the view holds, and its undo leaves each tag as it stood', async () => {
    const held = (await get(`/customers/count?${words(filter)}`)).customers;
    const before = (await listed(`${words(filter)}&sort=orders`)).slice(0, 3).map((it) => it.customer_id);
    await owner.ask('POST', `${root}/customers/tags`, { customer_ids: before, tag: '回头客' });
    const begun = await owner.ask('POST', runs, { act: 'tag', tag: '回头客', filter });
    expect(begun.statusCode, begun.body).toBe(202);
    expect(await ended(begun.json().run_id)).toMatchObject({
      ...{ state: 'done', total: held, seen: held, changed: held - 3 },
    });
    expect(await tagged('回头客')).toBe(held);
    const again = (await owner.ask('POST', runs, { act: 'tag', tag: '回头客', filter })).json();
    expect(await ended(again.run_id)).toMatchObject({ changed: 0 });
    const undone = await owner.ask('POST', `${runs}/${begun.json().run_id}/undo`);
    expect(undone.statusCode).toBe(202);
    expect(await ended(begun.json().run_id)).toMatchObject({ state: 'undone' });
    expect(await tagged('回头客')).toBe(3);
    expect((await owner.ask('POST', `${runs}/${begun.json().run_id}/undo`)).json().code).toBe('not-to-undo');
  });

  /** Tags that have ended, by their persons' histories. */
  const former = async () => {
    const shop = (await findShop(world.platform.db, 'demo'))!;
    const { rows } = await withShop(world.platform.db, shop.shopId, (tx) =>
      sql<{
        n: number;
      }>`select count(*)::integer as n from customers.former_tags where tag = '回头客'`.execute(tx),
    );
    return rows[0]!.n;
  };

  it('takes a tag from everybody who has it, and gives it back', async () => {
    const off = (
      await owner.ask('POST', runs, { act: 'untag', tag: '回头客', filter: { tag: '回头客' } })
    ).json();
    expect(await ended(off.run_id)).toMatchObject({ total: 3, changed: 3 });
    expect(await tagged('回头客')).toBe(0);
    expect(await former()).toBe(3);
    await owner.ask('POST', `${runs}/${off.run_id}/undo`);
    await ended(off.run_id);
    expect(await tagged('回头客')).toBe(3);
    expect(await former()).toBe(0);
  });

  it('cut off by a crash goes on at the next start, each customer once', async () => {
    const { platform } = world;
    const shop = (await findShop(platform.db, 'demo'))!;
    const held = (await get(`/customers/count?${words(filter)}`)).customers;
    await withShop(platform.db, shop.shopId, (tx) =>
      sql`insert into customers.tag_runs (shop_id, act, tag, filter, total, begun_by, begun_at)
        values (${shop.shopId}, 'tag', '续', ${JSON.stringify(filter)}::jsonb, ${held}, 'user:x', now())`.execute(
        tx,
      ),
    );
    const resume = resumeTagRuns(customerHandlers.people);
    const stop = new AbortController();
    const both = [resume(platform, stop.signal), resume(platform, stop.signal)];
    const run = () =>
      withShop(platform.db, shop.shopId, async (tx) => {
        const { rows } = await sql<{ state: string; seen: number; changed: number }>`
          select state, seen, changed from customers.tag_runs where tag = '续'`.execute(tx);
        return rows;
      });
    await expect.poll(async () => (await run())[0]!.state).toBe('done');
    stop.abort();
    await Promise.all(both);
    expect(await tagged('续')).toBe(held);
    expect(await run()).toEqual([{ state: 'done', seen: held, changed: held }]);
  });

  it('is for those who may tag', async () => {
    const analyst = await hire(owner, { slug: 'demo', role: 'analyst' });
    expect((await analyst.ask('POST', runs, { act: 'tag', tag: 'x', filter: {} })).statusCode).toBe(403);
    const agent = await hire(owner, { slug: 'demo', role: 'service-agent' });
    const asked = await agent.ask('POST', runs, { act: 'tag', tag: 'x', filter: { r: 5 } });
    expect(asked.json().code).toBe('scores-hidden');
  });
});

describe('the list', () => {
  it('runs by any figure, up and down, through all pages', async () => {
    const down = await listed('sort=net-sales');
    const up = await listed('sort=net-sales&order=asc&bought=yes');
    expect(new Set(down.map((it) => it.customer_id)).size).toBe(down.length);
    const buyers = down.filter((it) => it.figures.orders > 0);
    expect(up.map((it) => it.figures.net_sales)).toEqual(
      buyers.map((it) => it.figures.net_sales).toReversed(),
    );
    expect(down).toHaveLength((await get('/customers/count')).customers);
  });

  it('answers the scores that are asked for, and asks nothing for those that are not', async () => {
    const { db, clickhouse } = world.platform;
    const shop = (await findShop(db, 'demo'))!;
    const [one] = await listed('sort=net-sales');
    const day = '2026-01-13';
    const runId = await withShop(db, shop.shopId, async (tx) => {
      const { rows } = await sql<{ runId: number }>`
        insert into analytics.model_runs (shop_id, model, version, as_of, status, is_refit, cause, started_by, asked_at, finished_at, scores, confidence)
        values (${shop.shopId}, 'tested', 1, ${day}::date, 'done', false, 'asked', 'user:x', now(), now(), '{alive,lifetime-value}', 'usual')
        returning run_id as "runId"`.execute(tx);
      return rows[0]!.runId;
    });
    const row = { shop_id: shop.shopId, as_of: day, run_id: runId, customer_id: one!.customer_id };
    await clickhouse.insert('scores', [
      { ...row, score: 'alive', value: 0.5, model: 'tested', version: 1 },
      { ...row, score: 'lifetime-value', value: 7, model: 'tested', version: 1 },
    ]);
    const asked = async (scores: string | undefined, more = '') => {
      const inPostgres = vi.spyOn(pg.Client.prototype, 'query');
      const inClickHouse = vi.spyOn(clickhouse, 'query');
      const query = `sort=net-sales&limit=1${more}${scores === undefined ? '' : `&scores=${scores}`}`;
      const { customers, next_cursor: next } = await get(`/customers?${query}`);
      const statements = {
        postgres: inPostgres.mock.calls.length,
        clickhouse: inClickHouse.mock.calls.length,
      };
      vi.restoreAllMocks();
      const told = customers[0].figures.model_scores.map((it: { score: string }) => it.score);
      return { told, next, ...statements };
    };
    const [none, alive, all] = [await asked(undefined), await asked('alive'), await asked('all')];
    expect([none.told, alive.told, all.told]).toEqual([[], ['alive'], ['alive', 'lifetime-value']]);
    expect((await asked('')).clickhouse).toBe(none.clickhouse);
    // Of a shop of few people it is looked whether anything changed; then the rows, and with scores these.
    expect([none.clickhouse, alive.clickhouse]).toEqual([2, 3]);
    expect(none.postgres).toBe(alive.postgres - 4);
    expect(none.postgres).toBeLessThanOrEqual(22);
    // A filter by what is of the build costs no statement more.
    expect(await asked('', '&orders_from=2&rfm_group=important-value')).toMatchObject({
      postgres: none.postgres,
    });
    expect((await asked('lifetime-value', `&cursor=${encodeURIComponent(none.next)}`)).told).toEqual([]);
  });

  it('knows a tag at once, in the list and in the count, and when it is gone', async () => {
    const some = (await listed('sort=orders')).slice(0, 7).map((it) => it.customer_id);
    await owner.ask('POST', `${root}/customers/tags`, { customer_ids: some, tag: '老客' });
    const tagged = await listed(`sort=orders&${words({ tag: '老客' })}`);
    expect(tagged.map((it) => it.customer_id)).toEqual(some);
    expect((await get(`/customers/count?${words({ tag: '老客' })}`)).customers).toBe(7);
    expect(await listed(words({ tag: '老客' }))).toHaveLength(7);
    await owner.ask('POST', `${root}/customers/tags/remove`, { customer_ids: some.slice(1), tag: '老客' });
    expect((await get(`/customers/count?${words({ tag: '老客' })}`)).customers).toBe(1);
  });

  it('combines a search with a filter of figures', async () => {
    const [first] = await listed('sort=net-sales');
    const search = (more: object) =>
      owner.ask('POST', `${root}/customers/search`, { text: String(first!.customer_id), ...more });
    const found = (await search({ bought: 'yes', sort: 'net-sales' })).json().customers;
    expect(found.map((it: Row) => it.customer_id)).toEqual([first!.customer_id]);
    expect((await search({ bought: 'no' })).json().customers).toEqual([]);
  });

  it('says what is no day, of all filters', async () => {
    const answer = await owner.ask(
      'GET',
      `${root}/customers?first_order_from=2026-02-31&ordered_to=2026-13-01`,
    );
    expect(answer.statusCode).toBe(422);
    expect(
      answer
        .json()
        .issues.map((it: { field: string }) => it.field)
        .sort(),
    ).toEqual(['first_order_from', 'ordered_to']);
  });

  it('shows scores to nobody who may not see analyses', async () => {
    const agent = await hire(owner, { slug: 'demo', role: 'service-agent' });
    const page = await get('/customers?sort=net-sales', agent);
    expect(page.customers[0].figures).toMatchObject({ scores: null, stage: null });
    expect(page.customers[0].figures.orders).toBeGreaterThan(0);
    const asked = await agent.ask('GET', `${root}/customers?rfm_group=important-value`);
    expect(asked.json()).toMatchObject({ status: 403, code: 'scores-hidden' });
    expect((await agent.ask('GET', `${root}/customers/count?r=5`)).statusCode).toBe(403);
  });

  it('leaves as a file exactly those the view holds', async () => {
    const filter = { bought: 'yes', orders_from: 2 };
    const query = words(filter);
    const file = await owner.ask(
      'GET',
      `${root}/exports/customers?format=jsonl&columns=customer_id&${query}`,
    );
    expect(file.statusCode, file.body).toBe(200);
    const numbers = file.body
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).customer_id);
    const rows = await listed(`${query}&sort=newest&order=asc`);
    expect(numbers).toEqual(rows.map((it) => it.customer_id));
    expect(numbers.length).toBeGreaterThan(5);
    const agent = await hire(owner, { slug: 'demo', role: 'service-agent' });
    const shut = await agent.ask('GET', `${root}/exports/customers?r=5`);
    expect(shut.statusCode).toBe(403);
  });

  it('tells of one customer what they come to', async () => {
    const [best] = await listed('sort=orders&scores=all');
    const it = await get(`/customers/${best!.customer_id}/figures`);
    expect(it.figures).toEqual(best!.figures);
    expect(it.average_order).toBeCloseTo(best!.figures.net_sales / best!.figures.orders);
    expect(it.order_gap_days).toBeGreaterThan(0);
    expect(it.habits.categories.length).toBeGreaterThan(0);
    expect((await owner.ask('GET', `${root}/customers/999999/figures`)).json().code).toBe('no-such-customer');
  });

  it('lists nobody by score who objected, and says how many it withholds', async () => {
    const [one] = await listed('sort=net-sales');
    const group = (await listed('sort=net-sales'))[0]!.figures as unknown as {
      scores: { rfm_group: string };
    };
    const filter = words({ rfm_group: group.scores.rfm_group });
    const before = await get(`/customers/count?${filter}`);
    const body = { purpose: 'profiling', channel: 'any', state: 'withdrawn', source: 'agent', evidence: {} };
    const said = await owner.ask('POST', `${root}/compliance/customers/${one!.customer_id}/consents`, body);
    expect(said.statusCode, said.body).toBeLessThan(300);
    const after = await get(`/customers/count?${filter}`);
    expect(after).toMatchObject({ customers: before.customers - 1, withheld: before.withheld + 1 });
    const rows = await listed(`${filter}&sort=net-sales`);
    expect(rows.map((it) => it.customer_id)).not.toContain(one!.customer_id);
  });

  it('shows no score of whoever has just objected, though the figures of the list are from before it', async () => {
    const scoresOf = (rows: Row[]) =>
      rows.map((it) => [
        it.customer_id,
        (it.figures as unknown as { scores: object | null }).scores !== null,
      ]);
    const buyers = async () => scoresOf(await listed('sort=net-sales&scores=all&bought=yes'));
    const before = await buyers();
    const [one] = before.find(([, isScored]) => isScored)!;
    const payOff = vi.spyOn(world.platform.mirror, 'payOff').mockResolvedValue(true);
    const body = { purpose: 'profiling', channel: 'any', state: 'withdrawn', source: 'agent', evidence: {} };
    const said = await owner.ask('POST', `${root}/compliance/customers/${one}/consents`, body);
    expect(said.statusCode, said.body).toBeLessThan(300);
    expect(payOff, 'ClickHouse is not told yet').toHaveBeenCalled();
    expect(await buyers()).toEqual(before.map(([id, isScored]) => [id, isScored && id !== one]));
    expect((await get(`/customers/${one}/figures`)).figures).toMatchObject({
      ...{ scores: null, stage: null, model_scores: [] },
    });
    payOff.mockRestore();
    await world.platform.mirror.payAll();
  });
});
