import { afterAll, beforeAll, expect, it } from 'vitest';
import { AT, type Client, openTracking } from '../../../../test/tracking.ts';
import { openWorld, type World } from '../../../../test/world.ts';
import { withShop } from '../../../platform/db/postgres.ts';
import type { HttpApp } from '../../../platform/http/routes.ts';
import { listUndeclared } from '../traits/list-undeclared.ts';

/** What is told of traits that the dictionary does not take: no name that is somebody's number, none counted twice. */

let world: World;
let app: HttpApp;
let client: Client;
let shopId: number;
beforeAll(async () => {
  world = await openWorld();
  ({ app, client, shopId } = await openTracking(world));
});
afterAll(async () => {
  await app?.close();
  await world?.close();
});

const PHONE = '13812345678';
const identify = (messageId: string, traits: object) => ({
  ...{ type: 'identify', userId: 'u', messageId, timestamp: AT },
  traits,
});

async function counted(): Promise<Record<string, number>> {
  const listed = await withShop(world.platform.db, shopId, (tx) => listUndeclared(tx, shopId));
  return Object.fromEntries(listed.map(({ name, seen }) => [name, seen]));
}

it('a name that is a phone number is repeated nowhere', async () => {
  const answer = await client.batch([identify('i1', { [PHONE]: 'x', shoeSize: 43, city: PHONE })]);
  expect(answer.body).not.toContain(PHONE);
  expect(answer.json().warnings.map((it: { field: string; code: string }) => [it.field, it.code])).toEqual([
    ['traits.?', 'unknown-trait'],
    ['traits.shoe-size', 'unknown-trait'],
    ['traits.city', 'personal-value'],
  ]);
  expect(await counted()).toEqual({ '?': 1, 'shoe-size': 1 });
});

it('a message counts once: twice in a batch, sent again, and in another batch; told no time, too', async () => {
  const again = identify('i2', { skin: 'dry' });
  const { timestamp: _time, ...timeless } = identify('i3', { skin: 'oily' });
  await client.batch([again, again, timeless]);
  await client.batch([again]);
  await Promise.all([
    client.batch([timeless, again]),
    client.batch([again, identify('i4', { skin: 'dry' })]),
  ]);
  expect(await counted()).toEqual({ '?': 1, 'shoe-size': 1, skin: 3 });
});
