import { access, mkdtemp, rm } from 'node:fs/promises';
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
