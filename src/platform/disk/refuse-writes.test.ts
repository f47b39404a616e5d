import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorld, type World } from '../../../test/world.ts';
import { makeHttpServer } from '../http/http-server.ts';
import type { HttpApp } from '../http/routes.ts';
import { type DiskWatch, watchDisk } from './watch-disk.ts';

let world: World;
let app: HttpApp;
let disk: DiskWatch;
let floor = 0;
beforeAll(async () => {
  world = await openWorld();
  const { platform } = world;
  const watch = (bytes: number) =>
    watchDisk({
      folders: async () => [platform.config.dataDir, '/no/such/folder'],
      floor: bytes,
      log: platform.log,
    });
  const [none, all] = [watch(0), watch(Number.MAX_SAFE_INTEGER)];
  await Promise.all([none.look(), all.look()]);
  disk = { ...none, state: () => (floor === 0 ? none : all).state() };
  app = await makeHttpServer({ ...platform, disk });
  const config = { permission: 'public' } as const;
  app.post('/api/things', { config }, async () => ({ done: true }));
  app.get('/api/things', { config }, async () => []);
  app.post('/api/auth/sign-in/email', { config }, async () => ({ in: true }));
  await app.ready();
});
afterAll(async () => {
  await app?.close();
  await world?.close();
});

test('below the floor writes are refused before their body is read, reads and signing in go on, /ready says so', async () => {
  const post = (url: string) => app.inject({ method: 'POST', url, payload: '{"broken', headers: json });
  const json = { 'content-type': 'application/json' };
  floor = 1;
  const refused = await post('/api/things');
  expect([refused.statusCode, refused.headers['retry-after'], refused.json().code]).toEqual([
    503,
    '30',
    'disk-full',
  ]);
  expect((await app.inject('/api/things')).statusCode).toBe(200);
  expect((await post('/api/auth/sign-in/email')).statusCode).toBe(400);
  const ready = await app.inject('/ready');
  expect(ready.statusCode).toBe(503);
  expect(ready.json().checks).toMatchObject({
    postgres: { ok: true },
    disk: { ok: false, code: 'disk-full' },
  });
  floor = 0;
  expect((await post('/api/things')).statusCode).toBe(400);
  expect((await app.inject('/ready')).statusCode).toBe(200);
});
