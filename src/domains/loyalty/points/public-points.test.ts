import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { fileIn, toolsOf } from '../../../../test/import-fixture.ts';
import { openWorld } from '../../../../test/world.ts';
import type { TierRules } from '../../../contract/tiers.ts';
import { findShop } from '../../../platform/auth/index.ts';
import { withShop } from '../../../platform/db/postgres.ts';
import { orThrow } from '../../../platform/errors.ts';
import { findPreset, runImport } from '../../ingest/index.ts';
import { auditPoints } from '../../ledgers/index.ts';
import { plainRules } from '../testing/plain-rules.ts';
import { applyRules, simulateRules } from '../tiers/apply-rules.ts';
import { evaluateNow } from '../tiers/evaluate-now.ts';
import { usualRules } from '../tiers/usual-rules.ts';
import { changeRules } from './change-rules.ts';
import { earnFromOrders } from './earn-orders.ts';

/** Real orders of UCI Online Retail (every someOf customer), whose cancellations name no order: their points and tiers. */

const UCI = new URL('../../../../../shared/data/uci_online_retail.csv.gz', import.meta.url).pathname;
if (!existsSync(UCI)) console.warn(`the public file is absent (${UCI}): its test is skipped`);

async function someOf(): Promise<{ header: string; lines: string[] }> {
  const text = gunzipSync(await readFile(UCI)).toString();
  const [header, ...all] = text.trimEnd().split(/\r?\n/);
  const lines = all.filter((line) => Number(/,(\d+)\.0,[^,]+$/.exec(line)?.[1] ?? 1) % 150 === 0);
  return { header: header!, lines };
}

test.skipIf(!existsSync(UCI))(
  'real orders earn once and only once and place everybody on four tiers, and their cancellations take both back',
  async () => {
    await using world = await openWorld({ now: '2011-12-10T00:00:00Z' });
    const { platform } = world;
    const shop = await world.shop('uci', { currency: 'GBP', timeZone: 'Europe/London' });
    const { shopId } = shop;
    const { header, lines } = await someOf();
    const bring = async (some: readonly string[]) => {
      const path = await fileIn(world, `${[header, ...some].join('\n')}\n`);
      const source = findPreset('uci-online-retail')!;
      orThrow(await runImport(toolsOf(world), { shopId, path, source, startedBy: 'cli' }));
    };
    const held = async () => {
      const { rows } = await withShop(platform.db, shopId, (tx) =>
        sql<{ held: number; due: number; whole: number }>`
          select (select coalesce(sum(pending + active + reserved - owed), 0)::bigint from ledgers.points_accounts
              where shop_id = ${shopId}) as held,
            coalesce(sum(floor(floor(paid_minor / 100) * (paid_minor - refunded_minor)::numeric / paid_minor)), 0)::bigint as due,
            coalesce(sum(floor(paid_minor / 100)), 0)::bigint as whole
          from orders.orders where shop_id = ${shopId} and is_paid and state <> 'cancelled' and paid_minor > 0
            and person_id > 0`.execute(tx),
      );
      return rows[0]!;
    };
    const earn = () => earnFromOrders({ db: platform.db, shop, clock: world.clock });
    await withShop(platform.db, shopId, async (tx) => {
      const rules = { ...plainRules, expiry: { kind: 'never' as const } };
      const change = { starts_on: '2010-01-01', rules, version: 0 };
      const by = { by: 'test', now: world.clock.now(), today: '2011-12-10' };
      orThrow(await changeRules(tx, { shopId, change, ...by }));
    });

    const { ladder } = usualRules(100);
    // Two customers are above a floor by less than they later gave back.
    const floors = [0, 30_000, 114_000, 253_000];
    const tiers: TierRules = {
      ...{ ...usualRules(100), measure: 'spend' },
      ladder: ladder.map((rung, n) => ({ ...rung, from: floors[n]! })),
    };
    const tiering = { platform, shop: (await findShop(platform.db, 'uci'))! };
    /** Customers by tier, and what the orders as they stand say of it. */
    const standings = async () => {
      const { rows } = await withShop(platform.db, shopId, (tx) =>
        sql<{ tier: string; rank: number; customers: number }>`
          with spent as (
            select p.person_id, coalesce((select sum(paid_minor - refunded_minor) from orders.orders o where o.shop_id = ${shopId}
                and o.person_id = p.person_id and o.is_paid and o.state <> 'cancelled' and o.paid_at >= '2010-12-11'), 0)
              - coalesce((select sum(amount_minor) from orders.refunds r where r.shop_id = ${shopId} and r.person_id = p.person_id
                and r.state = 'done' and r.order_id is null and r.refunded_at >= '2010-12-11'), 0) as money
            from customers.persons p where p.shop_id = ${shopId})
          select s.tier, width_bucket(greatest(e.money, 0), ${floors}::numeric[])::integer - 1 as rank, count(*)::integer as customers
          from loyalty.tier_standings s join spent e using (person_id) where s.shop_id = ${shopId}
          group by 1, 2 order by 2, 1`.execute(tx),
      );
      return rows;
    };

    await bring(lines.filter((line) => !line.startsWith('C')));
    const change = { rules: tiers, version: 0 };
    const simulated = orThrow(await simulateRules({ ...tiering, change, by: 'test' }));
    expect(simulated.matrix.map(({ to }) => to)).toEqual(ladder.map(({ code }) => code));
    const applied = orThrow(await applyRules({ ...tiering, change, by: 'test' }));
    expect(applied.matrix).toEqual(simulated.matrix);
    expect(await standings()).toEqual(
      simulated.matrix.map(({ to, customers }, rank) => ({ tier: to, rank, customers })),
    );
    expect(await earn()).toBeGreaterThan(50);
    const before = await held();
    expect(before.held).toBe(before.whole);
    expect(before.held).toBeGreaterThan(5_000);
    await bring(lines);
    expect(await earn()).toBeGreaterThan(0);
    const after = await held();
    expect(after.held).toBe(after.due);
    expect(after.held).toBeLessThan(before.held);
    const moved = orThrow(await evaluateNow({ ...tiering, cause: 'asked' }));
    expect([moved.up, moved.down]).toEqual([0, 2]);
    const stands = await standings();
    expect(stands.map(({ tier }) => tier)).toEqual(ladder.map(({ code }) => code));
    expect(stands.map(({ rank }) => rank)).toEqual([0, 1, 2, 3]);
    await bring(lines);
    expect(orThrow(await evaluateNow({ ...tiering, cause: 'asked' }))).toMatchObject({ up: 0, down: 0 });
    expect(await standings()).toEqual(stands);
    expect(await earn()).toBe(0);
    expect(await held()).toEqual(after);
    expect((await auditPoints(platform.db, { shopId, at: world.clock.now() })).findings).toEqual([]);
  },
);
