import { afterAll, beforeAll, expect, it } from 'vitest';
import { appWithFrontDoor, hire, openShop, Person, password, signInOwner } from '../../../test/people.ts';
import { openWorld, type World } from '../../../test/world.ts';
import type { HttpApp } from '../http/routes.ts';
import { tidy } from './tidy.ts';

let world: World;
let app: HttpApp;

beforeAll(async () => {
  world = await openWorld();
  app = await appWithFrontDoor(world.platform);
});

afterAll(async () => {
  await app?.close();
  await world?.close();
});

const tables = ['auth.session', 'auth.invitation', 'auth.rateLimit'] as const;

async function counts(): Promise<number[]> {
  const found = tables.map((table) => world.platform.authDb.selectFrom(table).select('id').execute());
  return (await Promise.all(found)).map((rows) => rows.length);
}

it('keeps what still runs, deletes what has run out, and nobody loses an account', async () => {
  await openShop(world.platform, 'a');
  const owner = await signInOwner(world.platform, app);
  const member = await hire(owner, { slug: 'a', role: 'analyst', email: 'analyst@example.com' });
  const before = await counts();
  expect(before.every((it) => it > 0)).toBe(true);
  await tidy(world.platform.authDb, new Date());
  expect(await counts()).toEqual(before);
  await tidy(world.platform.authDb, new Date(Date.now() + 8 * 24 * 60 * 60 * 1000));
  expect(await counts()).toEqual([0, 0, 0]);
  expect((await member.ask('GET', '/api/me')).statusCode).toBe(401);
  const again = new Person(app);
  await again.signIn('analyst@example.com', password);
  expect((await again.ask('GET', '/api/shops/a')).statusCode).toBe(200);
});
