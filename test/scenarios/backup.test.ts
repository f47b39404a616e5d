import { fork } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import pg from 'pg';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { buildApp } from '../../src/app.ts';
import { fillDemoShop } from '../../src/demo/index.ts';
import { measures } from '../../src/domains/analytics/catalog/catalogue.ts';
import { askLifecycle, askMetric, askQuadrants, askRfm } from '../../src/domains/analytics/index.ts';
import type { MetricAnswer } from '../../src/domains/analytics/metrics/ask-metric.ts';
import { storeEvents } from '../../src/domains/ingest/events/store-events.ts';
import { findPreset, runImport } from '../../src/domains/ingest/index.ts';
import { registerMirrors } from '../../src/mirrors.ts';
import { backUp, type Manifest, restore, verifyArchive } from '../../src/platform/backup/index.ts';
import { rowsIn } from '../../src/platform/backup/read-archive.ts';
import type { Config } from '../../src/platform/config.ts';
import { goldenPostgresSchema } from '../../src/platform/db/golden-schema.ts';
import { withShop } from '../../src/platform/db/postgres.ts';
import { orThrow } from '../../src/platform/errors.ts';
import { createMirror } from '../../src/platform/mirror/index.ts';
import { openPlatform } from '../../src/platform/open-platform.ts';
import type { Platform } from '../../src/platform/platform.ts';
import { type EmptyPlace, openEmptyPlace } from '../empty-place.ts';
import { fingerprintOf } from '../fingerprint.ts';
import { contentsOf, mirrored, toolsOf, uciFile } from '../import-fixture.ts';
import { Client, liveRows, track, writeKey } from '../tracking.ts';
import { bothTopologies } from '../two-shards.ts';
import { openWorld, type TestShop, type World } from '../world.ts';

/**
 * An installation that is written to from all sides is backed up and put up again elsewhere: the demo shop answers as it
 * did, what was acknowledged before the backup began is there, each writer's events are there up to some one of them,
 * and the two stores agree.
 */

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

const phone = '13900001234';
const writers = [0, 1, 2, 3] as const;

/** What the original said and how it ended, kept for the tests behind its closing. */
interface Original {
  readonly archive: string;
  readonly manifest: Manifest;
  readonly answers: readonly Answer[];
  readonly standings: unknown;
  readonly heldMs: number;
  /** Per writer: events acknowledged when the backup began, and begun when it was done. */
  readonly acknowledged: readonly number[];
  readonly begun: readonly number[];
  readonly shops: Readonly<Record<'demo' | 'live' | 'uci' | 'waiting', TestShop>>;
  readonly imported: string;
  readonly sold: string;
  readonly fingerprint: Readonly<Record<string, string>>;
  readonly uciPath: string;
  readonly schema: string;
  readonly key: Buffer;
}

let world: World;
let folder: string;
let original: Original;
const places: EmptyPlace[] = [];

beforeAll(async () => {
  world = await openWorld();
  folder = await mkdtemp(join(tmpdir(), 'shuke-archive-'));
  original = await liveAndBackUp();
  await copyFile(world.platform.config.masterKeyFile, join(folder, 'master.key'));
  // A process has one chDB at a time: what is restored takes this one's place.
  await world.close();
});
afterAll(async () => {
  for (const place of places) await place.remove();
  await rm(folder, { recursive: true, force: true });
});

async function liveAndBackUp(): Promise<Original> {
  const { platform } = world;
  const tools = toolsOf(world);
  const live = await world.shop('live');
  const uci = await world.shop('uci', { currency: 'GBP' });
  const { shop } = await fillDemoShop(platform, {
    slug: 'demo',
    seed: 7,
    customers: 60,
    until: '2026-01-14',
  });
  const uciPath = join(folder, 'uci.csv');
  await writeFile(uciPath, uciRows());
  const traffic = startTraffic(platform, live.shopId);
  const request = {
    shopId: uci.shopId,
    path: uciPath,
    source: findPreset('uci-online-retail')!,
    startedBy: 'cli',
  };
  const importing = runImport(tools, request);
  await traffic.underWay();
  const waiting = await leaveWaiting(platform);
  const acknowledged = [...traffic.acknowledged];
  const archive = join(folder, 'backup.shuke');
  const signal = new AbortController().signal;
  const done = orThrow(await backUp(platform, { path: archive, program: 'test', signal }));
  const begun = [...traffic.begun];
  await traffic.stop();
  orThrow(await importing);
  // On the other machine it lies elsewhere.
  const elsewhere = join(folder, 'uci-again.csv');
  await rename(uciPath, elsewhere);
  const shops = { demo: shop as TestShop, live, uci, waiting };
  return {
    ...{ archive, acknowledged, begun, shops, uciPath: elsewhere, heldMs: done.heldMs },
    manifest: await verifyArchive(archive),
    answers: await answersOf(platform, shops.demo),
    standings: await standingsOf(platform, shops.demo),
    imported: await contentsOf(world, uci),
    sold: await contentsOf(world, shops.demo),
    fingerprint: await fingerprintOf(world.adminUrl, shops.demo.shopId),
    schema: await schemaOf(world.adminUrl),
    key: await readFile(platform.config.masterKeyFile),
  };
}

/** Live events that PostgreSQL has and ClickHouse does not: the door commits, and then its engine is away. */
async function leaveWaiting(platform: Platform): Promise<TestShop> {
  const shop = await world.shop('waiting');
  const clickhouse = { ...platform.clickhouse, insert: () => Promise.reject(new Error('gone')) };
  const stuck = { ...platform, clickhouse };
  const app = await buildApp({ ...stuck, mirror: createMirror(stuck) });
  const client = new Client(app, await writeKey(world, shop.shopId));
  for (const messageId of ['w-1', 'w-2'])
    expect((await client.batch([track('Waits', { messageId })])).statusCode).toBe(503);
  await app.close();
  return shop;
}

/** Two batches' worth of rows, of two hundred buyers. */
const uciRows = () =>
  uciFile(
    Array.from({ length: 7_000 }, (_, n) => ({
      invoice: String(536_000 + Math.floor(n / 4)),
      stock: String(n % 50),
      customer: `${17_000 + (n % 200)}.0`,
      minute: n % 1000,
    })),
  );

/** Writers that send one event after the other, each of a new person every second time. */
function startTraffic(platform: Platform, shopId: number) {
  const acknowledged = writers.map(() => 0);
  const begun = writers.map(() => 0);
  let going = true;
  const write = async (writer: number) => {
    for (let n = 1; going; n += 1) {
      begun[writer] = n;
      const person = `w${writer}-${Math.ceil(n / 2)}`;
      const event = {
        kind: 'event' as const,
        ...{ channel: 'web', name: 'Product Viewed', messageId: `${writer}-${n}` },
        at: new Date(Date.UTC(2026, 0, 10) + n * 1000).toISOString(),
        identities: [
          { channel: 'web', kind: 'user-id' as const, value: person },
          ...(n === 1 && writer === 0 ? [{ channel: 'web', kind: 'phone' as const, value: phone }] : []),
        ],
      };
      await storeEvents(platform, shopId, [event], { source: 'test' });
      acknowledged[writer] = n;
      if (n % 5 === 0) await platform.mirror.payOff(shopId);
    }
  };
  const running = Promise.all(writers.map(write));
  return {
    ...{ acknowledged, begun },
    async underWay() {
      while (acknowledged.some((n) => n < 5)) await new Promise(setImmediate);
    },
    stop() {
      going = false;
      return running;
    },
  };
}

const window = { from: '2025-06-01', to: '2026-01-13' };
type Counted = Pick<Platform, 'clickhouse'>;

type Answer = readonly [measure: string, by: string, MetricAnswer];

/** Measures of which every answer is nothing: of them the comparison would say nothing. */
const silentIn = (answers: readonly Answer[]): string[] =>
  measures
    .map(({ code }) => code)
    .filter((code) => answers.every(([of, , { rows }]) => of !== code || rows.every(({ value }) => !value)));

/** Every measure by day and by month. */
async function answersOf({ clickhouse }: Counted, shop: TestShop): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (const { code } of measures)
    for (const by of ['day', 'month'] as const) {
      const question = { clickhouse, shop, measure: code, ...window, by };
      answers.push([code, by, orThrow(await askMetric(question as Parameters<typeof askMetric>[0]))]);
    }
  return answers;
}

/** RFM, quadrants and stages. */
async function standingsOf({ clickhouse }: Counted, shop: TestShop): Promise<unknown> {
  const asked = { clickhouse, shop, asOf: window.to };
  const answers: unknown[] = [];
  for (const ask of [askRfm, askQuadrants, askLifecycle])
    answers.push(orThrow(await (ask as (question: object) => ReturnType<typeof askRfm>)(asked)));
  return answers;
}

async function schemaOf(adminUrl: string): Promise<string> {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  return goldenPostgresSchema(admin).finally(() => admin.end());
}

async function place(): Promise<EmptyPlace> {
  const made = await openEmptyPlace(join(folder, 'master.key'));
  places.push(made);
  return made;
}

const log = pino({ level: 'silent' });
const restoring = (config: Config, path = original.archive) =>
  restore({ config, log, path, signal: new AbortController().signal });

async function opened<T>(config: Config, work: (platform: Platform) => Promise<T>): Promise<T> {
  const platform = orThrow(await openPlatform(config, { log, clock: world.clock }));
  registerMirrors(platform);
  return work(platform).finally(() => platform.close());
}

/** Message numbers that are there, by writer, in order. */
async function eventsOf({ clickhouse }: Platform, shopId: number): Promise<number[][]> {
  const rows = await clickhouse.query<{ message_id: string }>({
    sql: 'SELECT message_id FROM events WHERE shop_id = {shop:UInt32}',
    shopId,
  });
  const found = writers.map((): number[] => []);
  for (const { message_id } of rows) {
    const [writer, n] = message_id.split('-').map(Number);
    found[writer!]!.push(n!);
  }
  return found.map((numbers) => numbers.sort((a, b) => a - b));
}

async function expectStoresAgree(platform: Platform, shopId: number): Promise<void> {
  const { rows } = await withShop(platform.db, shopId, (tx) =>
    sql<{ person_id: number }>`select person_id from customers.persons order by 1`.execute(tx),
  );
  const known = new Set(rows.map((row) => row.person_id));
  const ask = (table: string) =>
    platform.clickhouse.query<{ person_id: number }>({
      sql: `SELECT DISTINCT person_id FROM ${table} WHERE shop_id = {shop:UInt32} AND person_id != 0 ORDER BY person_id`,
      shopId,
    });
  expect((await ask('events')).filter((row) => !known.has(row.person_id))).toEqual([]);
  expect((await ask('persons')).map((row) => row.person_id)).toEqual([...known]);
}

it('puts it up again elsewhere: same answers, nothing acknowledged lost, and an import cut off goes on', async () => {
  const { config, adminUrl } = await place();
  orThrow(await restoring(config));
  expect(silentIn(original.answers)).toEqual([]);
  expect(await schemaOf(adminUrl)).toBe(original.schema);
  const { demo, live, uci, waiting } = original.shops;
  expect(await fingerprintOf(adminUrl, demo.shopId)).toEqual(original.fingerprint);
  await opened(config, async (platform) => {
    expect(await platform.mirror.payAll()).toBe(true);
    expect(await answersOf(platform, demo)).toEqual(original.answers);
    const { shards } = await bothTopologies(platform.clickhouse);
    expect(await standingsOf({ clickhouse: shards }, demo)).toEqual(original.standings);
    for (const [writer, numbers] of (await eventsOf(platform, live.shopId)).entries()) {
      expect(numbers).toEqual(Array.from({ length: numbers.length }, (_, n) => n + 1));
      expect(numbers.length).toBeGreaterThanOrEqual(original.acknowledged[writer]!);
      expect(numbers.length).toBeLessThanOrEqual(original.begun[writer]!);
    }
    for (const { shopId } of [demo, live, uci, waiting]) await expectStoresAgree(platform, shopId);
    const there = { ...world, platform };
    expect((await liveRows(there, waiting.shopId)).map((it) => it.message_id)).toEqual(['w-1', 'w-2']);
    const source = findPreset('uci-online-retail')!;
    const tools = { platform, mirror: platform.mirror };
    const { shopId } = uci;
    orThrow(await runImport(tools, { shopId, path: original.uciPath, source, startedBy: 'cli' }));
    expect(await contentsOf(there, uci)).toBe(original.imported);
    expect((await mirrored(there, shopId)).lines).toBe(7_000);
    const keys = await platform.keyring.forShop(live.shopId);
    expect(keys).toBeDefined();
  });
});

it('refuses a place with data, another key and no key, before it writes anything', async () => {
  const { config } = places[0]!;
  expect(await restoring(config)).toMatchObject({ ok: false, problem: { code: 'restore-not-empty' } });
  const other = await place();
  await writeFile(other.config.masterKeyFile, `${Buffer.alloc(32, 7).toString('base64')}\n`);
  expect(await restoring(other.config)).toMatchObject({ ok: false, problem: { code: 'master-key-other' } });
  const none = { ...other.config, masterKeyFile: join(other.config.dataDir, 'nowhere.key') };
  const missing = await restoring(none);
  expect(missing).toMatchObject({ ok: false, problem: { code: 'master-key-missing' } });
  expect(JSON.stringify(missing)).toContain(original.manifest.master_key);
});

it('killed in the middle, nothing starts there until it is restored again', async () => {
  const { config } = await place();
  const env = { ...process.env, SHUKE_DATA: config.dataDir, SHUKE_POSTGRES_URL: config.postgresUrl! };
  const child = fork(join(import.meta.dirname, '../restore-child.ts'), [original.archive], { env });
  for (;;) {
    const [step] = await once(child, 'message');
    expect(step).not.toBe('done');
    if (step === 'restore') break;
  }
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(await openPlatform(config, { log })).toMatchObject({
    ok: false,
    problem: { code: 'restore-unfinished' },
  });
  orThrow(await restoring(config));
  await opened(config, async (platform) =>
    expect(await contentsOf({ ...world, platform }, original.shops.demo)).toBe(original.sold),
  );
});

it('finds damage in every member, and an archive that was cut off', async () => {
  const whole = await readFile(original.archive);
  const broken = `${original.archive}.broken`;
  const codeOf = async (bytes: Buffer) => {
    await writeFile(broken, bytes);
    return verifyArchive(broken).then(
      () => 'whole',
      (error) => error.problem?.message.en ?? String(error),
    );
  };
  expect(await codeOf(whole)).toBe('whole');
  let at = 0;
  for (const { name, bytes } of original.manifest.members) {
    const damaged = Buffer.from(whole);
    damaged[at + 512 + Math.floor(bytes / 2)]! ^= 1;
    expect(await codeOf(damaged)).toContain(name);
    const renamed = Buffer.from(whole);
    renamed[at + 3]! ^= 1;
    expect(await codeOf(renamed)).toContain('header');
    expect(await codeOf(whole.subarray(0, at + 700))).toContain('ends at byte');
    at += 512 + Math.ceil(bytes / 512) * 512;
  }
  const inManifest = Buffer.from(whole);
  inManifest[at + 512 + 40]! ^= 1;
  expect(await codeOf(inManifest)).toContain('manifest.json');
  expect(await codeOf(whole.subarray(0, whole.length - 2048))).toContain('ends at byte');
});

it('holds no personal field in clear, and not the key', async () => {
  const raw = await readFile(original.archive);
  const secret = original.key.toString().trim();
  const never = [secret, phone, Buffer.from(secret, 'base64').toString('hex'), Buffer.from(secret, 'base64')];
  let seen = 0;
  for await (const { lines } of rowsIn(original.archive, original.manifest)) {
    seen += lines.length;
    for (const value of never) expect(lines.includes(value)).toBe(false);
  }
  for (const value of never) expect(raw.includes(value)).toBe(false);
  expect(seen).toBeGreaterThan(raw.length);
});
