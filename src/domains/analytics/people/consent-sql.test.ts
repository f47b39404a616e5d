import { expect, it } from 'vitest';
import { bothTopologies } from '../../../../test/two-shards.ts';
import { openWorld } from '../../../../test/world.ts';
import { customerOf } from '../facts/scope.ts';
import { consentParams, consentSql } from './consent-sql.ts';

it('hears the strictest of a customer’s persons, of a child the guardian, on one node and on two shards', async () => {
  await using world = await openWorld();
  const { shopId } = await world.shop();
  const { single, ask } = await bothTopologies(world.platform.clickhouse);
  const at = '2026-01-01T00:00:00Z';
  const row = (person_id: number, ...consents: string[]) => ({
    ...{ shop_id: shopId, person_id, first_seen_at: at, last_seen_at: at, consents },
    ...{ version: 1, is_deleted: 0 },
  });
  await single.insert('persons', [
    // 1 and 2 are one customer: one of them withdrew.
    row(1, 'marketing:sms:++'),
    row(2, 'marketing:sms:--'),
    row(3, 'marketing:sms:++', 'marketing:any:++'),
    // Granted, but by themselves; person 5 tells that they are a child.
    row(4, 'marketing:sms:+0'),
    row(5, 'minor'),
    row(6, 'marketing:sms:++', 'minor'),
    row(7, 'marketing:e-mail:++', 'profiling:sms:--'),
    row(8),
    row(9, 'marketing:sms:+-', 'minor'),
    row(10, 'marketing:sms:+-'),
  ]);
  const joined = [
    [2, 1],
    [5, 4],
  ].map(([person_id, customer_id]) => ({
    ...{ shop_id: shopId, person_id, customer_id, version: 1, is_deleted: 0 },
  }));
  await single.insert('override_rows', joined);
  await single.command('SYSTEM RELOAD DICTIONARY {{dictionary person_overrides}}');
  const who = async (consent: string) => {
    const rows = await ask<{ customer_id: number }>({
      sql: `SELECT DISTINCT customer_id FROM (SELECT ${customerOf('person_id')} AS customer_id FROM persons
        WHERE shop_id = {shop:UInt32}) WHERE ${consentSql(consent)} ORDER BY customer_id`,
      shopId,
      params: { ...consentParams(consent) },
    });
    return rows.map((it) => it.customer_id);
  };
  expect(await who('marketing:sms:granted')).toEqual([3, 6, 10]);
  expect(await who('marketing:sms:refused')).toEqual([1, 9]);
  expect(await who('marketing:sms:none')).toEqual([4, 7, 8]);
  expect(await who('marketing:any:granted')).toEqual([3]);
  expect(await who('profiling:sms:refused')).toEqual([7]);
});
