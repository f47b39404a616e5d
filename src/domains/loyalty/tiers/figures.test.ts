import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { cases } from '../../../../test/properties.ts';
import { type BothTopologies, bothTopologies } from '../../../../test/two-shards.ts';
import { openWorld, type World } from '../../../../test/world.ts';
import { type TierRules, tierPeriods } from '../../../contract/tiers.ts';
import { quote } from '../../../platform/clickhouse/literal.ts';
import { boundValues } from '../../analytics/index.ts';
import { differencesSql } from '../benefits/price-differences-sql.ts';
import { type Happened, slowFigures } from '../testing/slow-figures.ts';
import { figuresSql } from './figures-sql.ts';
import { clvSql, rfmSql } from './profile-sql.ts';
import { usualRules } from './usual-rules.ts';

let world: World;
let both: BothTopologies;
let shopId = 9000;

beforeAll(async () => {
  world = await openWorld();
  both = await bothTopologies(world.platform.clickhouse);
});
afterAll(() => world.close());

/** Instants crowd at midnights, at the ends of years and on 28 and 29 February. */
const instant = fc
  .tuple(
    fc.constantFrom(
      '2023-02-28',
      '2023-12-31',
      '2024-01-01',
      '2024-02-29',
      '2024-03-01',
      '2024-12-31',
      '2025-02-27',
    ),
    fc.integer({ min: -14, max: 36 }),
  )
  .map(([day, hours]) => Date.parse(`${day}T00:00:00Z`) + hours * 3_600_000);
const people = 5;
const personId = fc.integer({ min: 1, max: people });
const most = fc.constantFrom(null, null, 7, 100);

const order = fc
  .record({
    ...{
      personId,
      at: instant,
      paid: fc.constantFrom(0, 99, 100, 1250, 50_000),
      part: fc.constantFrom(0, 0, 0.5, 1),
    },
    currency: fc.constantFrom('CNY', 'CNY', 'CNY', 'USD'),
    state: fc.constantFrom('paid', 'paid', 'paid', 'cancelled'),
  })
  .map(({ part, ...it }) => ({ ...it, refunded: Math.floor(it.paid * part) }));
const stray = fc.record({
  personId,
  at: instant,
  amount: fc.constantFrom(50, 1300),
  orderId: fc.constantFrom(0, 0, 9),
});
const deed = fc.record({
  personId,
  at: instant,
  event: fc.constantFrom('Product Reviewed', 'Product Shared', 'Page Viewed'),
});

const rulesDrawn: fc.Arbitrary<TierRules> = fc
  .record({
    measure: fc.constantFrom('growth' as const, 'growth' as const, 'spend' as const, 'orders' as const),
    period: fc.constantFrom(...tierPeriods),
    notice_days: fc.constantFrom(0, 1, 30, 180),
    ...{ spendMost: most, ordersMost: most, deedMost: most },
    tenure: fc.constantFrom(0, 50),
  })
  .map(({ spendMost, ordersMost, deedMost, tenure, ...it }) => {
    const usual = usualRules(100);
    const { spend, orders, deeds } = usual.growth;
    return {
      ...{ ...usual, ...it },
      growth: {
        spend: { ...spend, per_minor: 30, points: 7, most_per_day: spendMost },
        orders: { ...orders, most_per_day: ordersMost },
        ...{ tenure: { points: tenure }, deeds: deeds.map((one) => ({ ...one, most_per_day: deedMost })) },
      },
    };
  });

const drawn = fc.record({
  ...{ orders: fc.array(order, { maxLength: 12 }), strays: fc.array(stray, { maxLength: 3 }) },
  deeds: fc.array(deed, { maxLength: 12 }),
  customers: fc.constantFrom([1, 2, 3, 4, 5], [1, 1, 3, 3, 5], [1, 1, 1, 1, 1]),
  rules: fc.array(rulesDrawn, { minLength: 4, maxLength: 4 }),
  day: fc.constantFrom('2024-02-28', '2024-02-29', '2024-12-31', '2025-01-01', '2025-02-28', '2025-03-01'),
  timeZone: fc.constantFrom('Asia/Shanghai', 'America/Santiago', 'Pacific/Kiritimati'),
});
type Drawn = typeof drawn extends fc.Arbitrary<infer T> ? T : never;

const iso = (at: number) => new Date(at).toISOString();

async function store(it: Drawn): Promise<void> {
  const rows = {
    persons: it.customers.map((_, n) => ({
      ...{ person_id: n + 1, first_seen_at: iso(0), last_seen_at: iso(0), version: 1 },
    })),
    override_rows: it.customers.flatMap((customer, n) =>
      customer === n + 1 ? [] : [{ person_id: n + 1, customer_id: customer, version: 1 }],
    ),
    orders: it.orders.map((one, n) => ({
      ...{ order_id: n + 1, person_id: one.personId, state: one.state, is_paid: Number(one.paid > 0) },
      ...{ created_at: iso(one.at), paid_at: iso(one.at), currency: one.currency, paid_minor: one.paid },
      ...{ refunded_minor: one.refunded, version: 1 },
    })),
    refunds: it.strays.map((one, n) => ({
      ...{ refund_id: n + 1, order_id: one.orderId, person_id: one.personId, state: 'done', version: 1 },
      ...{ refunded_at: iso(one.at), currency: 'CNY', amount_minor: one.amount },
    })),
    events: it.deeds.map((one, n) => ({
      ...{
        person_id: one.personId,
        time: iso(one.at - 9e6),
        message_id: `m${n}`,
        corrected_time: iso(one.at),
      },
      ...{ received_at: iso(one.at), name: one.event },
    })),
  };
  for (const [table, all] of Object.entries(rows))
    if (all.length > 0)
      await both.single.insert(
        table,
        all.map((row) => ({ shop_id: shopId, ...row })),
      );
  await both.single.command('SYSTEM RELOAD DICTIONARY {{dictionary person_overrides}}');
}

/** What counts: paid orders in the shop's money, refunds no order is known for, deeds. */
const happenedTo = (customer: number, it: Drawn): Happened => {
  const own = <T extends { personId: number }>(all: readonly T[]) =>
    all.filter(({ personId: id }) => it.customers[id - 1] === customer);
  return {
    orders: own(it.orders)
      .filter((o) => o.currency === 'CNY' && o.paid > 0)
      .map((o) => ({ ...o, isCancelled: o.state === 'cancelled' })),
    strays: own(it.strays).filter(({ orderId }) => orderId === 0),
    deeds: own(it.deeds),
  };
};

interface Row {
  readonly customer_id: number;
  readonly figure: string;
  readonly ahead: string;
  readonly ungiven: string;
}

it('the measure of everybody in one statement is that of each told the slow way, on one node and on two shards', async () => {
  let above = 0;
  await fc.assert(
    fc.asyncProperty(drawn, async (it) => {
      shopId += 1;
      await store(it);
      for (const rules of it.rules) {
        const bound = boundValues('t');
        const ask = { rules, day: it.day, zone: quote(it.timeZone), currency: 'CNY', bound };
        const sql = `${figuresSql(ask)} ORDER BY customer_id`;
        const rows = await both.ask<Row>({ sql, shopId, params: bound.params });
        const slow = [...new Set(it.customers)]
          .map((id) => ({ customer_id: id, ...slowFigures(happenedTo(id, it), { ...it, rules }) }))
          .filter(({ figure, ahead, ungiven }) => figure + ahead + ungiven > 0);
        above += slow.length;
        expect(
          rows.map((row) => ({
            customer_id: row.customer_id,
            ...{ figure: Number(row.figure), ahead: Number(row.ahead), ungiven: Number(row.ungiven) },
          })),
        ).toEqual(slow);
      }
    }),
    cases(20, 2),
  );
  expect(above).toBeGreaterThan(10);
});

it('by RFM merged customers have one sum, and whoever objected to profiling is not judged', async () => {
  shopId += 1;
  const row = { slot: 1, build: 3, orders: 1, r: 5, f: 4, m: 3 };
  await both.single.insert(
    'people',
    [1, 2, 3].map((id) => ({ shop_id: shopId, customer_id: id, ...row })),
  );
  await both.single.insert('persons', [
    ...[1, 2, 3, 4].map((id) => ({
      ...{ shop_id: shopId, person_id: id, first_seen_at: iso(0), last_seen_at: iso(0), version: 1 },
      profiling_barred: Number(id > 2),
    })),
  ]);
  await both.single.insert('override_rows', [{ shop_id: shopId, person_id: 2, customer_id: 1, version: 1 }]);
  await both.single.command('SYSTEM RELOAD DICTIONARY {{dictionary person_overrides}}');
  const bound = boundValues('t');
  const sql = `${rfmSql({ slot: 1, build: 3 }, { bound })} ORDER BY customer_id`;
  const rows = await both.ask<Row>({ sql, shopId, params: bound.params });
  expect(rows.map((it) => [it.customer_id, Number(it.figure)])).toEqual([
    [1, 12],
    [3, -1],
    [4, -1],
  ]);
});

it('by lifetime value the newest run counts, less than nothing is nothing, and merged customers have what is said of the one they keep', async () => {
  shopId += 1;
  const score = (customer_id: number, value: number, more: object = {}) => ({
    ...{ shop_id: shopId, score: 'lifetime-value', as_of: '2026-01-10', run_id: 7, model: 'm', version: 1 },
    ...{ customer_id, value, word: '', ...more },
  });
  await both.single.insert('scores', [
    ...[score(1, 1234.5), score(2, 9000), score(3, 800), score(4, -20), score(5, 77.4)],
    ...[score(1, 99_999, { run_id: 6 }), score(5, 5, { as_of: '2026-01-09' })],
    score(4, 50_000, { score: 'alive' }),
  ]);
  await both.single.insert(
    'persons',
    [1, 2, 3, 4, 5].map((id) => ({
      ...{ shop_id: shopId, person_id: id, first_seen_at: iso(0), last_seen_at: iso(0), version: 1 },
      profiling_barred: Number(id === 3),
    })),
  );
  await both.single.insert('override_rows', [{ shop_id: shopId, person_id: 2, customer_id: 1, version: 1 }]);
  await both.single.command('SYSTEM RELOAD DICTIONARY {{dictionary person_overrides}}');
  const run = { code: 'lifetime-value', runId: 7, asOf: '2026-01-10', model: 'm', version: 1 } as const;
  const asked = async (only?: string) => {
    const bound = boundValues('t');
    const sql = `${clvSql({ ...run, confidence: 'usual' }, { bound, only })} ORDER BY customer_id`;
    const rows = await both.ask<Row>({ sql, shopId, params: bound.params });
    return rows.map((it) => [it.customer_id, Number(it.figure)]);
  };
  expect(await asked()).toEqual([
    [1, 1234],
    [3, -1],
    [5, 77],
  ]);
  expect(await asked('(1, 2, 4)')).toEqual([[1, 1234]]);
});

it('lines of one product, day and channel at different prices are found, and no others', async () => {
  shopId += 1;
  const line = (order_id: number, person_id: number, amount_minor: number, more: object = {}) => ({
    ...{ shop_id: shopId, order_id, line_key: '1', person_id, channel: 'taobao', is_paid: 1, version: 1 },
    ...{ paid_at: '2026-01-10T17:00:00Z', currency: 'CNY', product_id: 7, quantity: 1, amount_minor },
    ...more,
  });
  await both.single.insert('order_lines', [
    line(1, 1, 1000),
    // Twice for less each; a coupon is not another price.
    line(2, 2, 1800, { quantity: 2 }),
    line(3, 3, 700, { discount_minor: 300 }),
    line(4, 4, 500, { channel: 'douyin' }),
    line(5, 5, 500, { paid_at: '2026-01-10T15:00:00Z' }),
    line(6, 6, 500, { product_id: 8 }),
    line(7, 7, 400, { currency: 'USD' }),
    line(8, 8, 400, { is_paid: 0 }),
  ]);
  const params = { from: '2026-01-01', to: '2026-01-31', currency: 'CNY', most: 100 };
  const sql = differencesSql(quote('Asia/Shanghai'));
  const rows = await both.ask<{ day: string; order_id: string; price: string }>({ sql, shopId, params });
  expect(rows.map((it) => [it.day, Number(it.order_id), Number(it.price)])).toEqual([
    ['2026-01-11', 1, 1000],
    ['2026-01-11', 3, 1000],
    ['2026-01-11', 2, 900],
  ]);
});
