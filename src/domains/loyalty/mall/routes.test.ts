import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { hire, openShop, type Person, signInOwner } from '../../../../test/people.ts';
import { openWorld, type World } from '../../../../test/world.ts';
import { buildApp } from '../../../app.ts';
import { type Tx, withShop } from '../../../platform/db/postgres.ts';
import { orThrow } from '../../../platform/errors.ts';
import type { HttpApp } from '../../../platform/http/routes.ts';
import { mergeCustomers } from '../../customers/index.ts';
import { earnPoints } from '../../ledgers/index.ts';
import { endOver } from './end-redemption.ts';
import { mallData } from './personal-data.ts';

let world: World;
let app: HttpApp;
let owner: Person;
let agent: Person;
let shopId: number;
const root = '/api/shops/tea/mall';

beforeAll(async () => {
  world = await openWorld();
  app = await buildApp(world.platform);
  owner = await signInOwner(world.platform, app);
  ({ shopId } = await openShop(world.platform, 'tea'));
  await withShop(world.platform.db, shopId, async (tx) => {
    await sql`insert into customers.persons (shop_id, person_id, customer_id, first_seen_at, last_seen_at)
      select ${shopId}, it, it, now(), now() from generate_series(1, 2) it`.execute(tx);
    await sql`insert into customers.traits (shop_id, person_id, name, value, at, source)
      values (${shopId}, 1, 'tier', '"gold"', now(), 'test')`.execute(tx);
    for (const personId of [1, 2]) {
      const ask = { key: `e${personId}`, cause: 'test', by: 'test', at: world.clock.now() };
      orThrow(await earnPoints(tx, shopId, { earning: { personId, points: 100, expiresAt: null }, ask }));
    }
  });
  agent = await hire(owner, { slug: 'tea', role: 'service-agent' });
});
afterAll(async () => {
  await app.close();
  await world.close();
});

const ask = async (who: Person, method: 'POST' | 'PUT' | 'GET', url: string, body?: object) =>
  (await who.ask(method, `${root}${url}`, body)).json();
const cup = {
  ...{ kind: 'gift', name: '茶杯', hands_out: null, points: 30, money_minor: 990, stock: 5 },
  ...{ most_per_customer: 2, tiers: ['gold'], is_listed: true },
};
const redeem = (customer: number, key: string, count = 1) =>
  ask(agent, 'POST', `/customers/${customer}/redeem`, { item_id: 1, count, minutes: 10, key });

it('an item is made, changed by the version that was seen, and refilled once per key', async () => {
  expect(await ask(agent, 'POST', '/items', cup)).toMatchObject({ status: 403 });
  expect(await ask(owner, 'POST', '/items', { ...cup, name: '找 13812345678' })).toMatchObject({
    code: 'personal-value',
  });
  expect(await ask(owner, 'POST', '/items', cup)).toMatchObject({ item_id: 1, stock: { free: 5 } });
  const { stock: _, ...fields } = cup;
  expect(await ask(owner, 'PUT', '/items/1', { ...fields, version: 1, points: 40 })).toMatchObject({
    version: 2,
    points: 40,
  });
  expect(await ask(owner, 'PUT', '/items/1', { ...fields, version: 1 })).toMatchObject({
    code: 'mall-item-changed',
  });
  const personal = { ...fields, version: 2, most_by_tier: [{ tier: '13812345678', most: 1 }] };
  expect(await ask(owner, 'PUT', '/items/1', personal)).toMatchObject({ code: 'personal-value' });
  for (const by of [3, 3])
    expect(await ask(owner, 'POST', '/items/1/stock', { by, key: 'more' })).toMatchObject({
      stock: { free: 8 },
    });
  expect(await ask(owner, 'POST', '/items/1/stock', { by: -9, key: 'less' })).toMatchObject({
    code: 'mall-item-sold-out',
  });
  expect(await ask(owner, 'POST', '/items/1/stock', { by: 1, key: 'more' })).toMatchObject({
    code: 'key-reused',
  });
});

it('what is taken is held with its points, for the tier it is meant for, and confirmed or given back', async () => {
  expect(await redeem(2, 'r0')).toMatchObject({ code: 'mall-item-not-for-tier', status: 403 });
  const held = await redeem(1, 'r1', 2);
  expect(held).toMatchObject({ state: 'held', points: 80, money_minor: 1980, customer_id: 1 });
  expect(await redeem(1, 'r1', 2)).toMatchObject({ redemption_id: held.redemption_id, again: true });
  expect(await redeem(1, 'r2')).toMatchObject({ code: 'mall-limit-reached' });
  const url = `/redemptions/${held.redemption_id}`;
  expect(await ask(agent, 'POST', `${url}/cancel`)).toMatchObject({ state: 'cancelled' });
  expect(await ask(agent, 'POST', `${url}/confirm`)).toMatchObject({ code: 'redemption-over' });
  expect(await redeem(1, 'r3', 2)).toMatchObject({ state: 'held' });
  world.clock.advance(11 * 60_000);
  const { redemptions } = await ask(agent, 'GET', '/redemptions');
  expect(redemptions).toHaveLength(2);
  const late = `/redemptions/${redemptions[0].redemption_id}/confirm`;
  expect(await ask(agent, 'POST', late)).toMatchObject({ code: 'redemption-over' });
});

it('what the mall holds is ended by the mall alone: a plain act of the ledger is told where to go', async () => {
  world.clock.advance(11 * 60_000);
  await endOver(world.platform, { shopId, at: world.clock.now(), signal: new AbortController().signal });
  const held = await redeem(1, 'r4');
  expect(held).toMatchObject({ state: 'held' });
  const { rows } = await withShop(world.platform.db, shopId, (tx) =>
    sql<{ act: number }>`select act_id as act from loyalty.mall_redemptions
      where shop_id = ${shopId} and redemption_id = ${held.redemption_id}`.execute(tx),
  );
  for (const end of ['confirm', 'cancel']) {
    const url = `/api/shops/tea/points/acts/${rows[0]!.act}/${end}`;
    expect((await agent.ask('POST', url, { key: `plain-${end}` })).json()).toMatchObject({
      ...{ status: 409, code: 'reservation-of-mall' },
    });
  }
  const url = `/redemptions/${held.redemption_id}/confirm`;
  expect(await ask(agent, 'POST', url)).toMatchObject({ state: 'confirmed' });
});

it('what was confirmed comes back once, its points to the lots they came from, and the audit log says who took it back', async () => {
  const held = await redeem(1, 'r5');
  const url = `/redemptions/${held.redemption_id}`;
  const back = { restock: true };
  expect(await ask(agent, 'POST', `${url}/return`, back)).toMatchObject({
    ...{ status: 409, code: 'mall-not-confirmed' },
  });
  await ask(agent, 'POST', `${url}/confirm`);
  const standing = async () => (await owner.ask('GET', '/api/shops/tea/points/customers/1')).json();
  const stock = async () => (await ask(owner, 'GET', '/items')).items[0].stock;
  const [{ balance, lots }, before] = [await standing(), await stock()];
  const analyst = await hire(owner, { slug: 'tea', role: 'analyst' });
  expect(await ask(analyst, 'POST', `${url}/return`, back)).toMatchObject({ status: 403 });
  expect(await ask(agent, 'POST', `${url}/return`, back)).toMatchObject({ state: 'returned', points: 40 });
  expect(await ask(agent, 'POST', `${url}/return`, back)).toMatchObject({ state: 'returned', again: true });
  expect(await ask(agent, 'POST', `${url}/confirm`)).toMatchObject({ code: 'redemption-over' });
  const after = await standing();
  expect(after.balance.active).toBe(balance.active + 40);
  expect(after.lots.map((it: { lot_id: number }) => it.lot_id)).toEqual(
    lots.map((it: { lot_id: number }) => it.lot_id),
  );
  expect(await stock()).toEqual({ ...before, free: before.free + 1, gone: before.gone - 1 });
  const { entries } = (await owner.ask('GET', '/api/shops/tea/compliance/audit-log?limit=5')).json();
  expect(entries[0]).toMatchObject({ act: 'mall.return', subject: `mall-redemption:${held.redemption_id}` });
});

it('asked again after a merge, by the number of then or the one they have now, the answer is that of the first time', async () => {
  const { shopId: id } = await openShop(world.platform, 'coffee');
  const root = '/api/shops/coffee/mall';
  const inShop = <T>(work: (tx: Tx) => Promise<T>) => withShop(world.platform.db, id, work);
  await inShop(async (tx) => {
    await sql`insert into customers.persons (shop_id, person_id, customer_id, first_seen_at, last_seen_at)
      select ${id}, it, it, now(), now() from generate_series(1, 3) it`.execute(tx);
    const ask = { key: 'e', cause: 'test', by: 'test', at: world.clock.now() };
    orThrow(await earnPoints(tx, id, { earning: { personId: 2, points: 100, expiresAt: null }, ask }));
  });
  await owner.ask('POST', `${root}/items`, { ...cup, tiers: [], most_per_customer: 1 });
  const take = async (customer: number, key = 'first') => {
    const body = { item_id: 2, count: 1, minutes: 10, key };
    return (await owner.ask('POST', `${root}/customers/${customer}/redeem`, body)).json();
  };
  const first = await take(2);
  expect(first).toMatchObject({ state: 'held' });
  expect(await take(3)).toMatchObject({ code: 'key-reused' });
  const merging = { shopId: id, customerIds: [1, 2], by: 'test', reason: 'one person' };
  await inShop((tx) => mergeCustomers(tx, merging));
  for (const customer of [1, 2])
    expect(await take(customer)).toMatchObject({
      redemption_id: first.redemption_id,
      again: true,
      customer_id: 1,
    });
  expect(await take(3)).toMatchObject({ code: 'key-reused' });
  expect(await take(1, 'second')).toMatchObject({ code: 'mall-limit-reached' });
  expect(await take(2, 'second')).toMatchObject({ code: 'no-such-customer' });
  // Erased, the key is nobody's: nothing is done again, nothing told.
  const keys = await world.platform.keyring.forShop(id);
  const whose = { shopId: id, customerId: 1, personIds: [1, 2], keys, platform: world.platform };
  await mallData.erase({ ...whose, erasedAt: '2026-01-15T04:00:00Z' });
  await inShop(async (tx) => {
    await sql`delete from customers.edges where shop_id = ${id}`.execute(tx);
    await sql`delete from customers.persons where shop_id = ${id} and person_id < 3`.execute(tx);
  });
  for (const customer of [1, 2]) expect(await take(customer)).toMatchObject({ code: 'no-such-customer' });
});

it('an erasure gives back what is held and leaves what was taken as that of nobody', async () => {
  const keys = await world.platform.keyring.forShop(shopId);
  const whose = { shopId, customerId: 1, personIds: [1], keys, platform: world.platform };
  const shown = await withShop(world.platform.db, shopId, (tx) => mallData.show({ ...whose, tx }));
  expect(JSON.stringify(shown)).toContain('茶杯');
  for (const _ of [1, 2]) await mallData.erase({ ...whose, erasedAt: '2026-01-15T04:00:00Z' });
  const { items } = await ask(owner, 'GET', '/items');
  expect(items[0].stock).toEqual({ free: 7, held: 0, gone: 1 });
  const { redemptions } = await ask(owner, 'GET', '/redemptions');
  expect(new Set(redemptions.map((it: { customer_id: unknown }) => it.customer_id))).toEqual(new Set([null]));
});
