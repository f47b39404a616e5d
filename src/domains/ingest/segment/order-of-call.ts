import type { EventRecord, OrderRecord, RefundRecord } from '../../../contract/records.ts';
import type { Issue } from '../../../platform/errors.ts';
import { facts } from '../imports/fields/join-facts.ts';
import { minorOf } from '../imports/fields/money.ts';
import { noOrderNo, notMoney } from './call-problems.ts';
import { decimalOf, firstText, type Json } from './call-values.ts';
import { OWN_CHANNEL } from './identities-of-call.ts';
import { linesOf } from './order-lines.ts';

/** What an event says about an order, beside having happened. */
export interface ReadOrder {
  readonly order?: OrderRecord | RefundRecord;
  readonly problems: readonly Issue[];
  readonly warnings: readonly Issue[];
}

const nothing: ReadOrder = { problems: [], warnings: [] };

/** The event with the currency its amounts are in. */
export interface OrderEvent {
  readonly event: EventRecord;
  readonly properties: Json;
  readonly currency: string;
}

/** Turns Order Completed, Updated, Cancelled and Refunded into orders and refunds; nothing of any other event. */
export function orderOf(it: OrderEvent): ReadOrder {
  const read = READERS[it.event.name];
  if (read === undefined) return nothing;
  return it.event.orderNo === undefined ? { problems: [], warnings: [noOrderNo] } : read(it);
}

const READERS: Readonly<Record<string, (it: OrderEvent) => ReadOrder>> = {
  'Order Completed': (it) => orderIn(it, { state: 'paid', paidAt: it.event.at }),
  // Told of an order that was placed before; when it was paid is not said.
  'Order Updated': (it) => orderIn(it, { state: 'paid' }),
  'Order Cancelled': (it) => orderIn(it, { state: 'cancelled', cancelledAt: it.event.at }),
  'Order Refunded': refundIn,
};

type Moment = Pick<OrderRecord, 'state' | 'paidAt' | 'cancelledAt'>;

function orderIn({ event, properties, currency }: OrderEvent, moment: Moment): ReadOrder {
  const money = moneyReader(properties, currency);
  const { lines, problems } = linesOf(properties, currency);
  const totals = totalsOf(money.of);
  const order: OrderRecord = {
    ...{ kind: 'order', channel: OWN_CHANNEL, orderNo: event.orderNo!, identities: event.identities },
    ...{ sourceTime: event.at, createdAt: event.at, currency, lines, ...moment },
    ...facts({ ...totals, tie: event.tie, touch: event.touch }),
  };
  return { order, problems: [...money.problems, ...problems], warnings: [] };
}

type MoneyAt = (name: string) => number | undefined;

/**
 * The specification's sums: `total` is what was paid; `revenue` and `subtotal` are the goods after discounts, without
 * shipping and tax. Goods at list price are left to the lines, where there are any.
 */
function totalsOf(of: MoneyAt) {
  const [discount, shipping, tax] = [of('discount'), of('shipping'), of('tax')];
  const goods = of('revenue') ?? of('subtotal');
  const paid = of('total') ?? (goods === undefined ? undefined : goods + (shipping ?? 0) + (tax ?? 0));
  return { shippingMinor: shipping, discountMinor: discount, paidMinor: paid };
}

/** Reads amounts of the properties, noting those that are none. */
function moneyReader(properties: Json, currency: string) {
  const problems: Issue[] = [];
  const of: MoneyAt = (name) => {
    const value = properties[name];
    if (value === undefined || value === null || value === '') return undefined;
    const minor = minorOf(decimalOf(value) ?? '', currency);
    if (minor !== undefined && minor >= 0) return minor;
    problems.push(notMoney(`properties.${name}`));
    return undefined;
  };
  return { of, problems };
}

/** Without a refund number of its own the message is the document: sent again it is the same refund. */
function refundIn({ event, properties, currency }: OrderEvent): ReadOrder {
  const money = moneyReader(properties, currency);
  const { lines, problems } = linesOf(properties, currency);
  const refundNo = firstText(properties, ['refund_id', 'refundId']).slice(0, 100);
  const amount = money.of('total') ?? money.of('amount') ?? money.of('revenue') ?? money.of('value');
  const refund: RefundRecord = {
    ...{ kind: 'refund', channel: OWN_CHANNEL, orderNo: event.orderNo!, identities: event.identities },
    ...{ refundNo: refundNo || `message:${event.messageId ?? ''}`, refundedAt: event.at },
    ...{ currency, state: 'done', lines },
    ...facts({ amountMinor: amount, reason: firstText(properties, ['reason']).slice(0, 200) }),
  };
  return { order: refund, problems: [...money.problems, ...problems], warnings: [] };
}
