import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorld, type World } from '../../../test/world.ts';
import { makeHttpServer } from './http-server.ts';
import type { HttpApp } from './routes.ts';
import { serveConsole } from './serve-console.ts';

let world: World;
let folder: string;
let app: HttpApp;

const html = { accept: 'text/html,application/xhtml+xml' };
const script = 'console.log(1);'.repeat(200);

beforeAll(async () => {
  world = await openWorld();
  folder = await mkdtemp(join(tmpdir(), 'shuke-console-'));
  await mkdir(join(folder, 'assets'));
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>console</title>');
  await writeFile(join(folder, 'assets', 'main-abc.js'), script);
  await writeFile(join(folder, 'assets', 'main-abc.js.gz'), gzipSync(script));
  await writeFile(join(folder, '.stamp'), 'secret');
  app = await makeHttpServer(world.platform);
  await serveConsole(app, folder);
});
afterAll(async () => {
  await app.close();
  await world.close();
  await rm(folder, { recursive: true });
});

test.each(['/', '/shops/demo/overview?range=30d', '/sign-in'])('%s is the console', async (url) => {
  const page = await app.inject({ url, headers: html });
  expect([page.statusCode, page.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
  expect(page.body).toContain('<title>console</title>');
  // A page kept in a cache would ask for files that an upgrade took away.
  expect(page.headers['cache-control']).toBe('no-cache');
});

test.each([{}, { accept: '*/*' }])(
  'the bare address is the console for whoever asks with %o',
  async (headers) => {
    const page = await app.inject({ url: '/', headers });
    expect([page.statusCode, page.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
  },
);

test('the page may run our own files only and ask nobody else', async () => {
  const policy = String((await app.inject({ url: '/', headers: html })).headers['content-security-policy']);
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self';");
  expect(policy).not.toMatch(/https?:|\*|unsafe-eval|script-src[^;]*unsafe/);
});

test('files are kept for ever and come packed to whoever takes that', async () => {
  const plain = await app.inject('/assets/main-abc.js');
  expect(plain.body).toBe(script);
  expect(plain.headers['cache-control']).toBe('public, max-age=31536000, immutable');
  const packed = await app.inject({ url: '/assets/main-abc.js', headers: { 'accept-encoding': 'gzip' } });
  expect(packed.headers['content-encoding']).toBe('gzip');
  expect(packed.rawPayload.equals(gzipSync(script))).toBe(true);
});

test.each([
  ['/api/nothing', html],
  ['/api', html],
  ['/nothing', { accept: 'application/json' }],
  ['/nothing', {}],
  ['/nothing', { accept: '*/*' }],
  ['/', { accept: 'application/json' }],
  ['/assets/gone.js', html],
])('%s is a problem for whoever asks with %o', async (url, headers) => {
  const answer = await app.inject({ url, headers });
  expect(answer.statusCode, answer.body).not.toBe(200);
  expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
});

test.each([
  '/.stamp',
  '/assets/../.stamp',
  '/assets/..%2f.stamp',
  '/assets/%2e%2e%2f.stamp',
  '/assets/..\\.stamp',
])('%s leads to no file beside the assets', async (url) => {
  for (const headers of [html, {}]) expect((await app.inject({ url, headers })).body).not.toContain('secret');
});

test('a console that was never built says what to do, and the API answers', async () => {
  const bare = await makeHttpServer(world.platform);
  await serveConsole(bare, join(folder, 'missing'));
  const page = await bare.inject({ url: '/', headers: html });
  expect(page.statusCode).toBe(503);
  expect(page.body).toContain('npm run build');
  expect((await bare.inject('/health')).statusCode).toBe(200);
  await bare.close();
});
