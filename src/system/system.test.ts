import { mkdtemp, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hire, openShop, type Person, signInOwner } from '../../test/people.ts';
import { openWorld, type World } from '../../test/world.ts';
import { buildApp } from '../app.ts';
import type { BackupsView } from '../contract/system.ts';
import { withShop } from '../platform/db/postgres.ts';
import type { HttpApp } from '../platform/http/routes.ts';

let world: World;
let app: HttpApp;
let owner: Person;
let folder: string;
beforeAll(async () => {
  world = await openWorld();
  folder = await mkdtemp(join(tmpdir(), 'shuke-backups-'));
  app = await buildApp({ ...world.platform, config: { ...world.platform.config, backups: folder } });
  await openShop(world.platform, 'one');
  owner = await signInOwner(world.platform, app);
});
afterAll(async () => {
  await app?.close();
  await world?.close();
  await rm(folder, { recursive: true, force: true });
});

const view = async (): Promise<BackupsView> => (await owner.ask('GET', '/api/system/backups')).json();

async function settled(): Promise<BackupsView> {
  for (;;) {
    const now = await view();
    if (now.work?.state !== 'running') return now;
    await new Promise(setImmediate);
  }
}

test('a backup is made, verified, listed; a damaged one is told', async () => {
  expect(await view()).toEqual({ folder, backups: [], work: null });
  await writeFile(join(folder, 'somebody-else.txt'), 'x');
  const begun = await owner.ask('POST', '/api/system/backups');
  expect(begun.statusCode).toBe(202);
  const { backup } = begun.json();
  expect((await owner.ask('POST', '/api/system/backups')).json().code).toBe('backup-running');
  const made = await settled();
  expect(made.work).toMatchObject({ kind: 'backup', backup, state: 'done', problem: null });
  expect(made.backups).toMatchObject([{ backup, state: 'done', verified_at: null }]);
  const verify = () => owner.ask('POST', `/api/system/backups/${backup}/verification`);
  expect((await verify()).statusCode).toBe(202);
  expect((await settled()).backups[0]!.verified_at).toBe('2026-01-15T04:00:00.000Z');
  // Another in the same second is the same file, and is not overwritten.
  expect((await owner.ask('POST', '/api/system/backups')).statusCode).toBe(202);
  expect((await settled()).work).toMatchObject({ state: 'failed', problem: { code: 'archive-exists' } });
  await truncate(join(folder, backup), made.backups[0]!.bytes - 2000);
  await verify();
  const damaged = await settled();
  expect(damaged.work).toMatchObject({
    kind: 'verification',
    state: 'failed',
    problem: { code: 'archive-damaged' },
  });
  expect(damaged.backups[0]!.verified_at).toBeNull();
  expect((await readdir(folder)).filter((name) => name.endsWith('.part'))).toEqual([]);
});

test('no name reaches out of the folder', async () => {
  for (const name of ['..%2F..%2Fetc%2Fpasswd', 'somebody-else.txt', 'none.shuke']) {
    const answer = await owner.ask('POST', `/api/system/backups/${name}/verification`);
    expect([answer.statusCode, answer.json().code], name).toEqual([404, 'backup-not-found']);
  }
});

test('only who runs the installation sees it; without a folder none is made', async () => {
  const other = await hire(owner, { slug: 'one', role: 'owner' });
  for (const [method, path] of [
    ['GET', ''],
    ['GET', '/backups'],
    ['POST', '/backups'],
    ['POST', '/backups/x.shuke/verification'],
  ] as const) {
    const answer = await other.ask(method, `/api/system${path}`);
    expect([answer.statusCode, answer.json().code], path).toEqual([403, 'operator-only']);
  }
  const bare = await buildApp(world.platform);
  const there = Object.assign(Object.create(Object.getPrototypeOf(owner)), owner, { app: bare }) as Person;
  expect((await there.ask('POST', '/api/system/backups')).json().code).toBe('no-backup-folder');
  await bare.close();
});

test('the state of the installation, with what the mirror owes', async () => {
  const { shopId } = await openShop(world.platform, 'owing');
  await withShop(world.platform.db, shopId, (tx) =>
    sql`insert into platform.mirror_batches (shop_id, kind, ids, created_at)
      values (${shopId}, 'orders', '{1,2,3}', ${new Date(world.clock.now().getTime() - 60_000)})`.execute(tx),
  );
  await withShop(world.platform.db, shopId, (tx) =>
    sql`insert into platform.mirror_batches (shop_id, kind, ids, created_at, refused_at)
      values (${shopId}, 'orders', '{4}', now() - interval '1 year', now())`.execute(tx),
  );
  const system = (await owner.ask('GET', '/api/system')).json();
  expect(system).toMatchObject({
    ...{ role: 'all', shops: 2, disk: { ok: true } },
    postgres: { ok: true, kind: 'embedded', version: expect.stringMatching(/^1\d/) },
    clickhouse: { ok: true, kind: 'embedded', version: expect.stringMatching(/^2\d/) },
    mirror: { batches: 1, rows: 3, oldest_at: '2026-01-15T03:59:00.000Z', refused: 1 },
  });
  expect(system.findings.map((it: { name: string }) => it.name)).toContain('master key');
  const { body } = await app.inject({ url: '/metrics' });
  expect(body).toContain('shuke_mirror_batches 1');
  expect(body).toContain('shuke_mirror_lag_seconds 60');
  expect(body).toContain('shuke_mirror_refused_batches 1');
  const { jobs, mirror } = (await owner.ask('GET', '/api/shops/owing/jobs')).json();
  expect([jobs, mirror.batches]).toEqual([[], 1]);
});
