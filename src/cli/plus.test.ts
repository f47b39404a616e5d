import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openWorld, type World } from '../../test/world.ts';
import { withShop } from '../platform/db/postgres.ts';
import { commandRunner } from './serve-commands.ts';

/** The commands of PLUS, one after the other as a merchant would run them. */

let world: World;
const file = join(tmpdir(), `plus-plan-${process.pid}.json`);
beforeAll(async () => {
  world = await openWorld();
  const { shopId } = await world.shop('tea');
  await withShop(world.platform.db, shopId, (tx) =>
    sql`insert into customers.persons (shop_id, person_id, customer_id, first_seen_at, last_seen_at)
      values (${shopId}, 1, 1, now(), now())`.execute(tx),
  );
});
afterAll(async () => {
  rmSync(file, { force: true });
  await world.close();
});

/** What it says, or the code by which it ends. */
async function shuke(language: 'zh' | 'en', ...argv: string[]): Promise<string | number> {
  let said = '';
  const run = { type: 'run', argv: [...argv, '--shop', 'tea'], cwd: tmpdir(), language, user: 't' } as const;
  const hear = (frame: object) => {
    if ('text' in frame) said += String(frame.text);
  };
  const code = await commandRunner(world.platform)(run, hear, new AbortController().signal);
  return code === 0 ? said : code;
}

it('plans, start, use, show, renew, cancel, refund and report', async () => {
  writeFileSync(file, '{"period": "week"}');
  expect(await shuke('en', 'plus', 'plans', '--set', file)).toBe(1);
  const terms = {
    ...{ name: { zh: '月卡', en: 'Monthly' }, period: 'month', price: { kind: 'money', minor: 2500 } },
    ...{ trial_days: 7, member_prices: [], free_shipping: { count: 2, worth_minor: 600 }, coupons: [] },
    points_percent: 100,
  };
  writeFileSync(file, JSON.stringify(terms));
  expect(await shuke('zh', 'plus', 'plans', '--set', file)).toContain('25.00 CNY');
  const started = String(await shuke('en', 'plus', 'start', '1', '--plan', '1', '--trial'));
  expect(started).toMatch(/^subscription \d+: started, until 2026-01-23 00:00/);
  const subscription = /\d+/.exec(started)![0];
  expect(await shuke('en', 'plus', 'use', '1', '--benefit', 'free-shipping')).toContain(
    'free shipping, 6.00 CNY, left 1',
  );
  expect(await shuke('en', 'plus', 'use', '1', '--benefit', 'coupon')).toBe(1);
  expect(await shuke('en', 'plus', 'renew', subscription, '--payment', 'x')).toBe(2);
  const paid = ['--payment', 'x', '--paid-minor', '2500', '--key', 'k'];
  expect(await shuke('zh', 'plus', 'renew', subscription, ...paid)).toContain('续费, 25.00 CNY');
  expect(await shuke('zh', 'plus', 'renew', subscription, ...paid)).toContain('之前已执行');
  const shown = JSON.parse(String(await shuke('en', 'plus', 'show', '1', '--json')));
  expect(shown.subscriptions).toMatchObject([{ state: 'active', refund_now: { minor: 2500 } }]);
  expect(await shuke('zh', 'plus', 'show', '1')).toContain('免邮');
  const year = { ...terms, period: 'year', price: { kind: 'money', minor: 25000 } };
  writeFileSync(file, JSON.stringify(year));
  await shuke('en', 'plus', 'plans', '--set', file);
  const change = ['plus', 'switch', subscription, '--plan', '2', '--when'];
  expect(await shuke('en', ...change, 'later')).toBe(2);
  expect(await shuke('en', ...change, 'now', '--payment', 'y', '--paid-minor', '25000'), 'paid ahead').toBe(
    1,
  );
  expect(await shuke('zh', ...change, 'renewal')).toContain('选择下期套餐');
  expect(await shuke('en', 'plus', 'cancel', subscription)).toContain('cancelled');
  expect(await shuke('en', 'plus', 'refund', subscription)).toContain('refunded, 25.00 CNY');
  expect(await shuke('zh', 'plus', 'report')).toMatch(/月卡.*100\.0%/);
});
