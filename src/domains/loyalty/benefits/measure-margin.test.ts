import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { openWorld } from '../../../../test/world.ts';
import { findShop } from '../../../platform/auth/index.ts';
import { withShop } from '../../../platform/db/postgres.ts';
import { inHoldout } from '../../compliance/index.ts';
import { usualRules } from '../tiers/usual-rules.ts';
import { keepMargin, showMargin } from './show-margin.ts';

/** A number of 0 to 96 that looks drawn. */
const drawn = (n: number, of: number): number => (n * 7919 + of * 104_729 + ((n * n) % 31) * of) % 97;

it('margin by tier of before is that of each customer told the slow way, and the cost stands beside it', async () => {
  await using world = await openWorld({ now: '2026-03-01T04:00:00Z' });
  const { platform } = world;
  const { shopId } = await world.shop('tea', { currency: 'CNY', timeZone: 'Asia/Shanghai' });
  const shop = (await findShop(platform.db, 'tea'))!;
  const salt = 'tea';
  const holdout = { salt, share: 4000 };
  const ids = Array.from({ length: 300 }, (_, n) => n + 1);
  /** Whoever is merged into another is no customer; the last came when the days had begun. */
  const isMerged = (id: number) => id % 50 === 0;
  const isNew = (id: number) => id > 290;
  const tierOf = (id: number) => ['regular', 'silver', 'gold'][drawn(id, 1) % 3]!;
  const bought = (id: number) => (drawn(id, 2) % 4) * 1000 + (inHoldout(holdout, id) ? 0 : 500);

  await withShop(platform.db, shopId, async (tx) => {
    await sql`insert into compliance.holdouts (shop_id, salt, share) values (${shopId}, ${salt}, ${holdout.share})`.execute(
      tx,
    );
    await sql`insert into analytics.model_settings (shop_id, model, settings, version, changed_by, changed_at)
      values (${shopId}, 'value', '{"margin": "rate", "margin_rate": 0.5}', 1, 'test', now())`.execute(tx);
    await sql`insert into customers.persons (shop_id, person_id, customer_id, first_seen_at, last_seen_at)
      select ${shopId}, it, case when it % 50 = 0 then 1 else it end,
        case when it > 290 then '2026-02-20'::timestamptz else '2025-01-01' end, '2026-02-28'
      from generate_series(1, 300) it`.execute(tx);
    const rules = JSON.stringify(usualRules(100));
    await sql`insert into loyalty.tier_rules (shop_id, version, rules, made_by, made_at)
      values (${shopId}, 1, ${rules}::jsonb, 'test', '2026-01-31T20:00:00Z')`.execute(tx);
    // A move within the days changes nobody's side of the comparison.
    for (const id of ids)
      for (const [n, [day, to]] of [
        ['2026-02-01', tierOf(id)],
        ['2026-02-15', 'diamond'],
      ].entries())
        if (to !== 'regular')
          await sql`insert into loyalty.tier_moves (shop_id, person_id, move, from_tier, to_tier, reason, cause, figure, version, day, at)
            values (${shopId}, ${id}, ${n + 1}, null, ${to}, 'earned', 'rules', 1, 1, ${day}::date, ${day}::date)`.execute(
            tx,
          );
    await sql`insert into loyalty.benefit_grants (shop_id, person_id, benefit, tier, key, version, gift, cost_minor, state, granted_at)
      select ${shopId}, it, 'upgrade-gift', 'silver', 'upgrade:silver', 1, '{"points": 100}', 25, 'given', '2026-02-10'
      from generate_series(1, 4) it`.execute(tx);
  });
  await platform.clickhouse.insert(
    'override_rows',
    ids
      .filter(isMerged)
      .map((id) => ({ shop_id: shopId, person_id: id, customer_id: 1, version: 1, is_deleted: 0 })),
  );
  await platform.clickhouse.command('SYSTEM RELOAD DICTIONARY {{dictionary person_overrides}}');
  const order = (id: number, n: number, paidAt: string, paid: number, more: object = {}) => ({
    ...{ shop_id: shopId, order_id: id * 10 + n, person_id: id, state: 'paid', is_paid: 1, currency: 'CNY' },
    ...{ created_at: paidAt, paid_at: paidAt, paid_minor: paid, refunded_minor: 0, version: 1, ...more },
  });
  await platform.clickhouse.insert(
    'orders',
    ids.flatMap((id) => [
      order(id, 1, '2026-02-05T00:00:00Z', bought(id) + 100, { refunded_minor: 100 }),
      order(id, 2, '2026-01-15T00:00:00Z', 77_777),
      order(id, 3, '2026-02-06T00:00:00Z', 55_555, { state: 'cancelled' }),
      order(id, 4, '2026-02-06T00:00:00Z', 33_333, { currency: 'USD' }),
    ]),
  );

  const found = await showMargin({ platform, shop });
  expect(found).toMatchObject({ from: '2026-02-01', to: '2026-03-01', margin_rate: 0.5, holdout_share: 0.4 });
  const salesOf = (id: number) =>
    bought(id) + (id === 1 ? ids.filter(isMerged).reduce((sum, one) => sum + bought(one), 0) : 0);
  for (const code of ['regular', 'silver', 'gold'] as const) {
    const own = ids.filter((id) => !isMerged(id) && !isNew(id) && tierOf(id) === code);
    const side = (isHeld: boolean) => own.filter((id) => inHoldout(holdout, id) === isHeld);
    const mean = (some: number[]) => some.reduce((sum, id) => sum + salesOf(id) / 2, 0) / some.length;
    const variance = (some: number[]) =>
      some.reduce((sum, id) => sum + (salesOf(id) / 2 - mean(some)) ** 2, 0) /
      (some.length - 1) /
      some.length;
    const [told, held] = [side(false), side(true)];
    const difference = mean(told) - mean(held);
    const half = 1.959963985 * Math.sqrt(variance(told) + variance(held));
    const tier = found.tiers.find((it) => it.tier === code)!;
    expect(tier).toMatchObject({ customers: told.length, held_out: held.length });
    expect(tier.margin_minor).toBeCloseTo(mean(told), 6);
    expect(tier.held_out_margin_minor).toBeCloseTo(mean(held), 6);
    expect(tier.difference!.value).toBeCloseTo(difference, 6);
    expect(tier.difference!.low).toBeCloseTo(difference - half, 4);
    expect(tier.protected!.value).toBe(Math.round(difference * told.length));
    expect(tier.cost_minor).toBe(code === 'silver' ? 100 : 0);
  }
  expect(found.tiers.find(({ tier }) => tier === 'diamond')).toMatchObject({
    customers: 0,
    difference: null,
  });

  // Everybody's year is added up once a day, and anew where rules or the holdout are others; costs are those of now.
  const bySilver = async () => {
    const { tiers, counted_at: at } = await showMargin({ platform, shop });
    const { margin_minor: margin, cost_minor: cost } = tiers.find(({ tier }) => tier === 'silver')!;
    return { at, margin, cost };
  };
  const before = await bySilver();
  await platform.clickhouse.insert(
    'orders',
    ids.map((id) => order(id, 5, '2026-02-07T00:00:00Z', 1000)),
  );
  await withShop(platform.db, shopId, (tx) =>
    sql`update loyalty.benefit_grants set cost_minor = 26 where shop_id = ${shopId}`.execute(tx),
  );
  world.clock.advance(3_600_000);
  await keepMargin({ platform, shop });
  expect(await bySilver()).toEqual({ ...before, cost: 104 });
  world.clock.advance(24 * 3_600_000);
  expect(await bySilver(), 'that of yesterday until it is counted').toEqual({ ...before, cost: 104 });
  await keepMargin({ platform, shop });
  const after = await bySilver();
  expect(after.margin).toBeCloseTo(before.margin! + 500, 6);
  await withShop(platform.db, shopId, (tx) =>
    sql`update compliance.holdouts set share = 9000 where shop_id = ${shopId}`.execute(tx),
  );
  expect((await bySilver()).margin).not.toBe(after.margin);
});
