import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { recordAct } from '../../src/domains/compliance/index.ts';
import { withShop } from '../../src/platform/db/postgres.ts';
import { column, type ExportNoun, exportRoutes } from '../../src/platform/exports/index.ts';
import type { HttpApp } from '../../src/platform/http/routes.ts';
import { appWithFrontDoor, openShop, type Person, signInOwner } from '../people.ts';
import { openWorld, type World } from '../world.ts';

/** An export whose question never ends: whoever goes away before the first byte leaves nothing running. */

let world: World;
let app: HttpApp;
let owner: Person;
let shopId: number;

const endless: ExportNoun = {
  noun: 'endless',
  summary: { zh: '无尽', en: 'Endless' },
  permission: 'orders:read',
  filters: {},
  columns: async () => [column('n', ['数', 'Number'], 'int')],
  async *read({ platform, shop, signal }) {
    const question = 'SELECT sum(sipHash64(number, {shop:UInt32})) AS n FROM numbers(100000000000)';
    const rows = await platform.clickhouse.query<{ n: number }>({
      sql: question,
      shopId: shop.shopId,
      signal,
    });
    yield { rows, people: [] };
  },
};

beforeAll(async () => {
  world = await openWorld();
  app = await appWithFrontDoor(world.platform, recordAct);
  await app.register(async (scope: HttpApp) => exportRoutes([endless], recordAct)(scope, world.platform));
  await app.listen({ port: 0, host: '127.0.0.1' });
  owner = await signInOwner(world.platform, app);
  shopId = (await openShop(world.platform, 'away')).shopId;
});
afterAll(async () => {
  await app?.close();
  await world?.close();
});

async function running(): Promise<number> {
  const [row] = await world.platform.clickhouse.inspect<{ n: string }>(
    "SELECT count() AS n FROM system.processes WHERE query LIKE '%numbers(100000000000)%' AND query NOT LIKE '%processes%'",
  );
  return Number(row!.n);
}

const untilRunning = (count: number) => expect.poll(running, { timeout: 60_000, interval: 20 }).toBe(count);

async function onRecord() {
  const { rows } = await withShop(world.platform.db, shopId, (tx) =>
    sql<{ act: string; outcome: string | null }>`select act, details ->> 'outcome' as outcome
      from compliance.audit_log where act like 'exports.%' order by entry_id`.execute(tx),
  );
  return rows;
}

it.each(['csv', 'xlsx', 'parquet'])('%s: the engine stops when the client hangs up', async (format) => {
  const { port } = app.server.address() as AddressInfo;
  const cookie = Object.entries(owner.cookies).map(([name, it]) => `${name}=${encodeURIComponent(it)}`);
  const path = `/api/shops/away/exports/endless?format=${format}`;
  const before = (await onRecord()).length;
  const asked = request({ port, host: '127.0.0.1', path, headers: { cookie: cookie.join('; ') } });
  asked.on('error', () => {});
  asked.end();
  await untilRunning(1);
  expect((await onRecord()).slice(before)).toEqual([{ act: 'exports.start', outcome: null }]);
  asked.destroy();
  await untilRunning(0);
  await expect.poll(async () => (await onRecord()).length, { timeout: 60_000 }).toBe(before + 2);
  expect((await onRecord()).at(-1)).toEqual({ act: 'exports.end', outcome: 'cut-off' });
});
