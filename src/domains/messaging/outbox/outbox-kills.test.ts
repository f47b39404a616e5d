import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openWorld } from '../../../../test/world.ts';
import { openMailPeer } from '../testing/mail-peer.ts';
import { openMailShop } from '../testing/mail-shop.ts';
import { sendDue } from './keep-outbox.ts';

it('kill -9 between the claim and the answer: the message goes again, once, under the same number', {
  timeout: 120_000,
}, async () => {
  await using world = await openWorld();
  const peer = await openMailPeer(['hold']);
  const { shop, platform, ...it } = await openMailShop(world, peer.port);
  const personId = await it.customer('kill@example.com');
  const values = { points: 5, expires_on: '2026-01-31' };
  const [id] = await it.queue('points-expiring', { personId, values, key: 'k', channels: ['e-mail'] });
  const env = {
    ...process.env,
    ...{ SHUKE_POSTGRES_URL: world.migratorUrl, SHUKE_DATA: join(platform.config.dataDir, 'elsewhere') },
    ...{ SHUKE_MASTER_KEY_FILE: platform.config.masterKeyFile, SHUKE_LOG_LEVEL: 'silent' },
    SHUKE_OUTBOUND: 'any',
  };
  const child = fork(
    join(import.meta.dirname, '../../../../test/outbox-child.ts'),
    [...[String(shop.shopId), String(id)]],
    { env, execArgv: [] },
  );
  const exited = once(child, 'exit');
  await Promise.race([peer.heldUp(), exited.then(([code]) => Promise.reject(new Error(`ended: ${code}`)))]);
  child.kill('SIGKILL');
  await exited;
  // The child's clock is the machine's: its claim lies three minutes behind that.
  world.clock.set(new Date(Date.now() + 60_000));
  await sendDue(platform, shop);
  expect(await it.state(id!)).toEqual(['sending', null]);
  world.clock.set(new Date(Date.now() + 600_000));
  await Promise.all([sendDue(platform, shop), sendDue(platform, shop)]);
  expect(await it.state(id!)).toEqual(['sent', null]);
  expect(peer.got.map(({ messageId }) => messageId)).toEqual([
    peer.got[0]!.messageId,
    peer.got[0]!.messageId,
  ]);
  expect((await it.steps(id!)).map(({ state, reason }) => [state, reason])).toEqual([
    ...[
      ['queued', null],
      ['sending', null],
      ['queued', 'unknown-outcome'],
    ],
    ...[
      ['sending', null],
      ['sent', null],
    ],
  ]);
  await peer.close();
});
