import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openWorld, type World } from '../../../../test/world.ts';
import { readChannels } from '../channels/channel-store.ts';
import { setChannel } from '../channels/set-channel.ts';
import { type MailPeer, openMailPeer } from '../testing/mail-peer.ts';
import { type MailShop, openMailShop } from '../testing/mail-shop.ts';
import { keepOutbox, sendDue } from './keep-outbox.ts';

let world: World;
let peer: MailPeer;
beforeAll(async () => {
  world = await openWorld();
  peer = await openMailPeer();
});
afterAll(async () => {
  await peer.close();
  await world.close();
});

const notices = async (shop: MailShop, count: number) => {
  const personId = await shop.customer(`somebody${shop.shop.shopId}@example.com`);
  const values = { points: 5, expires_on: '2026-01-31' };
  return Array.from({ length: count }, (_, n) => ({
    ...{ personId, values, key: `n${n}`, channels: ['e-mail' as const] },
  }));
};

/** Takes every call and never says a word. */
async function openMute() {
  const sockets: Socket[] = [];
  const server = createServer((socket) => sockets.push(socket));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = () => {
    for (const socket of sockets) socket.destroy();
    server.close();
  };
  return { port: (server.address() as AddressInfo).port, sockets, close };
}

it('a server that hangs holds up its own shop alone', async () => {
  const mute = await openMute();
  const slow = await openMailShop(world, mute.port);
  const [stuck] = await slow.queue('points-expiring', ...(await notices(slow, 40)));
  const well = await openMailShop(world, peer.port);
  const [id] = await well.queue('points-expiring', ...(await notices(well, 1)));
  const stopping = new AbortController();
  const running = keepOutbox(slow.platform, stopping.signal);
  await expect.poll(() => mute.sockets.length).toBe(8);
  await expect.poll(() => well.state(id!)).toEqual(['sent', null]);
  // Still: it was not waited for.
  expect(await slow.state(stuck!)).toEqual(['sending', null]);
  stopping.abort();
  mute.close();
  await running;
});

it('a channel that cannot be reached is left alone: its messages wait, one tries again, other channels go on', async () => {
  const gone = await openMailPeer();
  await gone.close();
  const it_ = await openMailShop(world, gone.port);
  const { shop, platform } = it_;
  const keys = await platform.keyring.forShop(shop.shopId);
  const aside = () =>
    it_.inShop(async (tx) => (await readChannels(tx, keys, shop.shopId)).get('e-mail')!.aside);
  const tried = () =>
    it_.inShop(async (tx) => {
      const { rows } = await sql<{ tried: number }>`
        select count(*)::int as tried from messaging.messages
        where shop_id = ${shop.shopId} and attempts > 0`.execute(tx);
      return rows[0]!.tried;
    });
  const all = await notices(it_, 60);
  const ids = await it_.queue('points-expiring', ...all, {
    ...all[0]!,
    ...{ key: 'page', channels: ['in-page'] },
  });
  await sendDue(platform, shop);
  expect(await it_.state(ids.at(-1)!)).toEqual(['sent', null]);
  const first = (await aside())!;
  expect(first).toMatchObject({ failures: 1, reason: 'unreachable' });
  // Those that were on their way together, and the one in the page.
  const before = await tried();
  expect(before).toBeLessThanOrEqual(9);
  await sendDue(platform, shop);
  expect(await tried()).toBe(before);
  for (const minutes of [2, 4, 8, 15, 15]) {
    world.clock.set((await aside())!.until);
    await sendDue(platform, shop);
    expect((await aside())!.until.getTime() - world.clock.now().getTime()).toBe(minutes * 60_000);
  }
  expect(await tried()).toBeLessThanOrEqual(before + 5);
  // Set up anew it is tried at once, and all that waited goes.
  const smtp = { host: '127.0.0.1', port: peer.port, security: 'none' as const, from: 'shop@example.com' };
  const asked = { keys, ...shop, channel: 'e-mail' as const, change: { on: true, smtp }, allowPrivate: true };
  await it_.inShop((tx) => setChannel(tx, { ...asked, by: 'test', now: world.clock.now() }));
  world.clock.advance(24 * 3_600_000);
  // A visit begins nothing after five seconds: on a busy machine it takes several.
  const visited = async () => {
    await sendDue(platform, shop);
    const states = await Promise.all(ids.map(it_.state));
    return states.filter(([state]) => state !== 'sent');
  };
  await expect.poll(visited).toEqual([]);
  expect(await aside()).toBeUndefined();
});

it('a message that cannot be taken is put off by itself until it is given up, and those behind it go', async () => {
  const it_ = await openMailShop(world, peer.port);
  const { shopId } = it_.shop;
  const poisoned = await it_.customer('poison@example.com');
  const [bad] = await it_.queue('points-expiring', {
    ...(await notices(it_, 1))[0]!,
    ...{ personId: poisoned, key: 'bad' },
  });
  const [good] = await it_.queue('points-expiring', ...(await notices(it_, 1)));
  await it_.inShop((tx) =>
    sql`update customers.identities set value_sealed = '\\x00' where shop_id = ${shopId} and person_id = ${poisoned}`.execute(
      tx,
    ),
  );
  await sendDue(it_.platform, it_.shop);
  expect(await it_.state(bad!)).toEqual(['queued', 'broke-off']);
  expect(await it_.state(good!)).toEqual(['sent', null]);
  for (let n = 0; n < 9; n += 1) {
    world.clock.advance(16 * 3_600_000);
    await sendDue(it_.platform, it_.shop);
  }
  expect(await it_.state(bad!)).toEqual(['failed', 'broke-off']);
  expect((await it_.steps(bad!)).filter(({ reason }) => reason === 'broke-off')).toHaveLength(9);
});
