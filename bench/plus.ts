import { sql } from 'kysely';
import { showMargin } from '../src/domains/loyalty/benefits/show-margin.ts';
import { showReport, usualRules } from '../src/domains/loyalty/index.ts';
import { readCohorts, readPlanCosts, readPlanFigures } from '../src/domains/loyalty/plus/report-store.ts';
import { createShop, findShop, type Shop } from '../src/platform/auth/index.ts';
import { readConfig } from '../src/platform/config.ts';
import { type Tx, withShop } from '../src/platform/db/postgres.ts';
import { orThrow } from '../src/platform/errors.ts';
import { openPlatform } from '../src/platform/open-platform.ts';
import type { Platform } from '../src/platform/platform.ts';
import { withDataDir } from './run-shuke.ts';

const SUBSCRIPTIONS = Number(process.env.BENCH_SUBSCRIPTIONS ?? 1_000_000);
const PERIODS = 3;
const USES = 3;
const ROUNDS = 3;

/**
 * The pages that add up what memberships bring and cost: the report of PLUS, part by part, and the margin of benefits, as it opens once
 * it was counted. A customer each has a subscription of three periods with three uses, an order that cost a benefit, and a gift.
 * In the data directory of `BENCH_DATA` where that is told, which is filled once.
 */
export const plusFigures = (): Promise<object> =>
  process.env.BENCH_DATA === undefined ? withDataDir(figures) : figures(process.env.BENCH_DATA);

async function figures(dataDir: string): Promise<object> {
  const config = orThrow(readConfig({ SHUKE_DATA: dataDir, SHUKE_LOG_LEVEL: 'warn' }));
  const platform = orThrow(await openPlatform(config));
  try {
    const shop = (await findShop(platform.db, 'bench')) ?? (await prepare(platform));
    const { shopId, timeZone, currency } = shop;
    const now = platform.clock.now();
    const read = (work: (tx: Tx) => Promise<unknown>) => timed(() => withShop(platform.db, shopId, work));
    return {
      ...{ subscriptions: SUBSCRIPTIONS, periods: PERIODS * SUBSCRIPTIONS, uses: USES * SUBSCRIPTIONS },
      seconds: {
        plans: await read((tx) => readPlanFigures(tx, shopId, now)),
        costs: await read((tx) => readPlanCosts(tx, shopId)),
        cohorts: await read((tx) => readCohorts(tx, shopId, { timeZone, at: now })),
        report: await read((tx) => showReport(tx, { shopId, timeZone, currency, now })),
        margin_counted: await timed(() => showMargin({ platform, shop, from: '2000-01-01' }), 1),
        margin: await timed(() => showMargin({ platform, shop })),
      },
      at_most: { seconds: 2, margin_counted: 30 },
    };
  } finally {
    await platform.close();
  }
}

/** Each round, in seconds. */
async function timed(work: () => Promise<unknown>, rounds = ROUNDS): Promise<number[]> {
  const took: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const began = performance.now();
    await work();
    took.push(Math.round((performance.now() - began) / 10) / 100);
  }
  return took;
}

async function prepare(platform: Platform): Promise<Shop> {
  const wanted = { slug: 'bench', name: 'bench', currency: 'CNY', timeZone: 'Asia/Shanghai' };
  const { shopId } = orThrow(await createShop(platform, wanted));
  const rules = JSON.stringify(usualRules(100));
  // Rows that follow from numbers need no looking up one by one: a minute instead of five.
  const owner = await platform.openOwner();
  const { rows } = await owner.query<{ drop: string }>(`
    select format('alter table %s drop constraint %I', conrelid::regclass, conname) as drop from pg_constraint
    where contype = 'f' and conrelid::regclass::text ~ '^loyalty\\.(plus_|benefit_)'`);
  for (const { drop } of rows) await owner.query(drop);
  await owner.end();
  await withShop(platform.db, shopId, async (tx) => {
    await sql`set local statement_timeout = 0`.execute(tx);
    for (const statement of rowsOf(shopId, rules)) await statement.execute(tx);
  });
  await platform.clickhouse.command(
    `INSERT INTO orders (shop_id, order_id, person_id, state, is_paid, created_at, paid_at, currency, paid_minor, version)
SELECT {shop:UInt32}, number + 1, number % {customers:UInt32} + 1, 'paid', 1, at, at, 'CNY', 1000 + cityHash64(number) % 200000, 1
FROM (SELECT number, toDateTime64({now:UInt32} - cityHash64(number, 1) % 30000000, 3, 'UTC') AS at FROM numbers(${2 * SUBSCRIPTIONS}))`,
    {
      ...{ shop: shopId, customers: SUBSCRIPTIONS },
      now: Math.floor(platform.clock.now().getTime() / 1000),
    },
  );
  const vacuum = await platform.openOwner();
  await vacuum.query('vacuum analyze');
  await vacuum.end();
  return (await findShop(platform.db, 'bench'))!;
}

const name = JSON.stringify({ zh: '卡', en: 'card' });

/** Persons, five plans, subscriptions that began within two years, their periods, acts, and what benefits of tiers cost. */
const rowsOf = (shopId: number, rules: string) => [
  sql`insert into customers.persons (shop_id, person_id, customer_id, first_seen_at, last_seen_at)
    select ${shopId}, it, it, now() - interval '3 years', now() from generate_series(1, ${SUBSCRIPTIONS}) it`,
  sql`insert into loyalty.plus_plans (shop_id, is_offered, made_by, made_at)
    select ${shopId}, true, 'bench', now() from generate_series(1, 5)`,
  sql`insert into loyalty.plus_terms (shop_id, plan_id, version, terms, made_by, made_at)
    select ${shopId}, plan_id, 1, jsonb_build_object('name', ${name}::jsonb, 'price', case when plan_id % 5 = 0
      then '{"kind":"points","points":300,"worth_minor":1500}'::jsonb else '{"kind":"money","minor":2500}' end), 'bench', now()
    from loyalty.plus_plans where shop_id = ${shopId}`,
  sql`insert into loyalty.plus_subscriptions (shop_id, person_id, plan_id, state, auto_renew, month_day, last_no, begins_at, paid_to,
      paid_day, ended_at, end_reason, made_by, trial_plan_id, first_paid_at)
    select ${shopId}, n, p.plan_id, case when n % 4 = 0 then 'active' else 'expired' end, true, 1, ${PERIODS}, at,
      at + ${PERIODS} * interval '30 days', (at + ${PERIODS} * interval '30 days')::date,
      case when n % 4 > 0 then at + ${PERIODS} * interval '30 days' end, case when n % 4 > 0 then 'unpaid' end, 'bench',
      case when n % 3 = 0 then p.plan_id end, at
    from (select n, now() - (n % 700) * interval '1 day' as at from generate_series(1, ${SUBSCRIPTIONS}) n) s
    join (select plan_id, row_number() over (order by plan_id) - 1 as nth from loyalty.plus_plans
      where shop_id = ${shopId}) p on p.nth = s.n % 5`,
  sql`insert into loyalty.plus_periods (shop_id, subscription_id, no, plan_id, version, paid_minor, paid_points, begins_at, ends_at)
    select ${shopId}, subscription_id, no, plan_id, 1, case when person_id % 5 < 4 then 2500 end,
      case when person_id % 5 = 4 then 300 end, begins_at + (no - 1) * interval '30 days', begins_at + no * interval '30 days'
    from loyalty.plus_subscriptions, generate_series(1, ${PERIODS}) no where shop_id = ${shopId}`,
  sql`insert into loyalty.plus_acts (shop_id, subscription_id, no, kind, key, asked, benefit, count, minor, ends_at, made_by, at, plan_id)
    select ${shopId}, subscription_id, 1, 'use', subscription_id || ':' || u, '', case u when 1 then 'member-price' else 'free-shipping' end,
      1, 600, paid_to, 'bench', begins_at, plan_id
    from loyalty.plus_subscriptions, generate_series(1, ${USES}) u where shop_id = ${shopId}`,
  sql`insert into loyalty.tier_rules (shop_id, version, rules, made_by, made_at)
    values (${shopId}, 1, ${rules}::jsonb, 'bench', now() - interval '2 years')`,
  sql`insert into loyalty.tier_moves (shop_id, person_id, move, to_tier, reason, cause, figure, version, day, at)
    select ${shopId}, n, 1, (array['silver', 'gold', 'diamond'])[n % 3 + 1], 'joined', 'rules', 1, 1,
      (now() - interval '2 years')::date, now() - interval '2 years'
    from generate_series(1, ${SUBSCRIPTIONS}, 2) n`,
  sql`insert into loyalty.benefit_grants (shop_id, person_id, benefit, tier, key, version, gift, cost_minor, state, granted_at, expires_at)
    select ${shopId}, n, (array['birthday-gift', 'upgrade-gift', 'exclusive-coupon'])[n % 3 + 1],
      (array['silver', 'gold', 'diamond'])[n % 3 + 1], 'bench', 1, '{"points": 100}', 100, 'given',
      now() - (n % 360) * interval '1 day', null from generate_series(1, ${SUBSCRIPTIONS}) n`,
  sql`insert into loyalty.order_benefits (shop_id, order_id, benefit, tier, whole_minor, cost_minor, paid_at)
    select ${shopId}, n, (array['member-price', 'free-shipping'])[n % 2 + 1], (array['silver', 'gold', 'diamond'])[n % 3 + 1], 100, 100,
      now() - (n % 360) * interval '1 day' from generate_series(1, ${SUBSCRIPTIONS}) n`,
];
