import fc from 'fast-check';
import type { ClickHouse } from '../../../platform/clickhouse/clickhouse.ts';

/** What the customers of a small shop did, as tests make it up: events, and orders that are events too. */
export interface Behaviour {
  readonly timeZone: string;
  /** Customer of each person, from person 1 on: the smallest person of the customer. */
  readonly customers: readonly number[];
  readonly events: readonly Done[];
  readonly orders: readonly Ordered[];
}

export interface Done {
  readonly personId: number;
  readonly name: string;
  readonly time: number;
  readonly channel: string;
  readonly category: string;
  readonly quantity: number;
  readonly properties: Readonly<Record<string, string | number>>;
  readonly orderNo: string;
}

export interface Ordered {
  readonly personId: number;
  readonly createdAt: number;
  readonly paidAt: number | null;
  readonly channel: string;
  readonly quantity: number;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Clocks go forward in London and Lord Howe's go back, and Santiago's skip midnight, within a few days of these. */
const zones = [
  'Asia/Shanghai',
  'Europe/London',
  'America/Santiago',
  'Australia/Lord_Howe',
  'Pacific/Kiritimati',
];
const starts = ['2024-03-29T00:00:00Z', '2024-04-05T00:00:00Z', '2024-09-06T00:00:00Z'].map(Date.parse);

const firstDay = fc.constantFrom(...starts);

/** Instants crowd: at one second, a window apart to the millisecond, at the midnights of zones. */
const offset = fc
  .tuple(
    fc.integer({ min: 0, max: 4 }),
    fc.constantFrom(0, 0, 1, 3, 4, 10, 12, 15.5, 16, 23),
    fc.constantFrom(-1, 0, 0, 0, 1, 1000, 60_000),
  )
  .map(([day, hour, off]) => day * DAY + hour * HOUR + off);

const personId = fc.integer({ min: 1, max: 5 });
const names = ['A', 'B', 'C', 'X', 'Order Completed'];

const event = fc.record({
  personId,
  name: fc.constantFrom(...names),
  time: offset,
  channel: fc.constantFrom('', 'web', 'app'),
  category: fc.constantFrom('', '家居', '母婴'),
  quantity: fc.integer({ min: 0, max: 3 }),
  properties: fc.constantFrom<Record<string, string | number>>(
    {},
    { path: '/p' },
    { path: '/q', price: 12.5 },
  ),
  orderNo: fc.constantFrom('', '', '', 'n1'),
});

const order = fc.record({
  personId,
  createdAt: offset,
  paidAt: fc.option(offset),
  channel: fc.constantFrom('web', 'pinduoduo'),
  quantity: fc.integer({ min: 1, max: 3 }),
});

/** Three persons who may be one customer or three, and two more. */
const customers = fc.constantFrom([1, 1, 1, 4, 4], [1, 2, 2, 4, 1], [1, 2, 3, 4, 5]);

export const behaviour: fc.Arbitrary<Behaviour & { readonly start: number }> = fc
  .record({
    timeZone: fc.constantFrom(...zones),
    start: firstDay,
    customers,
    events: fc.array(event, { maxLength: 24 }),
    orders: fc.array(order, { maxLength: 4 }),
  })
  .map((it) => ({
    ...it,
    events: it.events.map((one) => ({ ...one, time: it.start + one.time })),
    orders: it.orders.map((one) => ({
      ...one,
      createdAt: it.start + one.createdAt,
      paidAt: one.paidAt === null ? null : it.start + one.paidAt,
    })),
  }));

const iso = (time: number): string => new Date(time).toISOString();

/** Writes it as ingest and the mirror would, under a shop number not used before. */
export async function storeBehaviour(clickhouse: ClickHouse, shopId: number, it: Behaviour): Promise<void> {
  const at = { shop_id: shopId, version: 1 };
  await clickhouse.insert(
    'persons',
    it.customers.map((_, n) => ({
      ...{
        ...at,
        person_id: n + 1,
        first_seen_at: '2024-01-01T00:00:00Z',
        last_seen_at: '2024-01-01T00:00:00Z',
      },
    })),
  );
  const joined = it.customers.flatMap((customer, n) =>
    customer === n + 1 ? [] : [{ ...at, person_id: n + 1, customer_id: customer }],
  );
  if (joined.length > 0) await clickhouse.insert('override_rows', joined);
  await clickhouse.insert(
    'events',
    it.events.map((one, n) => ({ shop_id: shopId, ...eventRow(one, n) })),
  );
  await clickhouse.insert(
    'orders',
    it.orders.map((one, n) => ({ ...at, ...orderRow(one, n) })),
  );
  await clickhouse.command('SYSTEM RELOAD DICTIONARY {{dictionary person_overrides}}');
}

/** The client's own time is an hour off: the corrected one counts. */
const eventRow = (it: Done, n: number) => ({
  ...{ person_id: it.personId, time: iso(it.time - HOUR), message_id: `m${n}`, corrected_time: iso(it.time) },
  ...{ received_at: iso(it.time), name: it.name, channel: it.channel, category: it.category },
  ...{ quantity: it.quantity, order_no: it.orderNo, properties: JSON.stringify(it.properties) },
});

const orderRow = (it: Ordered, n: number) => ({
  ...{ order_id: n + 1, person_id: it.personId, channel: it.channel, quantity: it.quantity, currency: 'CNY' },
  ...{ state: it.paidAt === null ? 'created' : 'paid', is_paid: it.paidAt === null ? 0 : 1, paid_minor: 100 },
  ...{ created_at: iso(it.createdAt), paid_at: it.paidAt === null ? null : iso(it.paidAt) },
});
