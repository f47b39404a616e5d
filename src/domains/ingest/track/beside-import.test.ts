import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fileIn, toolsOf } from '../../../../test/import-fixture.ts';
import { AT, Client, liveRows, openTracking, track, writeKey } from '../../../../test/tracking.ts';
import { openWorld, type World } from '../../../../test/world.ts';
import { withShop } from '../../../platform/db/postgres.ts';
import { orThrow } from '../../../platform/errors.ts';
import type { HttpApp } from '../../../platform/http/routes.ts';
import { findPreset } from '../imports/presets/presets.ts';
import { runImport } from '../imports/run-import.ts';
import { undoImport } from '../imports/undo-import.ts';

/** The same messages live and in a file, at once: each is there once, and undoing the import leaves what came live. */

let world: World;
let app: HttpApp;
let client: Client;
let shopId: number;
beforeAll(async () => {
  world = await openWorld();
  ({ app, shopId } = await openTracking(world));
  // What the preset calls the channel of a file.
  client = new Client(app, await writeKey(world, shopId, 'web'));
});
afterAll(async () => {
  await app?.close();
  await world?.close();
});

const callOf = (n: number) =>
  track('Product Viewed', {
    ...{ messageId: `m${n}`, userId: `u${n % 7}` },
    ...{ timestamp: new Date(Date.parse(AT) - n * 60_000).toISOString() },
    properties: { n, product_id: `p${n % 5}` },
  });

const numbers = (from: number, to: number) => Array.from({ length: to - from }, (_, n) => from + n);

async function stored(): Promise<number[]> {
  const rows = await liveRows(world, shopId);
  return rows.map((it) => JSON.parse(it.properties).n).sort((a, b) => a - b);
}

/** Persons and products that rows speak of and PostgreSQL does not know. */
async function dangling(): Promise<unknown[]> {
  const rows = await liveRows(world, shopId);
  const known = await withShop(world.platform.db, shopId, (tx) =>
    sql<{ persons: number[]; products: number[] }>`select
      array(select person_id from customers.persons where shop_id = ${shopId}) as persons,
      array(select product_id from products.products where shop_id = ${shopId}) as products`.execute(tx),
  );
  const { persons, products } = known.rows[0]!;
  return rows.filter((it) => !persons.includes(it.person_id) || !products.includes(it.product_id));
}

it('live rows beside a running import of the same messages, and its undo', async () => {
  const lines = numbers(0, 300).map((n) => JSON.stringify(callOf(n)));
  const request = {
    ...{ shopId, source: findPreset('segment-jsonl')!, startedBy: 'cli' },
    path: await fileIn(world, `${lines.join('\n')}\n`),
  };
  const tools = toolsOf(world);
  let running = true;
  const importing = runImport(tools, request).finally(() => {
    running = false;
  });
  const live = numbers(100, 400);
  const sending = async () => {
    for (let at = 0; at < live.length; at += 10) {
      const answer = await client.batch(live.slice(at, at + 10).map(callOf));
      expect(answer.json()).toMatchObject({ accepted: 10, rejected: [] });
    }
    return running;
  };
  const [imported] = await Promise.all([importing, sending()]);
  expect(await stored()).toEqual(numbers(0, 400));
  await client.batch(live.slice(0, 50).map(callOf));
  const { id } = orThrow(imported);
  const undoing = undoImport(tools, { shopId, importId: id!, actor: 'test' });
  await Promise.all([undoing, client.batch(live.slice(50, 100).map(callOf))]);
  expect((await undoing).ok).toBe(true);
  expect(await stored()).toEqual(live);
  expect(await dangling()).toEqual([]);
  await client.batch(live.map(callOf));
  expect(await stored()).toEqual(live);
});
