import { expect, it } from 'vitest';
import { bothTopologies } from '../../../../test/two-shards.ts';
import { openWorld } from '../../../../test/world.ts';
import { mayBeProfiled } from './profiled.ts';
import { customerOf } from './scope.ts';

it('leaves out a customer for any of their persons, on one node and on two shards', async () => {
  await using world = await openWorld();
  const { shopId } = await world.shop();
  const { single, ask } = await bothTopologies(world.platform.clickhouse);
  const at = '2026-01-01T00:00:00Z';
  const row = (person_id: number, profiling_barred: number) => ({
    ...{ shop_id: shopId, person_id, first_seen_at: at, last_seen_at: at, profiling_barred },
    ...{ version: 1, is_deleted: 0 },
  });
  await single.insert('persons', [row(1, 0), row(2, 1), row(3, 0), row(4, 1), row(5, 0), row(6, 0)]);
  const override = { shop_id: shopId, person_id: 2, customer_id: 1, version: 1, is_deleted: 0 };
  await single.insert('override_rows', [override]);
  await single.command('SYSTEM RELOAD DICTIONARY {{dictionary person_overrides}}');
  const rows = await ask<{ customer_id: number }>({
    sql: `SELECT DISTINCT ${customerOf('person_id')} AS customer_id FROM persons
      WHERE shop_id = {shop:UInt32} AND ${mayBeProfiled(customerOf('person_id'))} ORDER BY customer_id`,
    shopId,
  });
  expect(rows.map((it) => it.customer_id)).toEqual([3, 5, 6]);
});
