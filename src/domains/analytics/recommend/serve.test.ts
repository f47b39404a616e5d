import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fileIn, uciFile } from '../../../../test/import-fixture.ts';
import { type Person, signInOwner } from '../../../../test/people.ts';
import { openWorld, type World } from '../../../../test/world.ts';
import { buildApp } from '../../../app.ts';
import { commandRunner } from '../../../cli/serve-commands.ts';
import type { RecommendationList, RecommendationView } from '../../../contract/recommendations.ts';
import { createShop, type Shop } from '../../../platform/auth/index.ts';
import { openPool } from '../../../platform/db/pool.ts';
import { withShop } from '../../../platform/db/postgres.ts';
import { orThrow } from '../../../platform/errors.ts';
import type { HttpApp } from '../../../platform/http/routes.ts';
import { inHoldout, readHoldout } from '../../compliance/index.ts';
import { noteServed, writeServed } from '../lift/served-lists.ts';
import { randomFrom } from '../testing/random-customers.ts';
import { runRecommend } from './run-recommend.ts';
import { mayPersonalise, serveRecommendations } from './serve-recommendations.ts';

/**
 * A shop with two tastes, planted: even customers buy from the first half of the products, odd ones from the second.
 * Lists are asked for over HTTP as the shop's own server would.
 */

const PRODUCTS = 40;
const CUSTOMERS = 260;
const DAY_MINUTES = 24 * 60;
const AS_OF = '2011-06-20';
const halfOf = (productNo: string) => (Number(productNo) <= PRODUCTS / 2 ? 0 : 1);

function plantedFile(): string {
  const random = randomFrom(4);
  const any = (n: number) => 1 + (n % 2) * (PRODUCTS / 2) + Math.floor((random.unit() * PRODUCTS) / 2);
  const rows = Array.from({ length: CUSTOMERS }, (_, n) =>
    Array.from({ length: 9 }, (_, nth) => ({
      ...{ invoice: String(500_000 + n * 10 + nth), stock: String(any(n)), customer: `${10_000 + n}.0` },
      ...{ price: '3.00', minute: Math.floor((nth * 18 + random.unit() * 17) * DAY_MINUTES) },
    })),
  );
  return uciFile(rows.flat());
}

let world: World;
let app: HttpApp;
let owner: Person;
let shop: Shop;
let key: string;

beforeAll(async () => {
  world = await openWorld({ now: `${AS_OF}T12:00:00Z` });
  app = await buildApp(world.platform);
  owner = await signInOwner(world.platform, app);
  const told = { slug: 'gifts', name: 'gifts', currency: 'GBP', timeZone: 'Europe/London' };
  shop = orThrow(await createShop(world.platform, told));
  await importRows(plantedFile());
  const wanted = { kind: 'api', name: 'storefront', scopes: ['recommendations:read'] };
  key = (await owner.ask('POST', '/api/shops/gifts/keys', wanted)).json().key;
});
afterAll(async () => {
  await app?.close();
  await world?.close();
});

async function importRows(content: string): Promise<void> {
  const argv = ['import', await fileIn(world, content), '--preset', 'uci-online-retail', '--shop', 'gifts'];
  const run = { type: 'run', argv, cwd: world.platform.config.dataDir, language: 'en', user: 'mei' } as const;
  expect(await commandRunner(world.platform)(run, () => {}, new AbortController().signal)).toBe(0);
}

const answered = (query: string) =>
  app.inject({ url: `/api/recommendations?${query}`, headers: { authorization: `Bearer ${key}` } });
const listed = async (query: string): Promise<RecommendationList> => (await answered(query)).json();
const numbersOf = (list: RecommendationList) => list.products.map((it) => it.codes[0]!.product_no);
const inShop = <T>(text: ReturnType<typeof sql<T>>) =>
  withShop(world.platform.db, shop.shopId, async (tx) => (await text.execute(tx)).rows);

const boughtBy = async (customer: number) =>
  (
    await inShop(sql<{ product_no: string }>`
      select distinct c.product_no from orders.orders o join orders.order_lines l using (shop_id, order_id)
      join products.channel_products c using (shop_id, product_id)
      join customers.persons p on p.shop_id = o.shop_id and p.person_id = o.person_id
      where o.shop_id = ${shop.shopId} and p.customer_id = ${customer}`)
  ).map((it) => it.product_no);

it('says so while nothing was learnt, then finds planted tastes that popularity cannot', async () => {
  expect((await answered('customer=1')).json()).toMatchObject({ code: 'not-learnt-yet' });
  const run = orThrow(
    await runRecommend({ platform: world.platform, shop }, { refit: true, asOf: AS_OF, by: 'system' }),
  );
  expect(run).toMatchObject({ status: 'done', confidence: 'usual' });
  const { check, mix, ...view }: RecommendationView = (
    await owner.ask('GET', '/api/shops/gifts/analytics/recommendations')
  ).json();
  expect(view).toMatchObject({ customers: CUSTOMERS, products: PRODUCTS, is_sample: false });
  const of = (method: string) => check!.methods.find((it) => it.method === method)!;
  expect(of('mix').recall_low).toBeGreaterThan(of('popular').recall_high);
  expect(of('mix').ndcg_at_10).toBeGreaterThan(of('popular').ndcg_at_10);
  expect(mix.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9);
  // Nothing is open yet, and a dozen ask at once.
  const all = await Promise.all(Array.from({ length: 12 }, () => listed('customer=1')));
  expect(all[0]!.products.length).toBe(10);
  for (const it of all) expect(it).toEqual(all[0]);
});

it('shows what is of their taste and not theirs yet, with a reason from their own past', async () => {
  for (const customer of [1, 2, 51, 52]) {
    const [list, bought] = [await listed(`customer=${customer}&limit=8`), await boughtBy(customer)];
    expect(list).toMatchObject({ personal: true, why_plain: null, as_of: AS_OF, currency: 'GBP' });
    const numbers = numbersOf(list);
    expect(numbers.filter((it) => bought.includes(it))).toEqual([]);
    expect(numbers.filter((it) => halfOf(it) === halfOf(bought[0]!)).length).toBeGreaterThanOrEqual(7);
    const titles = bought.map((it) => `THING ${it}`);
    for (const { because } of list.products) if (because) expect(titles).toContain(because.title);
    expect(list.products.some((it) => it.because !== null)).toBe(true);
  }
});

it('what they buy is gone from their list at once, and comes back where what they have is asked for', async () => {
  const [first] = (await listed('customer=3')).products;
  const stock = first!.codes[0]!.product_no;
  await importRows(uciFile([{ invoice: '599999', stock, customer: nameOf(3), minute: 171 * DAY_MINUTES }]));
  expect(numbersOf(await listed('customer=3&limit=50'))).not.toContain(stock);
  expect(numbersOf(await listed('customer=3&limit=50&bought=true'))).toContain(stock);
});

/** Customers were numbered in the order of the file. */
const nameOf = (customer: number) => `${10_000 + customer - 1}.0`;

it('beside a product and in the cart what goes with it comes first, whoever looks', async () => {
  const productOf = async (productNo: string) =>
    (
      await inShop(sql<{ product_id: number }>`
      select product_id from products.channel_products where shop_id = ${shop.shopId} and product_no = ${productNo}`)
    )[0]!.product_id;
  for (const productNo of ['3', '33']) {
    const product = await productOf(productNo);
    const list = await listed(`place=cart&products=${product}&limit=6`);
    expect(list.products[0]).toMatchObject({ method: 'beside', because: { product } });
    expect(new Set(numbersOf(list).map(halfOf))).toEqual(new Set([halfOf(productNo)]));
    expect(numbersOf(list)).not.toContain(productNo);
    // At home what is named does not count.
    expect((await listed(`place=home&products=${product}`)).products[0]!.method).toBe('popular');
  }
});

it('what was looked at in this visit leads a visitor nobody knows to the like of it, but not whoever switched lists off', async () => {
  const half = async (from: number) =>
    (
      await inShop(sql<{ product_id: number }>`
      select product_id from products.channel_products
      where shop_id = ${shop.shopId} and product_no = any(${[3, 4, 5].map((it) => String(it + from))}::text[])`)
    ).map((it) => it.product_id);
  for (const from of [0, PRODUCTS / 2]) {
    const list = await listed(`viewed=${(await half(from)).join(',')}&limit=8`);
    expect(list).toMatchObject({ personal: true, why_plain: null });
    const same = numbersOf(list).filter((it) => (Number(it) > PRODUCTS / 2 ? PRODUCTS / 2 : 0) === from);
    expect(same.length).toBeGreaterThanOrEqual(7);
  }
  expect(await listed('viewed=99999')).toMatchObject({ personal: false, why_plain: 'no-customer' });
});

it('looks of earlier visits lead a list to the like of them, also of whoever never bought', async () => {
  const [never, buyer] = [9_001, 12];
  const [shopId, seen] = [shop.shopId, `${AS_OF}T11:30:00Z`];
  await inShop(sql`insert into customers.persons (shop_id, person_id, customer_id, first_seen_at, last_seen_at)
    values (${shopId}, ${never}, ${never}, now(), now())`);
  const person = { shop_id: shopId, person_id: never, first_seen_at: seen, last_seen_at: seen, version: 1 };
  await world.platform.clickhouse.insert('persons', [person]);
  const before = { never: await listed(`customer=${never}`), buyer: await listed(`customer=${buyer}`) };
  expect(before.never).toMatchObject({ personal: false, why_plain: 'nothing-known' });
  // Of the half that the buyer never bought of.
  const had = halfOf((await boughtBy(buyer))[0]!);
  const other = await inShop(sql<{ product_id: number; product_no: string }>`
    select product_id, product_no from products.channel_products where shop_id = ${shopId} order by product_id`);
  const looked = other.filter((it) => halfOf(it.product_no) !== had).slice(0, 4);
  const events = [never, buyer].flatMap((person_id) =>
    looked.flatMap(({ product_id }) =>
      Array.from({ length: 8 }, (_, n) => ({
        ...{ shop_id: shopId, person_id, channel: 'web', name: 'Product Viewed', product_id },
        ...{
          time: seen,
          corrected_time: seen,
          received_at: seen,
          message_id: `${person_id}-${product_id}-${n}`,
        },
      })),
    ),
  );
  await world.platform.clickhouse.insert('events', events);
  // Day by day everybody is counted; who looks today within seconds (looks.test.ts).
  orThrow(
    await runRecommend({ platform: world.platform, shop }, { refit: false, asOf: AS_OF, by: 'system' }),
  );
  const list = await listed(`customer=${never}&limit=8`);
  expect(list).toMatchObject({ personal: true, why_plain: null });
  expect(numbersOf(list).filter((it) => halfOf(it) !== had).length).toBeGreaterThanOrEqual(7);
  const titles = looked.map((it) => `THING ${it.product_no}`);
  expect(list.products.some(({ because }) => titles.includes(because?.title ?? ''))).toBe(true);
  // What was only looked at may be shown; what was bought is not.
  const now = await listed(`customer=${buyer}`);
  expect(numbersOf(now)).not.toEqual(numbersOf(before.buyer));
  expect(numbersOf(now).some((it) => halfOf(it) !== had)).toBe(true);
  const bought = await boughtBy(buyer);
  expect(numbersOf(now).filter((it) => bought.includes(it))).toEqual([]);
});

it('what is out of stock, off sale or of another price is in no list, at once', async () => {
  const [a, b, c] = (await listed('customer=5')).products.map((it) => it.product);
  const set = (what: ReturnType<typeof sql>, product: number) =>
    inShop(
      sql`update products.products set ${what} where shop_id = ${shop.shopId} and product_id = ${product}`,
    );
  await set(sql`stock = 0`, a!);
  await set(sql`status = 'off-sale'`, b!);
  await set(sql`price_minor = 990`, c!);
  const now = (await listed('customer=5&limit=50')).products.map((it) => it.product);
  expect(now).not.toContain(a);
  expect(now).not.toContain(b);
  expect((await listed('customer=5&price_from=900&price_to=1000')).products).toMatchObject([
    { product: c, price: 990 },
  ]);
});

it('whoever switched it off gets what everybody gets, by a choice of its own that is on record', async () => {
  const plain = await listed('limit=5');
  expect(plain).toMatchObject({ personal: false, why_plain: 'no-customer' });
  const say = (state: string) =>
    owner.ask('POST', '/api/shops/gifts/compliance/customers/7/consents', {
      ...{ purpose: 'personalised-recommendation', channel: 'any', state, source: 'screen' },
      evidence: { reference: 'app-settings-1' },
    });
  const choice = await say('withdrawn');
  expect(choice.statusCode).toBeLessThan(300);
  const off = await listed('customer=7&limit=5');
  expect(off).toMatchObject({ personal: false, why_plain: 'switched-off' });
  expect(off.products).toEqual(plain.products);
  const visit = await listed(`customer=7&limit=5&viewed=${plain.products.map((it) => it.product).join(',')}`);
  expect(visit).toEqual(off);
  const told = { platform: world.platform, shop: { ...shop, timeZone: 'Europe/London', currency: 'GBP' } };
  expect(await Promise.all([7, 8].map((one) => mayPersonalise(told, one)))).toEqual([false, true]);
  // Scores go on: it is not an objection to profiles.
  const standing: { purpose: string; allowed: boolean }[] = choice.json().standing;
  expect(standing.find((it) => it.purpose === 'profiling')!.allowed).toBe(true);
  const log = await owner.ask('GET', '/api/shops/gifts/compliance/audit-log?limit=5');
  expect(log.body).toContain('personalised-recommendation');
  // Of one instant the withdrawal stands.
  world.clock.advance(60_000);
  await say('granted');
  expect((await listed('customer=7&limit=5')).personal).toBe(true);
});

it('whoever is held out gets what everybody gets, and both sides are noted behind the answer', async () => {
  const hold = (share: number) => owner.ask('PUT', '/api/shops/gifts/compliance/holdout', { share });
  expect((await hold(5_000)).statusCode).toBe(200);
  const holdout = await withShop(world.platform.db, shop.shopId, (tx) => readHoldout(tx, shop.shopId));
  // What was remembered of the share before may stand for ten seconds.
  const platform = { db: openPool(world.migratorUrl, { max: 1 }) };
  const told = { shopId: shop.shopId, timeZone: 'Europe/London', currency: 'GBP' };
  const asked = { place: 'home', limit: 5, bought: false, products: [], viewed: [] } as const;
  const serve = async (customer: number) => {
    const question = { ...asked, customer, price_from: undefined, price_to: undefined };
    return orThrow(await serveRecommendations({ platform, shop: told }, question));
  };
  const plain = await listed('limit=5');
  for (const customer of [1, 2, 3, 4, 5, 6]) {
    const list = await serve(customer);
    const isHeld = inHoldout(holdout, customer);
    expect([list.personal, list.why_plain]).toEqual(isHeld ? [false, 'held-out'] : [true, null]);
    if (isHeld) expect(list.products).toEqual(plain.products);
    noteServed(world.platform, told, { customerId: customer, isHeld });
  }
  await platform.db.destroy();
  await writeServed(world.platform);
  const rows = await world.platform.clickhouse.query<{ person_id: number; is_held: number }>({
    sql: `SELECT person_id, is_held FROM exposures WHERE shop_id = {shop:UInt32} AND score = 'recommendations' AND person_id <= 6
ORDER BY person_id`,
    shopId: shop.shopId,
  });
  expect(rows).toEqual(
    [1, 2, 3, 4, 5, 6].map((id) => ({ person_id: id, is_held: Number(inHoldout(holdout, id)) })),
  );
  await hold(0);
});

it('nobody known gets what most buy; another key, and somebody signed in without a shop, get nothing', async () => {
  expect(await listed('customer=99999')).toMatchObject({ personal: false, why_plain: 'nothing-known' });
  expect((await listed('')).products.every((it) => it.method === 'popular')).toBe(true);
  expect((await answered('customer=0')).statusCode).toBe(400);
  expect((await owner.ask('GET', '/api/recommendations')).statusCode).toBe(403);
  const other = { kind: 'api', name: 'orders', scopes: ['orders:read'] };
  const foreign = (await owner.ask('POST', '/api/shops/gifts/keys', other)).json().key;
  const headers = { authorization: `Bearer ${foreign}` };
  expect((await app.inject({ url: '/api/recommendations', headers })).statusCode).toBe(403);
  const seen = await owner.ask('GET', '/api/shops/gifts/recommendations?customer=1');
  expect(seen.json()).toMatchObject({ personal: true });
});
