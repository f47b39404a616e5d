import { afterAll, beforeAll, expect, it } from 'vitest';
import { Client, liveRows, openTracking, track } from '../../../../test/tracking.ts';
import { openWorld, type World } from '../../../../test/world.ts';
import { buildApp } from '../../../app.ts';
import type { HttpApp } from '../../../platform/http/routes.ts';

/** Whose address counts: the proxy's word is taken only of proxies the operator trusts, and of the last one's only. */

const PROXY = '10.0.0.5';
const GUANGDONG = '120.24.78.68';
const CALIFORNIA = '8.8.8.8';

let world: World;
let plain: HttpApp;
let behind: HttpApp;
let client: Client;
let shopId: number;
beforeAll(async () => {
  world = await openWorld();
  ({ app: plain, client, shopId } = await openTracking(world));
  const config = { ...world.platform.config, trustedProxies: ['10.0.0.0/8'] };
  behind = await buildApp({ ...world.platform, config });
});
afterAll(async () => {
  await behind?.close();
  await plain?.close();
  await world?.close();
});

const context = { library: { name: 'analytics.js' } };

it.each([
  ['a trusted proxy', () => behind, PROXY, GUANGDONG, '广东省'],
  ['a trusted proxy that was lied to', () => behind, PROXY, `${CALIFORNIA}, ${GUANGDONG}`, '广东省'],
  ['a stranger', () => behind, GUANGDONG, CALIFORNIA, '广东省'],
  ['a proxy nobody trusts', () => plain, PROXY, GUANGDONG, ''],
  ['a shopper where no proxy is', () => plain, GUANGDONG, CALIFORNIA, '广东省'],
])('the region of %s', async (name, app, remoteAddress, forwarded, province) => {
  const through = new Client(app(), client.key);
  const headers = { 'x-forwarded-for': forwarded };
  const call = track(name, { messageId: name, context });
  expect((await through.post({ batch: [call] }, { headers, remoteAddress })).statusCode).toBe(200);
  const rows = await liveRows(world, shopId);
  expect(rows.find((it) => it.message_id === name)).toMatchObject({ province });
});

it('guesses are counted by who is behind the proxy: one guesser does not shut out the others', async () => {
  const guess = (forwarded: string) => {
    const headers = { authorization: 'Basic eDp5', 'x-forwarded-for': forwarded };
    return new Client(behind, 'no').post({ batch: [] }, { headers, remoteAddress: PROXY });
  };
  const answers = await Promise.all(Array.from({ length: 1201 }, () => guess('203.0.113.20')));
  expect(answers.at(-1)!.statusCode).toBe(429);
  expect((await guess('203.0.113.21')).statusCode).toBe(401);
  expect((await guess('203.0.113.21, 203.0.113.20')).statusCode).toBe(429);
});
