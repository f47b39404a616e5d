import type { EventRecord, Touch } from '../contract/records.ts';
import type { DemoOrder } from './orders.ts';
import type { DemoPerson } from './people.ts';
import { type DemoProduct, products } from './products.ts';
import { between, chance, pick, pickWeighted, type Random, whole } from './random.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;

/** Writes events of one person with message ids that are the same for the same seed. */
export function eventWriter(person: DemoPerson) {
  let count = 0;
  return (name: string, at: number, more: Partial<EventRecord> = {}): EventRecord => ({
    kind: 'event',
    messageId: `demo-${person.index}-${++count}`,
    channel: 'pinduoduo',
    identities: [{ channel: 'pinduoduo', kind: 'open-address', value: person.openAddress }],
    name,
    at: new Date(at).toISOString(),
    ...more,
  });
}

type Write = ReturnType<typeof eventWriter>;

const ofProduct = (product: DemoProduct): Partial<EventRecord> => ({
  product: { channel: 'pinduoduo', productNo: product.no },
  category: product.category[0]!,
  amountMinor: product.priceMinor,
  currency: 'CNY',
});

/** What led to an order: looking around, then each product viewed and added, then the checkout. */
export function browseTowards(random: Random, write: Write, bought: DemoOrder, touch?: Touch): EventRecord[] {
  const at = Date.parse(bought.order.createdAt);
  const events = [write('Page Viewed', at - 9 * MINUTE, touch ? { touch } : {})];
  for (let i = whole(random, 0, 3); i > 0; i--)
    events.push(
      write('Product Viewed', at - between(random, 5, 9) * MINUTE, ofProduct(pick(random, products))),
    );
  for (const { product, quantity } of bought.basket) {
    events.push(write('Product Viewed', at - 4 * MINUTE, ofProduct(product)));
    events.push(write('Product Added', at - 2 * MINUTE, { ...ofProduct(product), quantity }));
  }
  events.push(write('Checkout Started', at - MINUTE, { orderNo: bought.order.orderNo }));
  return events;
}

/** A visit that ends without an order; one in four leaves something in the cart. */
export function browseOnly(random: Random, write: Write, at: number): EventRecord[] {
  const seen = Array.from({ length: whole(random, 1, 5) }, () =>
    pickWeighted(random, products, (it) => it.weight),
  );
  const events = [write('Page Viewed', at)];
  for (const [i, product] of seen.entries())
    events.push(write('Product Viewed', at + (i + 1) * MINUTE, ofProduct(product)));
  if (chance(random, 0.25))
    events.push(
      write('Product Added', at + (seen.length + 1) * MINUTE, { ...ofProduct(seen[0]!), quantity: 1 }),
    );
  return events;
}

const TOPICS = ['物流', '质量', '尺码', '发票', '优惠'];

/** After the goods came: a review of one in four orders, a question to the shop about one in eight; before `until` (ms). */
export function speakUp(random: Random, write: Write, bought: DemoOrder, until: number): EventRecord[] {
  const { order, refund } = bought;
  const events: EventRecord[] = [];
  if (order.completedAt && chance(random, 0.25)) {
    const rating = refund
      ? whole(random, 1, 3)
      : pickWeighted(random, [5, 4, 3, 2, 1], (stars) => [1, 1, 2, 6, 22][stars - 1]!);
    events.push(
      write('Product Reviewed', Date.parse(order.completedAt), {
        ...ofProduct(bought.basket[0]!.product),
        orderNo: order.orderNo,
        properties: { rating },
      }),
    );
  }
  if (order.paidAt && chance(random, refund ? 0.6 : 0.08)) {
    const at = Date.parse(order.paidAt) + between(random, 0, 0.5) * DAY;
    const properties = { topic: pick(random, TOPICS) };
    if (at < until) events.push(write('Message Received', at, { orderNo: order.orderNo, properties }));
  }
  return events;
}
