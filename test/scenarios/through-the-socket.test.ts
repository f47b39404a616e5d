import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type LiveServer, makeLiveServer } from '../live-server.ts';

/**
 * Commands beside a running server: they run there and stream to the terminal or to a file here. And what was backed up so
 * is put up again in an empty data directory, with nothing running, as the guide says.
 */

const run = promisify(execFile);
const main = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));
let live: LiveServer;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shuke-export-'));
  live = await makeLiveServer();
  await live.start();
  await live.shuke('demo', '--customers', '30', '--until', '2026-01-14');
}, 240_000);
afterAll(async () => {
  await live?.close();
  await rm(folder, { recursive: true, force: true });
});

const shuke = (...args: string[]) => shukeIn(live.env, ...args);

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const shukeIn = (env: NodeJS.ProcessEnv, ...args: string[]): Promise<Ended> =>
  run(process.execPath, [main, ...args], { env, cwd: folder, maxBuffer: 64e6 }).then(
    (said) => ({ code: 0, ...said }),
    (error) => error as Ended,
  );

it('a file and the terminal get the same rows; the sum is that of the file', async () => {
  const asked = ['export', 'events', '--shop', 'demo', '--format', 'jsonl'];
  const told = await shuke(...asked);
  const done = await live.shuke<{ file: string; rows: number; sha256: string }>(
    ...asked,
    '--out',
    join(folder, 'events.jsonl'),
  );
  const bytes = await readFile(join(folder, 'events.jsonl'));
  expect(told.code).toBe(0);
  expect(told.stdout).toBe(bytes.toString());
  expect(told.stderr).toMatch(/^[\d,]+ rows, /);
  expect(done.rows).toBe(told.stdout.trimEnd().split('\n').length);
  expect(done.rows).toBeGreaterThan(500);
  expect(done.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
}, 120_000);

it('what is refused ends with its code, says why, and leaves no file', async () => {
  const refused: [string[], number, RegExp][] = [
    [['export', 'customers', '--shop', 'demo', '--personal', '--out', 'clear.csv'], 1, /reason/i],
    [['export', 'customers', '--shop', 'demo', '--out', 'no/such/folder.csv'], 1, /ENOENT/],
  ];
  for (const [args, code, why] of refused) {
    const ended = await shuke(...args);
    expect([ended.code, ended.stdout], args.join(' ')).toEqual([code, '']);
    expect(ended.stderr).toMatch(why);
  }
  const wrong = await shuke('export', 'customers', '--shop', 'demo', '--tint', 'red', '--json');
  expect([wrong.code, JSON.parse(wrong.stdout).problem.code]).toEqual([2, 'wrong-usage']);
  expect(wrong.stderr).toContain('--tint');
  expect(await shuke('export', '--help')).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('--out'),
  });
  expect(await readdir(folder)).toEqual(['events.jsonl']);
}, 120_000);

it('personal fields leave in clear with a reason, and are on record', async () => {
  const verify = () => live.shuke('audit', 'verify', '--shop', 'demo');
  const before = await verify();
  const clear = ['--columns', 'name', '--personal', '--reason', 'handing over'];
  const { stdout, stderr } = await shuke(
    'export',
    'customers',
    '--shop',
    'demo',
    '--format',
    'jsonl',
    ...clear,
  );
  expect(stderr).toMatch(/^[\d,]+ rows, /);
  const names = stdout
    .trimEnd()
    .split('\n')
    .flatMap((line) => (JSON.parse(line) as { name?: string }).name ?? []);
  expect(names.length).toBeGreaterThan(0);
  expect(names.filter((name) => name.includes('*'))).toEqual([]);
  expect(await verify()).not.toEqual(before);
}, 120_000);

it('a backup made beside the server gives the same answers from an empty data directory', async () => {
  const archive = join(folder, 'demo.shuke');
  const measure = ['metrics', '--shop', 'demo', '--measure', 'net-sales', '--from', '2025-01-01'];
  const asked = [...measure, '--to', '2026-01-13', '--by', 'month', '--json'];
  const before = await shuke(...asked);
  expect(before.code, before.stderr).toBe(0);
  expect(JSON.parse((await shuke('backup', archive, '--json')).stdout)).toMatchObject({ file: archive });
  const dataDir = `${live.dataDir}-again`;
  const env = { ...live.env, SHUKE_DATA: dataDir };
  await mkdir(dataDir, { mode: 0o711 });
  expect((await shukeIn(env, 'restore', archive)).stderr).toContain('master key');
  await copyFile(join(live.dataDir, 'master.key'), join(dataDir, 'master.key'));
  const restored = await shukeIn(env, 'restore', archive, '--json');
  expect(restored.code, restored.stderr).toBe(0);
  const after = await shukeIn(env, ...asked);
  expect(after.stdout).toBe(before.stdout);
}, 240_000);
