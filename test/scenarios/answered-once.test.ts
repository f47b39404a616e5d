import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildApp } from '../../src/app.ts';
import { resolvePersons } from '../../src/domains/customers/index.ts';
import { type StoredOrder, storeOrders } from '../../src/domains/orders/index.ts';
import { withShop } from '../../src/platform/db/postgres.ts';
import type { HttpApp } from '../../src/platform/http/routes.ts';
import { openShop, type Person, signInOwner } from '../people.ts';
import { openWorld, type World } from '../world.ts';

/** What is shown once is shown once, also to a client that retries with its Idempotency-Key as a good client does. */

let world: World;
let app: HttpApp;
let owner: Person;
const shop = '/api/shops/once';
const phone = '13987654321';

beforeAll(async () => {
  world = await openWorld();
  app = await buildApp(world.platform);
  const { shopId } = await openShop(world.platform, 'once');
  owner = await signInOwner(world.platform, app);
  const { db, keyring } = world.platform;
  const keys = await keyring.forShop(shopId);
  const at = '2026-01-01T00:00:00.000Z';
  const order: StoredOrder = {
    ...{ channel: 'taobao', orderNo: 'T1', personId: 1, state: 'paid', sourceTime: at, createdAt: at },
    ...{ currency: 'CNY', receiver: { name: '李晓红', phone, province: '浙江' } },
    lines: [],
  };
  await withShop(db, shopId, async (tx) => {
    const identities = [{ channel: 'taobao', kind: 'phone' as const, value: phone }];
    await resolvePersons(tx, keys, shopId, [{ at, identities }], { source: 'test' });
    await storeOrders(tx, { keys, shopId }, [order]);
  });
});
afterAll(async () => {
  await app?.close();
  await world?.close();
});

function write(key: string, url: string, payload: object) {
  const cookie = Object.entries(owner.cookies)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('; ');
  const headers = { cookie, origin: 'http://127.0.0.1:7300', 'idempotency-key': key };
  return app.inject({ method: 'POST', url, headers, payload });
}

const rows = async (url: string, name: string): Promise<unknown[]> =>
  (await owner.ask('GET', `${shop}/${url}`)).json()[name];

/** What each of them shows, where its traces are counted, and the request. */
const shownOnce = [
  {
    ...{ what: 'a key', url: 'keys', payload: { kind: 'write', name: 'front', source: 'mini-program' } },
    ...{ secret: /swk_\w+/, traces: () => rows('keys', 'keys') },
  },
  {
    ...{ what: 'the link of an invitation', url: 'invitations' },
    ...{ payload: { email: 'new@example.com', role: 'analyst' }, secret: /#[\w-]{20,}/ },
    traces: () => rows('staff', 'invitations'),
  },
  {
    ...{ what: 'the phone of a receiver', url: 'orders/1/unmask', payload: { reason: '补寄配件' } },
    ...{
      secret: /13987654321/,
      traces: () => rows('compliance/audit-log?act=orders.unmask-receiver', 'entries'),
    },
  },
];

test.each(shownOnce)(
  '$what is shown once, and the work done once',
  async ({ what, url, payload, secret, traces }) => {
    const first = await write(what.replaceAll(' ', '-'), `${shop}/${url}`, payload);
    expect(first.body).toMatch(secret);
    expect(first.headers['cache-control']).toBe('no-store');
    const before = await traces();
    expect(before).toHaveLength(1);
    const again = await write(what.replaceAll(' ', '-'), `${shop}/${url}`, payload);
    expect([again.statusCode, again.json().code]).toEqual([409, 'answered-once']);
    expect(again.json().message.en).toContain('new Idempotency-Key');
    expect(again.body).not.toMatch(secret);
    expect(await traces()).toEqual(before);
  },
);

test('outside a shop the header is refused, for a retry would be carried out again', async () => {
  const answer = await write('other', '/api/invitations/look', { token: 'x'.repeat(43) });
  expect([answer.statusCode, answer.json().code]).toEqual([400, 'idempotency-key-without-shop']);
});
