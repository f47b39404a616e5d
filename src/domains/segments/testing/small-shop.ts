import fc from 'fast-check';
import type { ClickHouse } from '../../../platform/clickhouse/clickhouse.ts';
import type { Known } from '../known.ts';

/** A small shop as tests draw it: rows as the mirror and models would have written them, of six persons. */
export interface SmallShop {
  readonly timeZone: string;
  /** The moment it is looked at. */
  readonly at: number;
  /** Customer of each person, from person 1 on: the smallest person of the customer. */
  readonly customers: readonly number[];
  readonly rows: Readonly<Record<string, readonly object[]>>;
  readonly members: readonly { readonly segment: number; readonly members: readonly number[] }[];
}

const HOUR = 3_600_000;
const start = Date.parse('2024-03-29T00:00:00Z');
const iso = (time: number): string => new Date(time).toISOString();

/** Instants crowd: at one second, a window apart to the millisecond, at the midnights of zones. */
const instant = fc
  .tuple(
    fc.integer({ min: -1, max: 4 }),
    fc.constantFrom(0, 0, 4, 10, 12, 16, 22, 23),
    fc.constantFrom(-1, 0, 0, 1, 60_000),
  )
  .map(([day, hour, off]) => start + day * 24 * HOUR + hour * HOUR + off);

const people = 6;
const personId = fc.integer({ min: 1, max: people });
const channel = fc.constantFrom('', 'web', 'app');
const money = fc.constantFrom(0, 100, 500, 501, 1000);
const currency = fc.constantFrom('CNY', 'CNY', '', 'USD');
/** 0: none; 5: one that nobody told of. */
const productId = fc.integer({ min: 0, max: 5 });

/** Somebody of a leap day, somebody of another year, and those of these days. */
const first = fc.oneof(
  { weight: 3, arbitrary: instant },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      ...['2020-02-29T12:00:00Z', '2023-03-30T12:00:00Z', '2022-04-01T04:00:00Z', '2024-02-29T16:00:00Z'].map(
        Date.parse,
      ),
    ),
  },
);

const person = fc.record({
  ...{ first, last: instant },
  traits: fc.constantFrom(
    ...[{}, { city: '"上海"' }, { city: '"杭州"', age: '12' }, { age: '7.5', vip: 'true' }],
    { joined: '"2024-03-02"', city: '""' },
  ),
  tags: fc.subarray([11, 12]),
  tagEnd: fc.option(instant),
  consents: fc.subarray(['marketing:sms:+0', 'marketing:sms:-0', 'marketing:sms:++', 'minor']),
  barred: fc.constantFrom(0, 0, 0, 0, 0, 0, 0, 0, 0, 1),
});

const event = fc.record({
  ...{ personId, channel, productId, at: instant, amount: money, currency },
  name: fc.constantFrom('A', 'A', 'B', 'C', 'Order Completed'),
  category: fc.constantFrom('', '', '家居'),
  quantity: fc.integer({ min: 0, max: 3 }),
  properties: fc.constantFrom('{}', '{"path":"/p"}', '{"path":"/q","price":12.5}'),
  orderNo: fc.constantFrom('', '', 'n1'),
});

const order = fc.record({
  ...{ personId, channel, createdAt: instant, paidAt: fc.option(instant), paid: money, currency },
  lines: fc.array(productId, { maxLength: 2 }),
  refund: fc.option(fc.record({ at: instant, amount: money, state: fc.constantFrom('done', 'open') })),
});

const tie = fc.record({
  personId,
  role: fc.constantFrom('leader', 'member'),
  no: fc.constantFrom('t1', 't2'),
});

const account = fc.record({
  personId,
  lasting: fc.constantFrom(0, 0, 100, -50),
  ending: fc.array(fc.record({ end: instant, points: fc.constantFrom(1, 50, 100) }), { maxLength: 3 }),
});
const period = fc.record({
  ...{ personId, begins: instant, ends: instant, no: fc.constantFrom(0, 1, 2) },
  ...{ plan: fc.constantFrom(1, 2), isOpen: fc.constantFrom(0, 0, 0, 1) },
});
const customers = fc.constantFrom(
  [1, 1, 1, 4, 4, 6],
  [1, 2, 2, 4, 1, 6],
  [1, 2, 3, 4, 5, 6],
  [1, 1, 1, 1, 1, 1],
);

export const smallShop: fc.Arbitrary<SmallShop> = fc
  .record({
    timeZone: fc.constantFrom('Asia/Shanghai', 'Europe/London', 'Pacific/Kiritimati', 'America/Santiago'),
    // Mostly behind what happened.
    at: fc.oneof(instant, fc.constant(start + 5 * 24 * HOUR)),
    customers,
    persons: fc.array(person, { minLength: people, maxLength: people }),
    events: fc.array(event, { maxLength: 16 }),
    orders: fc.array(order, { maxLength: 6 }),
    ties: fc.array(tie, { maxLength: 4 }),
    accounts: fc.array(account, { maxLength: 5 }),
    periods: fc.array(period, { maxLength: 5 }),
    scored: fc.uniqueArray(personId),
    listed: fc.uniqueArray(fc.record({ list: fc.constantFrom(1, 2), person: personId }), {
      maxLength: 4,
      selector: (one) => `${one.list} ${one.person}`,
    }),
    members: fc.uniqueArray(
      fc.record({ segment: fc.constantFrom(1, 2), members: fc.uniqueArray(personId) }),
      { maxLength: 2, selector: (one) => one.segment },
    ),
    moves: fc.array(fc.record({ customer: personId, entered: fc.constantFrom(0, 1) }), { maxLength: 4 }),
  })
  .map(({ timeZone, at, customers: owners, members, ...drawn }) => ({
    ...{ timeZone, at, customers: owners, members },
    rows: rowsOf({ ...drawn, customers: owners }),
  }));

type Drawn<A> = A extends fc.Arbitrary<infer T> ? T : never;

interface Raw {
  readonly customers: readonly number[];
  readonly persons: readonly Drawn<typeof person>[];
  readonly events: readonly Drawn<typeof event>[];
  readonly orders: readonly Drawn<typeof order>[];
  readonly ties: readonly Drawn<typeof tie>[];
  readonly accounts: readonly Drawn<typeof account>[];
  readonly periods: readonly Drawn<typeof period>[];
  readonly scored: readonly number[];
  readonly listed: readonly { readonly list: number; readonly person: number }[];
  readonly moves: readonly { readonly customer: number; readonly entered: number }[];
}

const products = [
  { product_id: 1, canonical_id: 1, category_1: '家居' },
  { product_id: 2, canonical_id: 2, category_1: '母婴' },
  { product_id: 3, canonical_id: 2, category_1: '母婴' },
  { product_id: 4, canonical_id: 4, category_1: '' },
];

const standings = [
  { quadrant: 'often-much', stage: 'new', rfm_group: 'x' },
  { quadrant: 'seldom-much', stage: 'lost', rfm_group: 'often-much' },
];

function rowsOf(it: Raw): Record<string, object[]> {
  const { lines, ...orderTables } = orderRows(it.orders);
  return {
    persons: it.persons.map((one, n) => ({ person_id: n + 1, version: 1, ...personRow(one) })),
    override_rows: it.customers.flatMap((customer, n) =>
      customer === n + 1 ? [] : [{ person_id: n + 1, customer_id: customer, version: 1 }],
    ),
    products: products.map((one) => ({ ...one, version: 1 })),
    events: it.events.map(eventRow),
    ...{ ...orderTables, order_lines: lines },
    ties: it.ties.map((one, n) => ({
      ...{ tie_id: n + 1, person_id: one.personId, tie_kind: 'group-buy', tie_no: one.no },
      ...{ tie_role: one.role, version: 1 },
    })),
    scores: it.scored.flatMap((id) => {
      const one = { as_of: '2024-03-28', run_id: 9, customer_id: id, model: 'm', version: 1 };
      const liked = { value: (id % 4) / 4, word: id % 3 === 0 ? '食品' : '家居' };
      return [
        { ...one, score: 'lifetime-value', value: id / 2, word: '' },
        { ...one, score: 'interest-category', ...liked },
      ];
    }),
    points_held: it.accounts.map(accountRow),
    plus_periods: it.periods.map(periodRow),
    list_persons: it.listed.map((one) => ({ list_id: one.list, person_id: one.person })),
    people: it.scored.map((id) => ({ slot: 2, build: 7, customer_id: id, ...standings[id % 2] })),
    segment_moves: it.moves.map((one, n) => ({
      ...{ segment_id: 1, refresh: 5, customer_id: one.customer, move: n + 1, entered: one.entered },
      ...{ at: iso(start), cause: 'event' },
    })),
  };
}

const personRow = (it: Drawn<typeof person>) => ({
  ...{ first_seen_at: iso(it.first), last_seen_at: iso(it.last), traits: it.traits },
  ...{ tags: it.tags, consents: it.consents, profiling_barred: it.barred },
  tag_ends: it.tags.map(() => iso(it.tagEnd ?? Date.parse('2100-01-01T00:00:00Z')).slice(0, 19)),
});

const accountRow = (it: Drawn<typeof account>, n: number) => ({
  ...{ account_id: n + 1, person_id: it.personId, lasting: it.lasting, version: 1 },
  ...{ ends: it.ending.map(({ end }) => iso(end)), ending: it.ending.map((one) => one.points) },
});

const periodRow = (it: Drawn<typeof period>, n: number) => ({
  ...{ subscription_id: n + 1, no: it.no, person_id: it.personId, plan_id: it.plan, version: 1 },
  ...{ begins_at: iso(it.begins), ends_at: iso(it.ends), is_open: it.isOpen },
});

/** The client's own time is an hour off: the corrected one counts. */
const eventRow = (it: Drawn<typeof event>, n: number) => ({
  ...{ person_id: it.personId, time: iso(it.at - HOUR), message_id: `m${n}`, corrected_time: iso(it.at) },
  ...{ received_at: iso(it.at), name: it.name, channel: it.channel, product_id: it.productId },
  ...{ category: it.category, order_no: it.orderNo, quantity: it.quantity, amount_minor: it.amount },
  ...{ currency: it.currency, properties: it.properties },
});

function orderRows(orders: readonly Drawn<typeof order>[]) {
  const rows = orders.map((it, n) => ({
    ...{
      order_id: n + 1,
      person_id: it.personId,
      channel: it.channel,
      version: 1,
      quantity: it.lines.length,
    },
    ...{ state: it.paidAt === null ? 'created' : 'paid', created_at: iso(it.createdAt) },
    ...{ is_paid: it.paidAt === null || it.paid === 0 ? 0 : 1, currency: it.currency || 'CNY' },
    ...{ paid_at: it.paidAt === null ? null : iso(it.paidAt), paid_minor: it.paid },
  }));
  const lines = orders.flatMap((it, n) =>
    it.lines.map((product, at) => ({
      ...{ order_id: n + 1, line_key: String(at), person_id: it.personId, product_id: product, version: 1 },
      ...{ is_paid: it.paidAt === null || it.paid === 0 ? 0 : 1, currency: it.currency || 'CNY' },
      paid_at: it.paidAt === null ? null : iso(it.paidAt),
    })),
  );
  const refunds = orders.flatMap((it, n) =>
    it.refund === null
      ? []
      : [
          {
            ...{ refund_id: n + 1, order_id: n + 1, person_id: it.personId, channel: it.channel, version: 1 },
            ...{ state: it.refund.state, refunded_at: iso(it.refund.at), amount_minor: it.refund.amount },
            currency: it.currency || 'CNY',
          },
        ],
  );
  const refundLines = orders.flatMap((it, n) =>
    it.refund === null
      ? []
      : it.lines.map((product, at) => ({
          ...{
            refund_id: n + 1,
            line_key: String(at),
            person_id: it.personId,
            product_id: product,
            version: 1,
          },
        })),
  );
  return { orders: rows, lines, refunds, refund_lines: refundLines };
}

/** Under a shop number not used before. */
export async function storeSmallShop(clickhouse: ClickHouse, shopId: number, it: SmallShop): Promise<void> {
  for (const [table, rows] of Object.entries(it.rows))
    if (rows.length > 0)
      await clickhouse.insert(
        table,
        rows.map((row) => ({ shop_id: shopId, ...row })),
      );
  if (it.members.length > 0)
    await clickhouse.insert(
      'segment_members',
      it.members.map(({ segment, members }) => ({
        ...{ shop_id: shopId, segment_id: segment, refresh: 5, members: members.toSorted((a, b) => a - b) },
      })),
    );
  await clickhouse.command('SYSTEM RELOAD DICTIONARY {{dictionary person_overrides}}');
}

/** What was looked up of such a shop. */
export const knownOf: Known = {
  tagNumbers: new Map([
    ['vip', '11'],
    ['老客', '12'],
  ]),
  scores: new Map(
    ['lifetime-value', 'interest-category'].map((code) => [
      code,
      { code, runId: 9, asOf: '2024-03-28', model: 'm', version: 1, confidence: 'usual' },
    ]),
  ),
  build: { slot: 2, build: 7 },
  refreshes: new Map([
    [1, 5],
    [2, 5],
  ]),
  birthdays: new Map([
    ['today', [2, 5]],
    ['this-month', [1]],
  ]),
  bands: new Map([
    ['lifetime-value 0 80', { low: null, high: 2.5 }],
    ['lifetime-value 0 100', { low: null, high: null }],
    ['lifetime-value 50 80', { low: 1.5, high: 2.5 }],
    ['lifetime-value 50 100', { low: 1.5, high: null }],
  ]),
  alikes: new Map([
    ['1 2', [2, 6]],
    ['1 3', [2, 5, 6]],
  ]),
};
