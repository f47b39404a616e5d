import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorld, type World } from '../../test/world.ts';
import { planCluster } from '../platform/clickhouse/plan-cluster.ts';
import { analyticsMigrations } from '../platform/open-platform.ts';
import { commandRunner } from './serve-commands.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

async function plan(...more: string[]): Promise<string> {
  let text = '';
  const run = { type: 'run', argv: ['db', 'plan', ...more], cwd: '/', language: 'en', user: 'mei' } as const;
  const hear = (frame: { type: string; text?: string }) => {
    if (frame.type === 'stdout') text += frame.text;
  };
  expect(await commandRunner(world.platform)(run, hear, new AbortController().signal)).toBe(0);
  return text;
}

test('db plan says for every table of both stores where its rows would lie', async () => {
  const { postgres, clickhouse } = JSON.parse(await plan('--json'));
  expect(postgres.citus).toBeNull();
  const found = (table: string) => postgres.tables.find((it: { table: string }) => it.table === table);
  expect(found('orders.orders')).toMatchObject({
    ...{ placement: 'distributed', colocated_with: 'platform.counters' },
    ...{ placed: false, hindrances: [] },
  });
  expect(found('platform.shops').placement).toBe('reference');
  expect(found('auth.session').placement).toBe('local');
  const sharded = new Map(
    clickhouse.tables.map((it: { table: string; sharded_by: string | null }) => [it.table, it.sharded_by]),
  );
  const rows = await world.platform.clickhouse.inspect<{ name: string }>(
    "SELECT name FROM system.tables WHERE database = currentDatabase() AND (engine LIKE '%MergeTree' OR engine = 'Memory') AND name != 'schema_migrations'",
  );
  expect([...sharded.keys()].sort()).toEqual(rows.map((row) => row.name).sort());
  expect(sharded.get('events')).toBe('cityHash64(shop_id, person_id)');
  expect(clickhouse).toMatchObject({ cluster: null, shards: 0, missing: [expect.any(String)] });
  const lines = await plan();
  expect(lines).toMatch(/^ {2}orders\.orders +by shop_id; a shop's rows$/m);
  expect(lines).toMatch(/^ {2}events +cityHash64\(shop_id, person_id\)$/m);
});

test('a cluster is counted, and what it lacks is named', async () => {
  const { clickhouse } = world.platform;
  const two = await planCluster(clickhouse, { folder: analyticsMigrations, cluster: 'two_shards' });
  expect(two).toMatchObject({ shards: 2, replicas: 1 });
  expect(two.missing.map((it) => it.en)).toEqual([
    expect.stringContaining('macro shard'),
    expect.stringContaining('macro replica'),
    expect.stringContaining('Keeper'),
  ]);
  const none = await planCluster(clickhouse, { folder: analyticsMigrations, cluster: 'nowhere' });
  expect(none).toMatchObject({ shards: 0, replicas: 0 });
  expect(none.missing[0]!.en).toContain('has no nowhere');
});
