import { afterAll, beforeAll, expect, it } from 'vitest';
import { appWithFrontDoor, hire, openShop, type Person, signInOwner } from '../../../test/people.ts';
import { openWorld, type World } from '../../../test/world.ts';
import type { HttpApp } from '../../platform/http/routes.ts';
import { productRoutes, registerProductMirror } from './index.ts';

let world: World;
let app: HttpApp;
let owner: Person;
const url = '/api/shops/mumu/products';

beforeAll(async () => {
  world = await openWorld();
  registerProductMirror(world.platform.mirror);
  app = await appWithFrontDoor(world.platform);
  await app.register(async (scope: HttpApp) => productRoutes(scope, world.platform));
  owner = await signInOwner(world.platform, app);
  await openShop(world.platform, 'mumu');
});
afterAll(async () => {
  await app?.close();
  await world?.close();
});

it('keeps, finds and maps products', async () => {
  const put = async (body: object) => (await owner.ask('PUT', url, body)).json();
  const bottle = {
    channel: 'pinduoduo',
    product_no: 'p-1',
    title: '奶瓶 100% PP',
    category: ['母婴'],
    price_minor: 3900,
  };
  expect(await put(bottle)).toMatchObject({
    product_id: 1,
    canonical_id: 1,
    title: '奶瓶 100% PP',
    cost_minor: null,
  });
  await put({ channel: 'taobao', product_no: 't-9', title: '奶瓶' });
  world.clock.advance(1000);
  const mapped = await put({
    channel: 'taobao',
    product_no: 't-9',
    cost_minor: 1500,
    same_as: { channel: 'pinduoduo', product_no: 'p-1' },
  });
  const names = [
    { channel: 'pinduoduo', product_no: 'p-1' },
    { channel: 'taobao', product_no: 't-9' },
  ];
  expect(mapped).toMatchObject({
    product_id: 2,
    canonical_id: 1,
    cost_minor: 1500,
    price_minor: 3900,
    names,
  });
  const found = async (text: string) =>
    (await owner.ask('GET', `${url}?text=${encodeURIComponent(text)}`))
      .json()
      .products.map((it: { product_id: number }) => it.product_id);
  expect(await found('t-9')).toEqual([2]);
  expect(await found('奶瓶')).toEqual([1, 2]);
  expect(await found('100%_')).toEqual([]);
  const first = (await owner.ask('GET', `${url}?limit=1`)).json();
  expect(
    (await owner.ask('GET', `${url}?limit=1&cursor=${first.next_cursor}`)).json().products[0].product_id,
  ).toBe(2);
  expect((await owner.ask('GET', `${url}/1`)).json()).toMatchObject({ cost_minor: 1500, names });
  expect((await owner.ask('GET', `${url}/77`)).json().code).toBe('no-such-product');
  const alone = (await owner.ask('DELETE', `${url}/1/mapping`)).json();
  expect(alone).toMatchObject({ product_id: 1, canonical_id: 1, cost_minor: null, names: names.slice(0, 1) });
  expect((await owner.ask('GET', `${url}/2`)).json()).toMatchObject({
    canonical_id: 2,
    title: '奶瓶',
    cost_minor: 1500,
    price_minor: null,
  });
  const analyst = await hire(owner, { slug: 'mumu', role: 'analyst' });
  expect((await analyst.ask('PUT', url, bottle)).statusCode).toBe(403);
});
