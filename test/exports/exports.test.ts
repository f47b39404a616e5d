import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { request as ask } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildApp } from '../../src/app.ts';
import { commandRunner } from '../../src/cli/serve-commands.ts';
import { type Permission, policy, type Role, roles } from '../../src/contract/auth.ts';
import { peopleFilter } from '../../src/contract/people.ts';
import { exportNouns } from '../../src/export-nouns.ts';
import { findShop } from '../../src/platform/auth/index.ts';
import type { Frame } from '../../src/platform/control/frames.ts';
import { withShop } from '../../src/platform/db/postgres.ts';
import type { Problem } from '../../src/platform/errors.ts';
import { formats } from '../../src/platform/exports/index.ts';
import { machineName } from '../../src/platform/exports/writers/plan.ts';
import type { HttpApp } from '../../src/platform/http/routes.ts';
import { hire, openShop, type Person, signInOwner } from '../people.ts';
import { Garden } from '../scenarios/planting/garden.ts';
import { customerMapping, plantedCustomers, plantedFiles } from '../scenarios/planting/planted-files.ts';
import { openWorld, type World } from '../world.ts';
import { readBack } from './read-back.ts';

/** Who may take what out of a shop full of planted personal values, and what stays on record of it. */

const garden = new Garden();
const people: Partial<Record<Role, Person>> = {};
let world: World;
let app: HttpApp;
let inbox: string;

beforeAll(async () => {
  world = await openWorld();
  app = await buildApp(world.platform);
  await openShop(world.platform, 'full');
  const owner = await signInOwner(world.platform, app);
  for (const role of roles)
    people[role] = role === 'owner' ? owner : await hire(owner, { slug: 'full', role });
  inbox = `${world.platform.config.dataDir}-inbox`;
  mkdirSync(inbox);
  for (const { preset, name, bytes } of plantedFiles(garden)) {
    writeFileSync(join(inbox, name), bytes);
    expect((await shuke('import', name, '--preset', preset)).code, name).toBe(0);
  }
  writeFileSync(join(inbox, 'customers.csv'), plantedCustomers(garden));
  writeFileSync(join(inbox, 'mapping.json'), JSON.stringify(customerMapping));
  const own = ['traits', 'add', 'partner-phone', '--type', 'text', '--class', 'personal'];
  expect((await shuke(...own, '--mask', 'phone', '--search', 'phone')).code).toBe(0);
  expect((await shuke('import', 'customers.csv', '--mapping', 'mapping.json')).code).toBe(0);
  await world.platform.mirror.payAll();
});
afterAll(async () => {
  await app?.close();
  await world?.close();
});

async function shuke(...argv: string[]) {
  const said = { stdout: '', stderr: '', problems: [] as Problem[] };
  const hear = (frame: Frame) => {
    if (frame.type === 'stdout' || frame.type === 'stderr') said[frame.type] += frame.text;
    if (frame.type === 'problem') said.problems.push(frame.problem);
  };
  const run = {
    type: 'run',
    argv: [...argv, '--shop', 'full'],
    cwd: inbox,
    language: 'en',
    user: 'mei',
  } as const;
  const code = await commandRunner(world.platform)(run, hear, new AbortController().signal);
  return { code, ...said };
}

const url = (noun: string, query = '') => `/api/shops/full/exports/${noun}${query}`;
const rowsOf = (csv: string): Record<string, string>[] => parse(csv, { bom: true, columns: true });

interface Entry {
  readonly actor: string;
  readonly act: string;
  readonly subject: string;
  readonly reason: string | null;
  readonly details: Record<string, unknown>;
}

/** What the audit log has of exports, the newest last. */
async function onRecord(): Promise<Entry[]> {
  const { rows } = await withShop(world.platform.db, 1, (tx) =>
    sql<Entry>`select actor, act, subject, reason, details from compliance.audit_log
      where act like 'exports.%' order by entry_id`.execute(tx),
  );
  return rows;
}

describe.each(roles)('a %s', (role) => {
  it.each(exportNouns.map((it) => it.noun))('asking for %s', async (noun) => {
    const { permission } = exportNouns.find((it) => it.noun === noun)!;
    const may = (it: Permission) => policy[role].includes(it);
    const answer = await people[role]!.ask('GET', url(noun, '?format=jsonl'));
    expect(answer.statusCode).toBe(may(permission) ? 200 : 403);
    expect(garden.foundIn(answer.body)).toEqual([]);
    const clear = await people[role]!.ask('GET', url(noun, '?personal=true&reason=a+test'));
    expect(clear.statusCode).toBe(may(permission) && may('export:personal') ? 200 : 403);
    if (clear.statusCode === 403) expect(garden.foundIn(clear.body)).toEqual([]);
  });
});

it.each(exportNouns.map((noun) => [noun.noun, noun] as const))(
  '%s are the same rows in every format',
  async (name, noun) => {
    const reading = { clickhouse: world.platform.clickhouse, folder: inbox };
    const read = async (format: (typeof formats)[number]) => {
      const answer = await people.owner!.ask('GET', url(name, `?format=${format}`));
      expect(answer.statusCode, format).toBe(200);
      return readBack(format, answer.rawPayload, reading);
    };
    const shop = (await findShop(world.platform.db, 'full'))!;
    const columns = await noun.columns(world.platform, shop);
    const lines = await read('jsonl');
    expect(lines.rows.length).toBeGreaterThan(0);
    for (const format of formats) {
      const file = await read(format);
      expect(file.rows, format).toHaveLength(lines.rows.length);
      for (const it of columns) {
        const code = format === 'parquet' || format === 'jsonl' ? machineName(it) : it.code;
        const [at, same] = [file.names.indexOf(code), lines.names.indexOf(machineName(it))];
        // Sensitive columns, and those that exist in clear only, are in none.
        expect(at >= 0, `${format} ${code}`).toBe(same >= 0);
        if (at < 0 || (it.type !== 'text' && it.type !== 'int')) continue;
        expect(file.rows.map((row) => row[at])).toEqual(lines.rows.map((row) => row[same]));
      }
    }
  },
);

describe('personal fields', () => {
  it('are hidden from analysts, masked for others, and in clear with the right and a reason', async () => {
    const columns = '?columns=customer_id,name,phone';
    const read = async (role: Role, more = '') =>
      rowsOf((await people[role]!.ask('GET', url('customers', columns + more))).body);
    const named = (rows: Record<string, string>[]) => rows.filter((it) => it.name !== '');
    const clear = named(await read('manager', '&personal=true&reason=handing+over'));
    expect(clear.length).toBeGreaterThan(3);
    expect(clear.some((it) => garden.foundIn(it.name!).length > 0)).toBe(true);
    const masked = named(await read('marketer'));
    expect(masked.map((it) => it.customer_id)).toEqual(clear.map((it) => it.customer_id));
    expect(masked.every((it) => it.name!.includes('*') && it.name !== '***')).toBe(true);
    expect(named(await read('analyst')).every((it) => it.name === '***')).toBe(true);
  });

  it('of a receiver are in clear where orders are exported so', async () => {
    const query = '?columns=order_no,receiver_name&personal=true&reason=a+dispute';
    const { body } = await people.owner!.ask('GET', url('orders', query));
    expect(garden.foundIn(body).length).toBeGreaterThan(0);
  });

  it('that are sensitive leave only when they are named', async () => {
    const read = async (query: string) => {
      const answer = await people.owner!.ask('GET', url('customers', `?personal=true&reason=audit${query}`));
      return Object.keys(rowsOf(answer.body)[0]!);
    };
    expect(await read('')).not.toContain('id_number');
    expect(await read('&columns=customer_id,id_number')).toEqual(['customer_id', 'id_number']);
  });

  it('of scores are there only in clear', async () => {
    const { body } = await people.owner!.ask('GET', url('scores'));
    expect(Object.keys(rowsOf(body)[0]!)).not.toContain('name');
    const refused = await people.owner!.ask('GET', url('scores', '?columns=customer_id,name'));
    expect(refused.json()).toMatchObject({ code: 'unusable-export', issues: [{ code: 'only-in-clear' }] });
    const clear = await people.owner!.ask('GET', url('scores', '?personal=true&reason=calls'));
    expect(garden.foundIn(clear.body).length).toBeGreaterThan(0);
  });

  it('of whom no profile may be made there is no score', async () => {
    const scored = async () =>
      rowsOf((await people.owner!.ask('GET', url('scores'))).body).map((it) => it.customer_id!);
    const before = await scored();
    const [first] = before;
    const objection = { purpose: 'profiling', channel: 'any', state: 'withdrawn', source: 'agent' };
    const consents = `/api/shops/full/compliance/customers/${first}/consents`;
    expect((await people.owner!.ask('POST', consents, objection)).statusCode).toBe(200);
    expect(await scored()).toEqual(before.slice(1));
    await people.owner!.ask('POST', consents, { ...objection, state: 'granted', at: '2026-01-15T04:00:01Z' });
    expect(await scored()).toEqual(before);
  });

  it('take a reason, which may hold none itself', async () => {
    const why = async (query: string) =>
      (await people.owner!.ask('GET', url('customers', `?personal=true${query}`))).json().code;
    expect(await why('')).toBe('reason-missing');
    expect(await why('&reason=for+13800138000')).toBe('personal-value');
  });
});

describe('the audit log', () => {
  it('has who, what, how and why before the end, and afterwards how much', async () => {
    const before = (await onRecord()).length;
    const query = '?format=jsonl&personal=true&reason=handing+over&columns=customer_id,name&from=2020-01-01';
    const { body } = await people.owner!.ask('GET', url('customers', query));
    const [start, end] = (await onRecord()).slice(before);
    const rows = body.trim().split('\n').length;
    expect(start).toMatchObject({
      ...{ act: 'exports.start', reason: 'handing over', actor: expect.stringMatching(/^user:/) },
      details: {
        ...{ noun: 'customers', format: 'jsonl', personal: true, masking: 'clear', from: '2020-01-01' },
        columns: ['customer_id', 'name'],
      },
    });
    expect(end).toMatchObject({
      ...{ act: 'exports.end', subject: start!.subject },
      details: { outcome: 'completed', rows, people: rows, bytes: Buffer.byteLength(body) },
    });
  });

  it('has nothing of what was refused', async () => {
    const before = (await onRecord()).length;
    await people.analyst!.ask('GET', url('customers', '?personal=true&reason=curious'));
    await people.owner!.ask('GET', url('customers', '?columns=nonsense'));
    expect(await onRecord()).toHaveLength(before);
  });
});

it('a key exports what its scopes say, masked', async () => {
  const made = await people.owner!.ask('POST', '/api/shops/full/keys', {
    ...{ kind: 'api', name: 'export', scopes: ['orders:read'] },
  });
  const headers = { authorization: `Bearer ${made.json().key}` };
  const get = (noun: string, query = '') => app.inject({ method: 'GET', url: url(noun, query), headers });
  expect((await get('orders')).statusCode).toBe(200);
  expect(garden.foundIn((await get('orders')).body)).toEqual([]);
  expect((await get('customers')).statusCode).toBe(403);
  expect((await get('orders', '?personal=true&reason=nothing')).statusCode).toBe(403);
});

it('says everything that is wrong with a question, and repeats nothing of it', async () => {
  const query = `?format=xlsx&encoding=utf-8&columns=order_no,order_no,${encodeURIComponent('王小明')}&from=2026-02-01&to=2026-01-01`;
  const answer = await people.owner!.ask('GET', url('orders', query));
  expect(answer.statusCode).toBe(422);
  expect(answer.json().issues.map((it: { code: string }) => it.code)).toEqual([
    ...['column-twice', 'no-such-column', 'not-for-this-format', 'from-after-to'],
  ]);
  expect(answer.body).not.toContain('王小明');
  expect((await people.owner!.ask('GET', url('orders', '?state=paid&tag=x'))).statusCode).toBe(400);
});

it('names the file, its type, and keeps it from caches', async () => {
  const { headers } = await people.owner!.ask('GET', url('order-lines', '?encoding=gb18030'));
  expect(headers).toMatchObject({
    'content-disposition': 'attachment; filename="full-order-lines-2026-01-15.csv"',
    ...{ 'content-type': 'text/csv; charset=gb18030', 'cache-control': 'no-store' },
  });
});

it('lists what a role may export, with columns and filters', async () => {
  const { exports } = (await people.analyst!.ask('GET', '/api/shops/full/exports')).json();
  expect(exports.map((it: { noun: string }) => it.noun)).toEqual(exportNouns.map((it) => it.noun));
  const customers = exports[0];
  expect(customers.columns).toContainEqual(
    expect.objectContaining({
      code: 'id_number',
      class: 'sensitive',
      label: { zh: '身份证号', en: 'ID number' },
    }),
  );
  expect(customers.filters.map((it: { name: string }) => it.name)).toEqual([
    ...['from', 'to', 'tag', 'as_of'],
    ...Object.keys(peopleFilter).filter((name) => !['tag', 'as_of'].includes(name)),
  ]);
});

describe('on the command line', () => {
  it('a file is written whole, its sum told, and no part left', async () => {
    const { code, stdout } = await shuke(
      'export',
      'orders',
      '--format',
      'csv',
      '--out',
      'orders.csv',
      '--json',
    );
    expect(code).toBe(0);
    const done = JSON.parse(stdout);
    const bytes = await readFile(join(inbox, 'orders.csv'));
    expect(done).toMatchObject({
      file: join(inbox, 'orders.csv'),
      bytes: bytes.length,
      rows: rowsOf(bytes.toString()).length,
    });
    const hash = (await import('node:crypto')).createHash('sha256').update(bytes).digest('hex');
    expect(done.sha256).toBe(hash);
    expect(readdirSync(inbox).filter((it) => it.includes('.part'))).toEqual([]);
    expect(garden.foundIn(bytes.toString())).toEqual([]);
    expect((await onRecord()).at(-1)).toMatchObject({ actor: 'cli:mei', details: { outcome: 'completed' } });
  });

  it('without a file the rows are what is printed, and the sum goes aside', async () => {
    const { code, stdout, stderr } = await shuke(
      'export',
      'customers',
      '--format',
      'jsonl',
      '--columns',
      'customer_id',
    );
    expect(code).toBe(0);
    expect(
      stdout
        .trim()
        .split('\n')
        .every((line) => JSON.parse(line).customer_id > 0),
    ).toBe(true);
    expect(stderr).toMatch(/^\d+ rows, /);
  });

  it('refuses what does not go together', async () => {
    const { code, problems } = await shuke('export', 'orders', '--format', 'xlsx', '--tag', 'vip', '--json');
    expect(code).toBe(2);
    expect(problems[0]!.issues!.map((it) => it.code)).toEqual(['not-for-this-noun', 'missing', 'missing']);
    expect((await shuke('export', 'cats')).code).toBe(2);
    expect((await shuke('export', 'orders', '--personal')).problems[0]!.code).toBe('reason-missing');
    expect((await shuke('export', 'orders', '--out', 'no/such/folder.csv')).problems[0]!.code).toBe(
      'cannot-write-file',
    );
  });
});

it('a client that goes away stops the export, which is on record as cut off', async () => {
  await app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = app.server.address() as AddressInfo;
  // Enough to fill every buffer between the engine and a client that reads nothing.
  await fillEvents(60_000);
  const cookie = Object.entries(people.owner!.cookies).map(
    ([name, it]) => `${name}=${encodeURIComponent(it)}`,
  );
  const before = (await onRecord()).length;
  await new Promise<void>((resolve, reject) => {
    const path = url('events', '?format=jsonl');
    const asked = ask({ port, host: '127.0.0.1', path, headers: { cookie: cookie.join('; ') } }, (answer) => {
      expect(answer.statusCode).toBe(200);
      answer.once('data', () => {
        answer.destroy();
        resolve();
      });
    });
    asked.on('error', reject).end();
  });
  await expect.poll(async () => (await onRecord()).length, { timeout: 30_000 }).toBe(before + 2);
  const end = (await onRecord()).at(-1)!;
  expect(end).toMatchObject({ act: 'exports.end', details: { outcome: 'cut-off' } });
  expect(end.details.rows).toBeLessThan(60_000);
});

async function fillEvents(count: number): Promise<void> {
  const properties = JSON.stringify({ note: 'x'.repeat(400) });
  const line = (n: number) =>
    JSON.stringify({
      ...{ shop_id: 1, person_id: (n % 50) + 1, message_id: `m${n}`, name: 'Product Viewed', properties },
      ...{ time: 1.7e9 + n, corrected_time: 1.7e9 + n, received_at: 1.7e9 + n },
    });
  for (let at = 0; at < count; at += 20_000) {
    const lines = Array.from({ length: 20_000 }, (_, n) => line(at + n)).join('\n');
    await world.platform.clickhouse.insert('events', lines);
  }
}
