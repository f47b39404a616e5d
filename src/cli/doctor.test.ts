import { statSync } from 'node:fs';
import { access, mkdtemp, rm, statfs, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorld, type World } from '../../test/world.ts';
import { probeClickHouse } from '../platform/clickhouse/probe-clickhouse.ts';
import { probePostgres } from '../platform/db/probe-postgres.ts';
import type { Finding } from '../system/index.ts';
import { runCommand } from './run-command.ts';

let world: World;
let folder: string;
beforeAll(async () => {
  world = await openWorld();
  folder = await mkdtemp(join(tmpdir(), 'shuke-doctor-'));
});
afterAll(async () => {
  await world?.close();
  await rm(folder, { recursive: true, force: true });
});

/** `shuke doctor --json` as typed in the folder, with these settings and a data directory that is not there. */
async function doctor(settings: Record<string, string>) {
  let said = '';
  const output = {
    stdout: (text: string) => {
      said += text;
    },
    ...{ flow: async () => {}, stderr: () => {}, progress: () => {}, problem: () => {} },
  };
  const env = { SHUKE_DATA: join(folder, 'data'), ...settings };
  const call = {
    argv: ['doctor', '--json'],
    env,
    cwd: folder,
    actor: 'cli',
    language: 'en',
    output,
  } as const;
  const code = await runCommand({ ...call, signal: new AbortController().signal });
  const { findings } = JSON.parse(said) as { findings: (Omit<Finding, 'advice'> & { advice?: string })[] };
  return { code, of: (name: string) => findings.find((it) => it.name === name) };
}

/** A port on which nobody listens: one that was free a moment ago. */
async function deadPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

test('without data and settings both engines are said to be made on the first start, and nothing is made', async () => {
  const { of } = await doctor({});
  for (const name of ['postgres', 'clickhouse'])
    expect(of(name)).toMatchObject({ ok: true, value: 'embedded, made on the first start' });
  await expect(access(join(folder, 'data'))).rejects.toThrow();
});

test('settings are listed without passwords, and everything of this machine is looked at', async () => {
  const { of } = await doctor({
    SHUKE_POSTGRES_URL: 'postgres://shop:s3cret@127.0.0.1:1/shop?x=1',
    SHUKE_CLICKHOUSE_URL: 'http://default:p%40ss@127.0.0.1:1',
    SHUKE_DISK_FLOOR: '0',
  });
  const listed = String(of('settings')!.value);
  expect(listed).toContain('SHUKE_POSTGRES_URL=postgres://shop:***@127.0.0.1:1/shop?x=1');
  expect(listed).toContain('SHUKE_CLICKHOUSE_URL=http://default:***@127.0.0.1:1');
  expect(listed).not.toMatch(/s3cret|p%40ss/);
  expect(of('settings')).toMatchObject({ ok: true });
  expect(of('node')).toMatchObject({ ok: true, value: expect.stringContaining(process.version) });
  expect(of('disk')!.value).toMatch(/^[\d.]+ GiB free of [\d.]+$/);
  expect(of('data')!.value).toBe(`${join(folder, 'data')} (not there yet: npm start makes it)`);
  expect(of('threads')).toMatchObject({ value: String(process.env.UV_THREADPOOL_SIZE ?? '4 (of Node)') });
  expect(of('master key')!.value).toContain('made on the first start');
});

test('settings that are wrong are told all at once, each by its name', async () => {
  const { code, of } = await doctor({
    ...{ SHUKE_PORT: 'seven', SHUKE_COLOUR: 'red', SHUKE_ROLE: 'boss' },
    SHUKE_CLICKHOUSE_CLUSTER: 'shops',
    SHUKE_POSTGRES_URL: 'postgres://shop:s3/@s3cret@127.0.0.1:x/shop?password=s3cret',
  });
  expect(code).toBe(1);
  const { ok, advice, value } = of('settings')!;
  expect(ok).toBe(false);
  expect(`${value} ${advice}`).not.toContain('s3cret');
  for (const name of ['SHUKE_PORT', 'SHUKE_COLOUR', 'SHUKE_ROLE', 'SHUKE_CLICKHOUSE_CLUSTER'])
    expect(advice, name).toContain(name);
});

const deviceOf = (path: string) => statSync(path, { throwIfNoEntry: false })?.dev;
const otherDisk = ['/dev/shm', '/var/tmp'].find((it) => deviceOf(it) !== deviceOf(tmpdir())) ?? '';

test.skipIf(otherDisk === '')('the fullest disk is looked at, PostgreSQL elsewhere too', async () => {
  const dataDir = await mkdtemp(join(folder, 'two-disks-'));
  const of = async (home: string) => {
    await writeFile(join(dataDir, 'postgres-home'), `${home}\n`);
    return (await doctor({ SHUKE_DATA: dataDir })).of('disk')!.value;
  };
  const rooms = await Promise.all([dataDir, otherDisk].map((it) => statfs(it)));
  const [here, there] = rooms.map(({ bavail, bsize }) => bavail * bsize);
  expect(await of(otherDisk)).toContain(`(${there! < here! ? otherDisk : dataDir})`);
  expect(await of(join(dataDir, 'postgres'))).not.toContain('(');
});

test('servers that do not answer are problems with advice, also before there is a data directory', async () => {
  const port = await deadPort();
  const { code, of } = await doctor({
    SHUKE_POSTGRES_URL: `postgres://shop:secret@127.0.0.1:${port}/shop`,
    SHUKE_CLICKHOUSE_URL: `http://default:secret@127.0.0.1:${port}`,
  });
  expect(code).toBe(1);
  for (const name of ['postgres', 'clickhouse']) {
    expect(of(name)).toMatchObject({ ok: false });
    expect(of(name)!.advice).toContain(`127.0.0.1:${port}`);
    expect(of(name)!.advice).not.toContain('secret');
  }
});

const inDatabase = (url: string, change: (it: URL) => void): string => {
  const it = new URL(url);
  change(it);
  return it.href;
};

test('a server is asked its version and left as it is', async () => {
  const admin = new pg.Client({ connectionString: world.adminUrl });
  await admin.connect();
  const name = `${world.name}_bare`;
  await admin.query(`create database ${name} owner shuke_migrator`);
  const bare = inDatabase(world.migratorUrl, (it) => {
    it.pathname = `/${name}`;
  });
  const { of } = await doctor({ SHUKE_POSTGRES_URL: bare });
  expect(of('postgres')).toMatchObject({ ok: true });
  expect(of('postgres')!.value).toMatch(/^\d+\.\d+ \(server\), answers in \d+ ms$/);
  const looked = new pg.Client({ connectionString: bare });
  await looked.connect();
  const { rows } = await looked.query(
    "select nspname from pg_namespace where nspname !~ '^(pg_|information_schema)'",
  );
  await looked.end();
  await admin.query(`drop database ${name}`);
  await admin.end();
  expect(rows).toEqual([{ nspname: 'public' }]);
});

test('what a PostgreSQL refuses comes with what to do about it', async () => {
  const adviceFor = async (change: (it: URL) => void) => {
    const result = await probePostgres(inDatabase(world.migratorUrl, change));
    return result.ok ? '' : result.problem.message.en;
  };
  const missing = await adviceFor((it) => {
    it.pathname = '/not_there';
  });
  expect(missing).toContain('create database "not_there"');
  const wrong = await adviceFor((it) => {
    it.password = 'wrong';
  });
  expect(wrong).toContain('The password is wrong');
  expect(await adviceFor((it) => it.searchParams.set('host', folder))).toContain('start it');
});

test('what a ClickHouse refuses comes with what to do about it', async () => {
  const server = createServer((_request, response) => {
    response.writeHead(403, { 'x-clickhouse-exception-code': '516' });
    response.end('Code: 516. DB::Exception: default: Authentication failed. (AUTHENTICATION_FAILED)');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const result = await probeClickHouse(`http://127.0.0.1:${port}/shuke`);
  server.close();
  expect(result).toMatchObject({ ok: false, problem: { code: 'clickhouse-refused' } });
  expect(result.ok ? '' : result.problem.message.en).toContain('AUTHENTICATION_FAILED');
});
