import { afterAll, beforeAll, expect, test } from 'vitest';
import { Person } from '../../test/people.ts';
import { openWorld, type World } from '../../test/world.ts';
import { buildApp } from '../app.ts';
import { listAllShops, listOperators, setOperator } from '../platform/auth/index.ts';
import type { HttpApp } from '../platform/http/routes.ts';
import { goOnWithDemo } from './demo-filling.ts';
import { setupCode } from './setup-code.ts';

let world: World;
let app: HttpApp;
let browser: Person;
beforeAll(async () => {
  world = await openWorld();
  app = await buildApp(world.platform);
  browser = new Person(app);
});
afterAll(async () => {
  await app?.close();
  await world?.close();
});

const shop = { slug: 'mine', name: '我的店', currency: 'CNY', time_zone: 'Asia/Shanghai' };
const asked = () => ({
  ...{
    code: setupCode(world.platform),
    email: 'Mei@example.com',
    name: '梅',
    password: 'a long enough password',
  },
  shop,
});
const setUp = async (body: object) => {
  const { statusCode, body: text } = await browser.ask('POST', '/api/setup', body);
  return [statusCode, JSON.parse(text).code ?? JSON.parse(text).shop];
};

test('what is wrong makes nothing', async () => {
  expect((await browser.ask('GET', '/api/setup')).json()).toEqual({ needed: true, demo_offered: true });
  expect(await setUp({ ...asked(), code: 'AAAA-AAAA-AAAA' })).toEqual([403, 'setup-code-wrong']);
  expect(await setUp({ ...asked(), code: '' })).toEqual([403, 'setup-code-wrong']);
  expect(await setUp({ ...asked(), password: 'short' })).toEqual([400, 'invalid-input']);
  expect(await setUp({ ...asked(), shop: { ...shop, currency: 'ZZZ' } })).toEqual([422, 'shop-unusable']);
  expect((await browser.ask('GET', '/api/setup')).json().needed).toBe(true);
  expect(await listAllShops(world.platform.db)).toEqual([]);
});

test('of two who set up at once one is the operator, and nobody after', async () => {
  const code = setupCode(world.platform).toLowerCase().replaceAll('-', ' ');
  const both = await Promise.all([
    setUp({ ...asked(), code }),
    setUp({ ...asked(), email: 'li@example.com' }),
  ]);
  expect(both.map(([status]) => status).sort()).toEqual([201, 409]);
  expect(await setUp(asked())).toEqual([409, 'already-set-up']);
  expect((await browser.ask('GET', '/api/setup')).json().needed).toBe(false);
  const [operator, ...others] = await listOperators(world.platform);
  expect(others).toEqual([]);
  await browser.signIn(operator!.email, asked().password);
  const me = (await browser.ask('GET', '/api/me')).json();
  expect(me).toMatchObject({ operator: true, shops: [{ slug: 'mine', role: 'owner' }] });
});

test('the demo shop is filled beside requests, is the operator’s, and goes on after a stop', async () => {
  expect((await browser.ask('GET', '/api/setup/demo')).json().state).toBe('none');
  expect((await browser.ask('POST', '/api/setup/demo')).statusCode).toBe(202);
  const state = async () => (await browser.ask('GET', '/api/setup/demo')).json().state;
  while ((await state()) !== 'storing') await new Promise(setImmediate);
  await app.close();
  expect(await goOnWithDemo(world.platform)).toBe(true);
  app = await buildApp(world.platform);
  browser = Object.assign(new Person(app), { cookies: browser.cookies });
  const { shops } = (await browser.ask('GET', '/api/me')).json();
  expect(shops).toMatchObject([{ slug: 'demo', is_demo: true, role: 'owner' }, { slug: 'mine' }]);
  const { imports } = (await browser.ask('GET', '/api/shops/demo/imports')).json();
  expect(imports).toMatchObject([{ preset: 'demo', read_by: { zh: '演示数据', en: 'Demo data' } }]);
});

test('only who runs the installation has the demo filled', async () => {
  const [{ email } = { email: '' }] = await listOperators(world.platform);
  expect(await setOperator(world.platform, email.toUpperCase(), false)).toBe(true);
  const answer = await browser.ask('POST', '/api/setup/demo');
  expect([answer.statusCode, answer.json().code]).toEqual([403, 'operator-only']);
  expect(await setOperator(world.platform, 'nobody@example.com', true)).toBe(false);
});
