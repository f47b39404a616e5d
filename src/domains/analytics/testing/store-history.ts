import type { ClickHouse } from '../../../platform/clickhouse/clickhouse.ts';
import { type History, type Order, type Refund, type Tie, tieKindOf } from './history.ts';

const iso = (time: number): string => new Date(time).toISOString();

/**
 * Writes a history into ClickHouse as the mirror would: under a shop number not used before, or, with a greater version,
 * over what was written there.
 */
export async function storeHistory(
  clickhouse: ClickHouse,
  shopId: number,
  history: History,
  version = 1,
): Promise<void> {
  const at = { shop_id: shopId, version };
  await insertAll(clickhouse, {
    persons: history.persons.map((it) => ({ ...at, ...personRow(it) })),
    override_rows: history.persons
      .filter((it) => it.customerId !== it.personId)
      .map((it) => ({ ...at, person_id: it.personId, customer_id: it.customerId })),
    products: history.products.map((it) => ({
      ...{ ...at, product_id: it.productId, canonical_id: it.canonicalId, category_1: it.category },
      ...{ brand: it.brand ?? '', price_minor: it.price ?? null, currency: 'CNY' },
    })),
    orders: history.orders.map((it) => ({ ...at, ...orderRow(it) })),
    order_lines: history.orders.flatMap((it) => lineRows(it).map((row) => ({ ...at, ...row }))),
    ties: tieRows(history).map((it) => ({ ...at, ...it })),
    refunds: history.refunds.map((it) => ({ ...at, ...refundRow(it) })),
    refund_lines: history.refunds.flatMap((it) => refundLineRows(it).map((row) => ({ ...at, ...row }))),
    events: history.events.map((it, index) => ({
      shop_id: shopId,
      ...eventRow(it),
      message_id: `m${index}`,
    })),
    acquisition_spend: history.spend.map((it, index) => ({
      ...{ ...at, spend_id: index + 1, channel: it.channel, day: it.day, currency: it.currency },
      campaign: it.campaign,
      ...{ amount_minor: it.amount, impressions: it.impressions, clicks: it.clicks },
    })),
  });
  await clickhouse.command('SYSTEM RELOAD DICTIONARY {{dictionary person_overrides}}');
}

async function insertAll(clickhouse: ClickHouse, tables: Record<string, object[]>): Promise<void> {
  for (const [table, rows] of Object.entries(tables)) await clickhouse.insert(table, rows);
}

const personRow = (it: History['persons'][number]) => ({
  person_id: it.personId,
  first_seen_at: iso(it.firstSeen),
  last_seen_at: iso(it.lastSeen),
  touched_at: it.touchedAt === null ? null : iso(it.touchedAt),
  touch_channel: it.touchChannel,
  touch_source: it.touchSource,
  touch_campaign: it.touchCampaign,
  province: it.province,
  city: it.city ?? '',
  tier: it.tier,
  profiling_barred: Number(it.isBarred ?? false),
});

const orderRow = (it: Order) => ({
  ...{ order_id: it.orderId, person_id: it.personId, channel: it.channel, province: it.province },
  ...{ city: it.city ?? '' },
  ...{ state: it.isPaid ? 'paid' : 'created', is_paid: Number(it.isPaid), currency: it.currency },
  ...{ created_at: iso(it.paidAt), paid_at: it.isPaid ? iso(it.paidAt) : null },
  ...{ goods_minor: it.goods, discount_minor: it.discount, paid_minor: it.paid },
  ...{ tie_kind: it.tieNo && tieKindOf(it.tieRole), tie_no: it.tieNo, tie_role: it.tieRole },
});

/** As PostgreSQL has them: each once, since it was first seen, whether an order told it or nothing but an event. */
export function tiesOf({ orders, ties = [] }: Pick<History, 'orders' | 'ties'>): Tie[] {
  const ordered = orders
    .filter((it) => it.tieNo !== '' && it.personId > 0)
    .map(({ personId, tieNo, tieRole, paidAt }) => ({ personId, tieNo, tieRole, seenAt: paidAt }));
  const latestFirst = [...ties, ...ordered].sort((a, b) => (b.seenAt ?? 0) - (a.seenAt ?? 0));
  return [...new Map(latestFirst.map((it) => [`${it.personId} ${it.tieNo} ${it.tieRole}`, it])).values()];
}

function tieRows({ orders, ties = [] }: History): object[] {
  return tiesOf({ orders, ties }).map((it, index) => ({
    ...{ tie_id: index + 1, person_id: it.personId, seen_at: iso(it.seenAt ?? 0) },
    ...{ tie_kind: tieKindOf(it.tieRole), tie_no: it.tieNo, tie_role: it.tieRole },
  }));
}

const lineRows = (it: Order) =>
  it.lines.map((line, index) => ({
    ...{ order_id: it.orderId, line_key: String(index), person_id: it.personId, channel: it.channel },
    ...{ is_paid: Number(it.isPaid), paid_at: it.isPaid ? iso(it.paidAt) : null, province: it.province },
    ...{ currency: it.currency, product_id: line.productId, quantity: 1 },
    ...{ amount_minor: line.amount, discount_minor: line.discount, cost_minor: line.cost ?? null },
  }));

const refundRow = (it: Refund) => ({
  ...{ refund_id: it.refundId, order_id: it.refundOf ?? 0, person_id: it.personId },
  ...{ channel: it.channel, province: it.province },
  ...{ state: it.state, refunded_at: iso(it.refundedAt), currency: it.currency, amount_minor: it.amount },
});

const refundLineRows = (it: Refund) =>
  it.lines.map((line, index) => ({
    ...{ refund_id: it.refundId, line_key: String(index), person_id: it.personId, channel: it.channel },
    ...{ state: it.state, refunded_at: iso(it.refundedAt), province: it.province, currency: it.currency },
    ...{ product_id: line.productId, quantity: 1, amount_minor: line.amount },
  }));

const eventRow = (it: History['events'][number]) => ({
  ...{ person_id: it.personId, channel: it.channel, category: it.category, product_id: it.productId },
  ...{
    time: iso(it.time),
    corrected_time: iso(it.correctedTime),
    received_at: iso(it.time),
    name: it.name ?? 'Product Viewed',
  },
});
