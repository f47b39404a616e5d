import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { hire, openShop, type Person, signInOwner } from '../../../../test/people.ts';
import { openWorld, type World } from '../../../../test/world.ts';
import { buildApp } from '../../../app.ts';
import { findShop } from '../../../platform/auth/index.ts';
import { withShop } from '../../../platform/db/postgres.ts';
import type { HttpApp } from '../../../platform/http/routes.ts';
import { type ExpiringPlace, earnPoints } from '../../ledgers/index.ts';
import { plainRules } from '../testing/plain-rules.ts';
import { tellExpiring } from './tell-expiring.ts';

let world: World;
let app: HttpApp;
let owner: Person;
let agent: Person;
const root = '/api/shops/tea/points';
const one = `${root}/customers/1`;

beforeAll(async () => {
  world = await openWorld();
  app = await buildApp(world.platform);
  owner = await signInOwner(world.platform, app);
  const { shopId } = await openShop(world.platform, 'tea');
  await withShop(world.platform.db, shopId, (tx) =>
    sql`insert into customers.persons (shop_id, person_id, customer_id, first_seen_at, last_seen_at)
      select ${shopId}, it, it, now(), now() from generate_series(1, 2) it`.execute(tx),
  );
  agent = await hire(owner, { slug: 'tea', role: 'service-agent' });
});
afterAll(async () => {
  await app.close();
  await world.close();
});

const post = async (who: Person, url: string, body: object) => (await who.ask('POST', url, body)).json();
const standing = async () => (await owner.ask('GET', one)).json();

it('nothing is earned or adjusted before there are rules; those that do not hold together are told in full', async () => {
  expect(await post(owner, `${one}/earn`, { deed: 'review', key: 'a' })).toMatchObject({
    code: 'points-rules-missing',
  });
  const order = { ...plainRules.order, items: [{ percent: 10 }], tiers: [] };
  const twice = [...plainRules.deeds, ...plainRules.deeds];
  const bad = { starts_on: '2026-01-15', version: 0, rules: { ...plainRules, order, deeds: twice } };
  const refused = (await owner.ask('PUT', `${root}/rules`, bad)).json();
  expect(refused).toMatchObject({ code: 'points-rules-invalid' });
  expect(refused.issues.map((it: { field: string }) => it.field)).toEqual([
    '/rules/order/items/0',
    '/rules/deeds/1',
  ]);
  const good = { starts_on: '2026-01-15', version: 0, rules: plainRules };
  expect((await agent.ask('PUT', `${root}/rules`, good)).statusCode).toBe(403);
  expect((await owner.ask('PUT', `${root}/rules`, good)).json()).toMatchObject({ version: 1 });
});

it('a deed earns within its cap of the day, the same key once', async () => {
  const deed = (key: string) => post(owner, `${one}/earn`, { deed: 'review', key, ref: 'review:1' });
  expect(await deed('r1')).toMatchObject({ points: 20 });
  expect(await deed('r1')).toMatchObject({ points: 20, again: true });
  expect(await deed('r2')).toMatchObject({ points: 20 });
  expect(await deed('r3')).toMatchObject({ points: 10 });
  expect(await deed('r4')).toMatchObject({ points: 0 });
  expect(await post(owner, `${one}/earn`, { deed: 'jump', key: 'j' })).toMatchObject({
    code: 'no-such-deed',
  });
  expect((await standing()).balance).toMatchObject({ active: 50, available: 50 });
});

it('points are spent, held and given back; what is too much is told with the figure', async () => {
  expect(await post(owner, `${one}/spend`, { points: 51, key: 's0' })).toMatchObject({
    ...{ code: 'not-enough-points', status: 409 },
    detail: expect.stringContaining('50'),
  });
  const spent = await post(owner, `${one}/spend`, { points: 30, key: 's1', ref: 'order:9' });
  expect(spent).toMatchObject({ points: 30, available: 20 });
  expect(await post(owner, `${one}/spend`, { points: 31, key: 's1' })).toMatchObject({ code: 'key-reused' });
  const back = `${root}/acts/${spent.act_id}/refund`;
  expect(await post(owner, back, { points: 10, key: 'b1' })).toMatchObject({ points: 10, left: 20 });
  expect(await post(owner, back, { points: 21, key: 'b2' })).toMatchObject({ code: 'refund-exceeds-spent' });
  const held = await post(owner, `${one}/reserve`, { points: 25, key: 'h1', minutes: 10 });
  expect((await standing()).balance).toMatchObject({ reserved: 25, available: 5 });
  world.clock.advance(11 * 60_000);
  const confirm = `${root}/acts/${held.act_id}/confirm`;
  expect(await post(owner, confirm, { key: 'c1' })).toMatchObject({ code: 'reservation-over' });
  expect(await post(owner, confirm.replace('confirm', 'cancel'), { key: 'c2' })).toMatchObject({
    points: 25,
  });
  for (const points of [0, -1, 0.5, 1_000_000_000_001])
    expect((await owner.ask('POST', `${one}/spend`, { points, key: 'x' })).statusCode).toBe(400);
});

it('a large adjustment waits for somebody else, who is never the one who asked; a phone number is no reason', async () => {
  const adjust = (who: Person, points: number, more = {}) =>
    post(who, `${one}/adjust`, { points, key: `a${points}`, reason: 'a present', ...more });
  expect(await adjust(agent, 1000)).toMatchObject({ act: { points: 1000 }, approval_id: null });
  expect(await adjust(agent, -5000)).toMatchObject({ act: null, approval_id: 1 });
  expect(await adjust(agent, -5000)).toMatchObject({ approval_id: 1 });
  expect(await adjust(agent, 7, { reason: 'call 13812345678' })).toMatchObject({ code: 'personal-value' });
  const decision = `${root}/approvals/1/decision`;
  expect(await post(agent, decision, { state: 'approved' })).toMatchObject({ status: 403 });
  // There are not so many: it goes on waiting.
  expect(await post(owner, decision, { state: 'approved' })).toMatchObject({ code: 'not-enough-points' });
  expect(await post(owner, decision, { state: 'rejected' })).toMatchObject({ state: 'rejected' });
  expect(await post(owner, decision, { state: 'approved' })).toMatchObject({ code: 'approval-decided' });
  const { approval_id: second } = await adjust(owner, 2000);
  const own = `${root}/approvals/${second}/decision`;
  expect(await post(owner, own, { state: 'approved' })).toMatchObject({ code: 'own-approval' });
  const manager = await hire(owner, { slug: 'tea', role: 'manager' });
  expect(await post(manager, own, { state: 'approved' })).toMatchObject({
    state: 'approved',
    customer_id: 1,
  });
  expect((await standing()).balance).toMatchObject({ active: 3030 });
  const { approvals } = (await owner.ask('GET', `${root}/approvals`)).json();
  expect(approvals.map((it: { state: string }) => it.state)).toEqual(['approved', 'rejected']);
});

it('the ledger is read page by page, and audit and liability add up to the balances', async () => {
  const entries: { entry: string }[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: { entries: { entry: string }[]; next_cursor: string | null } = (
      await owner.ask('GET', `${one}/entries?limit=4${cursor && `&cursor=${cursor}`}`)
    ).json();
    entries.push(...page.entries);
    cursor = page.next_cursor;
  }
  expect(new Set(entries.map(({ entry }) => entry)).size).toBe(entries.length);
  expect(entries.length).toBeGreaterThan(8);
  expect(await post(owner, `${root}/audit`, {})).toMatchObject({ findings: [], accounts: 1 });
  const liability = (await owner.ask('GET', `${root}/liability`)).json();
  expect(liability).toMatchObject({ outstanding: 3030, liability_minor: 3030, owed: 0 });
  expect(liability.days).toHaveLength(30);
  expect(liability.days.at(-1)).toMatchObject({ issued: 3050, spent: 20, expired: 0, outstanding: 3030 });
  expect(liability.days.at(-2)).toMatchObject({ issued: 0, outstanding: 0 });
  // 20 of 3,050 points have ended: too few to say what becomes of the rest.
  expect(liability.breakage).toBeNull();
  expect((await owner.ask('GET', `${root}/liability?from=2026-02-01&to=2026-01-01`)).statusCode).toBe(422);
});

it('a clock that went back is told, and what a balance cannot hold', async () => {
  const most = { points: 1_000_000_000_000, key: 'most', reason: 'too many' };
  const waiting = await post(agent, `${one}/adjust`, most);
  const decision = `${root}/approvals/${waiting.approval_id}/decision`;
  expect(await post(owner, decision, { state: 'approved' })).toMatchObject({ code: 'points-overflow' });
  world.clock.advance(-6 * 60_000);
  expect(await post(owner, `${one}/spend`, { points: 1, key: 'early' })).toMatchObject({
    ...{ code: 'clock-went-back', status: 503 },
  });
  world.clock.advance(4 * 60_000);
  expect(await post(owner, `${one}/spend`, { points: 1, key: 'early' })).toMatchObject({ points: 1 });
});

it('points that expire within two weeks are told once for a day', async () => {
  const shop = { shopId: (await findShop(world.platform.db, 'tea'))!.shopId, timeZone: 'Asia/Shanghai' };
  const day = 24 * 3_600_000;
  const soon = new Date(world.clock.now().getTime() + 10 * day);
  const earn = (key: string, expiresAt: Date, points: number) =>
    withShop(world.platform.db, shop.shopId, (tx) => {
      const ask = { key, cause: 'test', by: 'test', at: world.clock.now() };
      return earnPoints(tx, shop.shopId, { earning: { personId: 2, points, expiresAt }, ask });
    });
  await earn('x1', soon, 30);
  await earn('x2', soon, 12);
  await earn('x3', new Date(soon.getTime() + 10 * day), 500);
  expect(await tellExpiring(world.platform, shop)).toEqual({ told: 2, next: undefined });
  expect(await tellExpiring(world.platform, shop)).toEqual({ told: 0, next: undefined });
  const { messages } = (await owner.ask('GET', '/api/shops/tea/messages?customer=2')).json();
  expect(messages.map((it: { channel: string }) => it.channel).sort()).toEqual(['e-mail', 'in-page']);
  const [{ message_id: id }] = messages;
  const { values, valid_until: until } = (await owner.ask('GET', `/api/shops/tea/messages/${id}`)).json();
  expect(values).toMatchObject({ points: 42 });
  expect(until).toBe(soon.toISOString());
});

it('thousands of lots that end at one moment are told page by page, each going on where the last stopped', async () => {
  const { shopId, timeZone } = await world.shop();
  const at = world.clock.now();
  const ends = [3, 3, 3, 5].map((days) => new Date(at.getTime() + days * 24 * 3_600_000));
  await withShop(world.platform.db, shopId, async (tx) => {
    await sql`insert into customers.persons (shop_id, person_id, customer_id, first_seen_at, last_seen_at)
      select ${shopId}, it, greatest(it - 1, 1), now(), now() from generate_series(1, 6) it`.execute(tx);
    for (const personId of [1, 2, 3, 4, 5, 6])
      for (const [n, expiresAt] of ends.entries()) {
        const ask = { key: `m${personId}-${n}`, cause: 'test', by: 'test', at };
        await earnPoints(tx, shopId, { earning: { personId, points: 1, expiresAt }, ask });
      }
  });
  let after: ExpiringPlace | undefined;
  let [pages, told] = [0, 0];
  do {
    // Stopped behind every page, as a server is.
    let asked = 0;
    const signal = {
      get aborted() {
        return asked++ > 0;
      },
    } as AbortSignal;
    const page = await tellExpiring(world.platform, { shopId, timeZone }, { signal, after, piece: 5 });
    told += page.told;
    after = page.next;
    pages += 1;
  } while (after !== undefined);
  // 24 lots; five customers (two persons are one), two days each, by two channels.
  expect([pages, told]).toEqual([5, 20]);
  const { rows } = await withShop(world.platform.db, shopId, (tx) =>
    sql<{ person: number; points: number[] }>`
      select person_id as person, array_agg(("values" ->> 'points')::integer order by "values" ->> 'expires_on') as points
      from messaging.messages where shop_id = ${shopId} and channel = 'in-page' group by 1 order by 1`.execute(
      tx,
    ),
  );
  expect(rows).toEqual([
    { person: 1, points: [6, 2] },
    ...[2, 3, 4, 5].map((person) => ({ person, points: [3, 1] })),
  ]);
});
