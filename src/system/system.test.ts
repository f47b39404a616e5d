import { mkdir, mkdtemp, readdir, readFile, rm, rmdir, truncate, writeFile } from 'node:fs/promises';
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
import type { Platform } from '../platform/platform.ts';
import { version } from '../platform/program-version.ts';
import { keepBackups, makeWhatIsDue } from './keep-backups.ts';

let world: World;
let app: HttpApp;
let owner: Person;
let folder: string;
let platform: Platform;
beforeAll(async () => {
  world = await openWorld();
  folder = await mkdtemp(join(tmpdir(), 'shuke-backups-'));
  platform = { ...world.platform, config: { ...world.platform.config, backups: folder } };
  app = await buildApp(platform);
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
  expect(await view()).toEqual({
    ...{ folder, backups: [], work: null },
    ...{ schedule: null, next_at: null, failure: null },
  });
  await writeFile(join(folder, 'somebody-else.txt'), 'x');
  const begun = await owner.ask('POST', '/api/system/backups');
  expect(begun.statusCode).toBe(202);
  const { backup } = begun.json();
  expect((await owner.ask('POST', '/api/system/backups')).json().code).toBe('backup-running');
  const made = await settled();
  expect(made.work).toMatchObject({ kind: 'backup', backup, state: 'done', problem: null });
  expect(made.backups).toMatchObject([
    {
      backup,
      state: 'done',
      daily: false,
      verified_at: null,
      program: version,
      at: '2026-01-15T04:00:00.000Z',
    },
  ]);
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

const actsOf = async (slug: string) =>
  (await owner.ask('GET', `/api/shops/${slug}/compliance/audit-log`)).json().entries as {
    act: string;
    subject: string;
  }[];

test('one is taken as a file, byte by byte, and deleted; the log of each shop has it', async () => {
  world.clock.set('2026-01-15T05:00:00Z');
  const { backup } = (await owner.ask('POST', '/api/system/backups')).json();
  await settled();
  const taken = await owner.ask('GET', `/api/system/backups/${backup}/file`);
  expect(taken.headers['content-disposition']).toBe(`attachment; filename="${backup}"`);
  expect(taken.rawPayload.equals(await readFile(join(folder, backup)))).toBe(true);
  const remove = () => owner.ask('DELETE', `/api/system/backups/${backup}`);
  expect((await remove()).statusCode).toBe(204);
  expect((await view()).backups.map((it) => it.backup)).not.toContain(backup);
  expect((await remove()).json().code).toBe('backup-not-found');
  const acts = (await actsOf('one')).filter(({ subject }) => subject === `backup:${backup}`);
  expect(acts.map(({ act }) => act).sort()).toEqual([
    ...['system.back-up', 'system.delete-backup', 'system.take-backup'],
  ]);
});

const schedule = { at: '03:30', time_zone: 'Asia/Shanghai', keep: 2 };
const daily = async () => (await view()).backups.filter((it) => it.daily).map((it) => it.at);
const look = (now: string) => {
  world.clock.set(now);
  return makeWhatIsDue(platform, folder);
};

test('a backup is made every day at its time, one that was missed too; the oldest go, one made by hand stays', async () => {
  const wrong = { ...schedule, time_zone: 'Mars/Olympus' };
  expect((await owner.ask('PUT', '/api/system/backups/schedule', wrong)).json().code).toBe(
    'time-zone-unknown',
  );
  world.clock.set('2026-01-16T04:00:00Z');
  const set = (await owner.ask('PUT', '/api/system/backups/schedule', schedule)).json();
  expect(set).toMatchObject({ schedule, next_at: '2026-01-16T19:30:00.000Z' });
  const byHand = set.backups.filter((it: { daily: boolean }) => !it.daily).length;
  // What was due before it was set is not missing.
  await look('2026-01-16T19:29:59Z');
  expect(await daily()).toEqual([]);
  await look('2026-01-16T19:30:00Z');
  await look('2026-01-17T19:29:00Z');
  expect(await daily()).toEqual(['2026-01-16T19:30:00.000Z']);
  // Nothing ran for three days and a half.
  await look('2026-01-20T12:00:00Z');
  await look('2026-01-20T19:31:00Z');
  expect(await daily()).toEqual(['2026-01-20T19:31:00.000Z', '2026-01-20T12:00:00.000Z']);
  expect((await view()).backups.length).toBe(2 + byHand);
});

test('a daily backup that fails is said on the page and in the metrics, and tried again', async () => {
  const stop = new AbortController();
  const kept = keepBackups({ ...platform, config: { ...platform.config, role: 'api' } }, stop.signal);
  await kept;
  world.clock.set('2026-01-21T19:30:00Z');
  // Where the archive would be written lies a folder.
  const at = join(folder, 'shuke-daily-20260121-193000Z.shuke.part');
  await mkdir(at);
  await makeWhatIsDue(platform, folder);
  expect((await view()).failure).toMatchObject({
    at: '2026-01-21T19:30:00.000Z',
    problem: { code: 'internal' },
  });
  const { findings } = (await owner.ask('GET', '/api/system')).json();
  expect(findings.find((it: { name: string }) => it.name === 'backups')).toMatchObject({ ok: false });
  const metrics = async () => (await app.inject({ url: '/metrics' })).body;
  expect(await metrics()).toContain('shuke_backup_failed 1');
  expect(await metrics()).toContain('shuke_backup_missing 1');
  await rmdir(at);
  await look('2026-01-21T19:40:00Z');
  expect((await view()).failure).not.toBeNull();
  await look('2026-01-21T19:45:00Z');
  expect((await view()).failure).toBeNull();
  expect(await metrics()).toContain('shuke_backup_failed 0');
  expect(await metrics()).toContain(
    `shuke_backup_newest_seconds ${Date.parse('2026-01-21T19:45:00Z') / 1000}`,
  );
  await owner.ask('DELETE', '/api/system/backups/schedule');
  await look('2026-01-25T00:00:00Z');
  expect((await daily())[0]).toBe('2026-01-21T19:45:00.000Z');
});

test('no name reaches out of the folder', async () => {
  for (const name of ['..%2F..%2Fetc%2Fpasswd', 'somebody-else.txt', 'none.shuke']) {
    const answer = await owner.ask('POST', `/api/system/backups/${name}/verification`);
    expect([answer.statusCode, answer.json().code], name).toEqual([404, 'backup-not-found']);
  }
});

test('only who runs the installation sees it; without a folder none is made', async () => {
  const other = await hire(owner, { slug: 'one', role: 'owner' });
  for (const [method, path, body] of [
    ['GET', ''],
    ['GET', '/backups'],
    ['POST', '/backups'],
    ['POST', '/backups/x.shuke/verification'],
    ['GET', '/backups/x.shuke/file'],
    ['DELETE', '/backups/x.shuke'],
    ['PUT', '/backups/schedule', schedule],
    ['DELETE', '/backups/schedule'],
  ] as const) {
    const answer = await other.ask(method, `/api/system${path}`, body);
    expect([answer.statusCode, answer.json().code], path).toEqual([403, 'operator-only']);
  }
  const bare = await buildApp(world.platform);
  const there = Object.assign(Object.create(Object.getPrototypeOf(owner)), owner, { app: bare }) as Person;
  expect((await there.ask('POST', '/api/system/backups')).json().code).toBe('no-backup-folder');
  await bare.close();
});

test('the state of the installation, with what the mirror owes', async () => {
  world.clock.set('2026-01-15T04:00:00Z');
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
  // The installation's backups are an operator's jobs in every shop; of its own the shop has none.
  const kinds = new Set(jobs.map((it: { kind: string }) => it.kind));
  expect([[...kinds], mirror.batches]).toEqual([['backup'], 1]);
});
