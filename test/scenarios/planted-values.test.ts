import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildApp } from '../../src/app.ts';
import { commandRunner } from '../../src/cli/serve-commands.ts';
import { withShop } from '../../src/platform/db/postgres.ts';
import type { HttpApp } from '../../src/platform/http/routes.ts';
import { openLog } from '../../src/platform/log.ts';
import { openShop, type Person, signInOwner } from '../people.ts';
import { openWorld, type World } from '../world.ts';
import { Garden, type Kind } from './planting/garden.ts';
import { customerMapping, plantedCustomers, plantedFiles } from './planting/planted-files.ts';
import { plantPromises } from './planting/planted-promises.ts';
import { askEverywhere, type Heard } from './planting/planted-requests.ts';
import { plantedIp, trackEverything } from './planting/planted-tracking.ts';
import { uploadEverything } from './planting/planted-uploads.ts';
import {
  type Leak,
  leaksOf,
  searchClickHouse,
  searchFiles,
  searchPostgres,
} from './planting/search-stores.ts';

/**
 * No personal field reaches ClickHouse, a log, an error or a file, and PostgreSQL has it sealed: values nobody else has
 * are planted in every input there is, then looked for in every place there is.
 */

const garden = new Garden();
/** What the process said: lines of its log, and what commands streamed to their terminals. */
const said = { log: '', frames: '' };
let heard: Heard;

let world: World;
let app: HttpApp;
let owner: Person;
/** Where the planted originals lie: outside the data directory, as a merchant's own files do. */
let inbox: string;
let customers: Buffer;

beforeAll(async () => {
  const write = (line: string) => {
    said.log += line;
  };
  world = await openWorld({ log: openLog('trace', { write }) });
  app = await buildApp(world.platform);
  await openShop(world.platform, 'planted');
  owner = await signInOwner(world.platform, app);
  inbox = `${world.platform.config.dataDir}-inbox`;
  mkdirSync(inbox);
  await plantByCommand();
  heard = await askEverywhere({ app, owner, garden });
  await uploadEverything({ app, owner, garden, customers }, heard);
  await trackEverything({ app, platform: world.platform, shopId: 1, garden }, heard);
  await plantPromises({ owner, garden, heard });
  await world.platform.mirror.payAll();
});

afterAll(async () => {
  await app?.close();
  await world?.close();
});

/** One command in the server, with what it streams to the terminal. */
async function shuke(...argv: string[]): Promise<number> {
  const run = { type: 'run', argv, cwd: inbox, language: 'en' } as const;
  const emit = (frame: object) => {
    said.frames += `${JSON.stringify(frame)}\n`;
  };
  return commandRunner(world.platform)(run, emit, new AbortController().signal);
}

const outcomes: Record<string, number> = {};

const argument = (kind: Kind, of: string) => garden.plant(kind, `command ${of}`);
/** Paths of files are not planted: whoever typed one is told which file is missing, on the same terminal. */
const plantedCommands = [
  ['customers', 'list', '--search', argument('phone', 'customers list')],
  [
    'customers',
    'list',
    '--tag',
    argument('name', 'customers list --tag'),
    '--limit',
    argument('phone', '--limit'),
  ],
  ['customers', 'show', '1'],
  ['customers', 'show', argument('phone', 'customers show')],
  ['customers', 'merge', '1', '2', '--reason', argument('phone', 'customers merge --reason')],
  ['customers', 'merge', '1', '2', '--reason', 'as asked'],
  ['customers', 'unmerge', '1', '--reason', argument('phone', 'customers unmerge --reason')],
  ['customers', 'unmerge', argument('phone', 'customers unmerge')],
  ['customers', 'list', '--trait', `partner-phone=${argument('phone', 'customers list --trait')}`],
  ['customers', 'split', '1', '--persons', argument('phone', 'split --persons'), '--reason', 'as asked'],
  ['customers', 'unmask', '1', '--fields', 'name', '--reason', argument('phone', 'unmask --reason')],
  ['quarantine', 'release', argument('phone', 'quarantine release'), '--reason', 'as asked'],
  ['quarantine', 'list', '--state', argument('phone', 'quarantine list')],
  [
    ...['traits', 'add', 'planted', '--type', 'text', '--class', 'ordinary'],
    ...['--aliases', argument('phone', 'traits add --aliases')],
  ],
  ['traits', 'change', 'partner-phone', '--aliases', argument('e-mail', 'traits change --aliases')],
  ['traits', 'undeclared'],
  ['shops', 'create', '--name', argument('phone', 'shops create --name'), '--currency', 'CNY'],
  ['shops', 'create', '--time-zone', argument('phone', 'shops create --time-zone')],
  ['keys', 'create', '--name', argument('phone', 'keys create --name'), '--scopes', 'orders:read'],
  ['keys', 'create', '--name', 'web', '--source', argument('phone', 'keys create --source')],
  ['keys', 'create', '--name', 'web', '--scopes', argument('phone', 'keys create --scopes')],
  ['demo', '--until', argument('birthday', 'demo --until')],
  ['demo', '--customers', argument('phone', 'demo --customers')],
  ['import', 'pdd.csv', '--preset', argument('phone', 'import --preset')],
  ['import', 'pdd.csv', '--preset', 'pinduoduo-orders', '--dry-run', '--json'],
  ['import', 'taobao.csv', '--preset', 'taobao-orders', '--max-rejects', '0', '--json'],
  [
    'import',
    'calls.jsonl',
    '--preset',
    'segment-jsonl',
    '--encoding',
    argument('phone', 'import --encoding'),
  ],
  ['imports', 'list', '--json'],
  ['imports', 'undo', argument('phone', 'imports undo')],
  ['orders', 'show', '251111-00000001', '--json'],
  ['orders', 'show', argument('phone', 'orders show')],
  ['metrics', '--measure', argument('phone', 'metrics'), '--from', argument('birthday', 'metrics --from')],
  ['keys', 'revoke', argument('phone', 'keys revoke')],
];

async function plantByCommand(): Promise<void> {
  for (const { preset, name, bytes } of plantedFiles(garden)) {
    writeFileSync(join(inbox, name), bytes);
    outcomes[preset] = await shuke('import', name, '--preset', preset, '--shop', 'planted');
  }
  customers = plantedCustomers(garden);
  writeFileSync(join(inbox, 'customers.csv'), customers);
  writeFileSync(join(inbox, 'mapping.json'), JSON.stringify(customerMapping));
  const own = ['traits', 'add', 'partner-phone', '--type', 'text', '--class', 'personal'];
  await shuke(...own, '--mask', 'phone', '--search', 'phone', '--shop', 'planted');
  const mapping = ['--mapping', 'mapping.json', '--shop', 'planted'];
  outcomes.mapping = await shuke('import', 'customers.csv', ...mapping);
  for (const argv of plantedCommands) await shuke(...argv, '--shop', 'planted');
}

const shown = (leaks: readonly Leak[]) => leaks.map(({ found, planted }) => `${found} shows the ${planted}`);

/** Writes that keep personal values, and must have kept planted ones here. */
const stores = [
  'PATCH /api/shops/:shop/customers/:customer/traits',
  'POST /api/shops/:shop/customers/:customer/notes',
];

describe('what was planted', () => {
  it('came in: files were read, people known, and every route asked', async () => {
    expect(outcomes).toEqual({
      ...{ 'pinduoduo-orders': 0, 'taobao-orders': 0, 'shopify-orders': 0, 'segment-jsonl': 0, mapping: 0 },
    });
    const { rows } = await withShop(world.platform.db, 1, (tx) =>
      sql<{ persons: number; sealed: number; orders: number }>`
        select (select count(*) from customers.persons) as persons,
          (select count(*) from customers.traits where value_sealed is not null) as sealed,
          (select count(*) from orders.orders) as orders`.execute(tx),
    );
    expect(rows[0]!.persons).toBeGreaterThan(20);
    expect(rows[0]!.sealed).toBeGreaterThan(20);
    expect(rows[0]!.orders).toBeGreaterThanOrEqual(9);
    expect(garden.plants.length).toBeGreaterThan(200);
    const uploads = heard.answers.filter((it) => it.startsWith('POST /api/shops/planted/imports'));
    expect(uploads.filter((it) => it.includes(': 202 '))).toHaveLength(5);
    expect([...heard.succeeded]).toEqual(expect.arrayContaining(stores));
  });

  it('came in live, and the address it came from is nowhere', async () => {
    const tracked = heard.answers.filter((it) => it.startsWith('POST /v1/batch: 200'));
    expect(tracked[0]).toContain('"accepted":8');
    const { clickhouse, config, mirror } = world.platform;
    await mirror.settle(1);
    const sql = `SELECT count() AS n FROM events WHERE shop_id = {shop:UInt32} AND import_id = 0`;
    const [row] = await clickhouse.query<{ n: string }>({ sql, shopId: 1 });
    expect(Number(row!.n)).toBeGreaterThanOrEqual(7);
    const address = {
      foundIn: (text: string) => (text.includes(plantedIp) ? [{}] : []),
    } as unknown as Garden;
    const bytes = {
      ...address,
      foundInBytes: (it: Buffer) => (it.includes(plantedIp) ? [{}] : []),
    } as unknown as Garden;
    expect(await searchClickHouse(world.platform, address)).toEqual([]);
    expect(await searchFiles(config.dataDir, bytes)).toEqual([]);
    expect(said.log).not.toContain(plantedIp);
  });

  it('is in no table of ClickHouse', async () => {
    expect(shown(await searchClickHouse(world.platform, garden))).toEqual([]);
  });

  it('lies in PostgreSQL sealed only, the audit log included', async () => {
    expect(shown(await searchPostgres(world.adminUrl, garden))).toEqual([]);
  });

  it('is in no file of the data directory', async () => {
    expect(shown(await searchFiles(world.platform.config.dataDir, garden))).toEqual([]);
  });

  it('is in no line of the log, however much is logged', () => {
    expect(said.log).not.toBe('');
    expect(shown(leaksOf('the log', garden.foundIn(said.log)))).toEqual([]);
  });

  it('is in no error, no masked answer, and nothing a command streams', () => {
    const lines = [...heard.answers, ...heard.errors, ...said.frames.split('\n')];
    const leaks = lines.flatMap((line) => leaksOf(line.slice(0, 80), garden.foundIn(line)));
    expect(shown(leaks)).toEqual([]);
  });

  it.each(['name', 'phone', 'e-mail', 'wechat-id'])(
    'finds a customer by %s, and shows it masked',
    async (kind) => {
      const { mark } = garden.plants.find(
        (it) => it.kind === kind && it.where.startsWith('planted-customers: good'),
      )!;
      const answer = await owner.ask('POST', '/api/shops/planted/customers/search', { text: mark });
      expect(answer.json()).toMatchObject({ customers: [{}] });
      expect(answer.body).not.toContain(mark);
    },
  );

  it('finds a customer by a trait of the shop’s own, and shows it masked', async () => {
    const { mark: value } = garden.plants.find(
      (it) => it.kind === 'phone' && it.where.startsWith('planted-customers: good'),
    )!;
    const trait = { name: 'partner-phone', value };
    const answer = await owner.ask('POST', '/api/shops/planted/customers/search', { trait });
    expect(answer.json()).toMatchObject({ customers: [{}] });
    expect(answer.body).not.toContain(value);
  });

  it.each(['/metrics', '/health', '/ready', '/api/openapi.json'])('is not at %s', async (url) => {
    const { body } = await owner.ask('GET', url);
    expect(shown(leaksOf(url, garden.foundIn(body)))).toEqual([]);
  });
});

describe('the search itself', () => {
  const bare = new Garden();
  const mark = bare.plant('name', 'a test of the search');

  it('finds a mark in ClickHouse', async () => {
    const { clickhouse } = world.platform;
    const times = { time: '2026-01-01T00:00:00Z', corrected_time: '2026-01-01T00:00:00Z' };
    const row = { shop_id: 9, person_id: 1, message_id: 'm', ...times, properties: JSON.stringify({ mark }) };
    await clickhouse.insert('events', [row]);
    expect(await searchClickHouse(world.platform, bare)).toHaveLength(1);
  });

  it('finds a mark in PostgreSQL, as text and as bytes', async () => {
    await sql`update platform.shops set name = ${mark} where shop_id = 1`.execute(world.platform.db);
    expect(await searchPostgres(world.adminUrl, bare)).not.toEqual([]);
  });

  it('finds a mark in a file, in a log line, and spelt as JSON and addresses spell it', async () => {
    writeFileSync(join(world.platform.config.dataDir, 'note.txt'), `so ${mark} it is`);
    const found = (await searchFiles(world.platform.config.dataDir, bare)).map((it) => it.found);
    expect(found).toContain('file note.txt');
    const before = said.log.length;
    world.platform.log.info({ harmless: mark }, 'a test of the search');
    expect(bare.foundIn(said.log.slice(before))).toHaveLength(1);
    expect(bare.foundIn(`?q=${encodeURIComponent(mark)}`)).toHaveLength(1);
    expect(bare.foundIn(Buffer.from(mark).toString('hex'))).toHaveLength(1);
  });
});
