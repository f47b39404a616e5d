import type { History, Order, Person, Refund } from './history.ts';

export interface PaidOrder extends Order {
  readonly day: string;
  readonly customer: number;
}

export interface DoneRefund extends Refund {
  readonly day: string;
  readonly customer: number;
}

/** A history as a slow reader sees it: with shop days, and persons as the customers they are now. */
export class Past {
  readonly history: History;
  readonly paidOrders: readonly PaidOrder[];
  readonly doneRefunds: readonly DoneRefund[];
  readonly events: readonly {
    day: string;
    name: string;
    customer: number;
    channel: string;
    category: string;
  }[];
  readonly customers: readonly number[];
  private readonly format: Intl.DateTimeFormat;

  constructor(history: History) {
    this.history = history;
    this.format = new Intl.DateTimeFormat('en-CA', { timeZone: history.timeZone, dateStyle: 'short' });
    this.customers = [...new Set(history.persons.map((it) => it.customerId))];
    this.paidOrders = history.orders
      .filter((it) => it.isPaid && it.currency === 'CNY')
      .map((it) => ({ ...it, day: this.day(it.paidAt), customer: this.customer(it.personId) }));
    this.doneRefunds = history.refunds
      .filter((it) => it.state === 'done' && it.currency === 'CNY')
      .map((it) => ({ ...it, day: this.day(it.refundedAt), customer: this.customer(it.personId) }));
    this.events = history.events.map((it) => ({
      name: it.name ?? 'Product Viewed',
      ...{ day: this.day(it.correctedTime), customer: this.customer(it.personId), channel: it.channel },
      category: it.category || this.category(it.productId),
    }));
  }

  /** Shop day of an instant. */
  day(time: number): string {
    return this.format.format(time);
  }

  customer(personId: number): number {
    return this.history.persons.find((it) => it.personId === personId)?.customerId ?? 0;
  }

  private persons(customer: number): Person[] {
    return this.history.persons.filter((it) => it.customerId === customer);
  }

  category(productId: number): string {
    return this.history.products.find((it) => it.productId === productId)?.category ?? '';
  }

  /** The last known of the customer's persons that have any. */
  private lastKnown(customer: number, of: (it: Person) => string): string {
    const known = this.persons(customer).filter((it) => of(it) !== '');
    known.sort((a, b) => b.lastSeen - a.lastSeen || b.personId - a.personId);
    return known[0] === undefined ? '' : of(known[0]);
  }

  tier(customer: number): string {
    return this.lastKnown(customer, (it) => it.tier);
  }

  /** The customer's own, else that of their latest order with one; of two at once the one that sorts last. */
  province(customer: number): string {
    const own = this.persons(customer).map((it) => ({ at: it.lastSeen, word: it.province }));
    const ordered = this.ordersOf(customer).map((it) => ({ at: it.paidAt, word: it.province }));
    return lastWord(own) ?? lastWord(ordered) ?? '';
  }

  /** Of the first touch that names one, else of the first order, else of the first event. */
  firstChannel(customer: number): string {
    const touches = this.persons(customer).flatMap((it) =>
      it.touchedAt === null ? [] : [{ at: it.touchedAt, word: it.touchChannel }],
    );
    const ordered = this.ordersOf(customer).map((it) => ({ at: it.paidAt, word: it.channel }));
    const events = this.history.events
      .filter((it) => this.customer(it.personId) === customer)
      .map((it) => ({ at: it.correctedTime, word: it.channel }));
    return firstWord(touches) ?? firstWord(ordered) ?? firstWord(events) ?? '';
  }

  /** Paid or not, in any currency. */
  private ordersOf(customer: number): Order[] {
    return this.history.orders.filter((it) => this.customer(it.personId) === customer);
  }

  touch(customer: number): Person | undefined {
    const touched = this.persons(customer).filter((it) => it.touchedAt !== null);
    return touched.sort((a, b) => a.touchedAt! - b.touchedAt! || a.personId - b.personId)[0];
  }

  firstSeenDay(customer: number): string {
    return this.day(Math.min(...this.persons(customer).map((it) => it.firstSeen)));
  }

  firstOrder(customer: number): PaidOrder | undefined {
    const own = this.paidOrders.filter((it) => it.customer === customer && customer !== 0);
    return own.sort((a, b) => a.paidAt - b.paidAt || a.orderId - b.orderId)[0];
  }

  firstPaidDay(customer: number): string | undefined {
    return this.firstOrder(customer)?.day;
  }

  /** Known customers, other than the buyer, who led, shared or sent what the order came by: by an order or without. */
  leadersOf(order: PaidOrder): number[] {
    const lead = ledBy[order.tieRole];
    if (order.tieNo === '' || order.customer === 0 || lead === undefined) return [];
    const led = [...this.history.orders, ...(this.history.ties ?? [])].filter(
      (it) => it.tieNo === order.tieNo && it.tieRole === lead,
    );
    const leaders = new Set(led.map((it) => this.customer(it.personId)));
    return [...leaders].filter((it) => it !== 0 && it !== order.customer);
  }

  /** Whether the customer first bought the product together with, or after, a product of another category. */
  isCrossSold(customer: number, productId: number, to: string): boolean {
    const own = this.category(productId);
    if (customer === 0 || own === '') return false;
    const bought = this.paidOrders
      .filter((it) => it.customer === customer && it.day <= to)
      .flatMap((it) => it.lines.map((line) => ({ at: it.paidAt, line })));
    const item = this.canonical(productId);
    const times = bought.filter(({ line }) => this.canonical(line.productId) === item).map(({ at }) => at);
    if (times.length === 0) return false;
    return bought.some(({ at, line }) => {
      const category = this.category(line.productId);
      return category !== '' && category !== own && at <= Math.min(...times);
    });
  }

  private canonical(productId: number): number {
    return this.history.products.find((it) => it.productId === productId)?.canonicalId ?? productId;
  }
}

/** Whose part somebody's is the answer to. */
const ledBy: Readonly<Record<string, string>> = {
  member: 'leader',
  receiver: 'sharer',
  referred: 'referrer',
};

interface Word {
  readonly at: number;
  readonly word: string;
}

const inTurn = (words: readonly Word[]): string[] =>
  words
    .filter((it) => it.word !== '')
    .sort((a, b) => a.at - b.at || Buffer.compare(Buffer.from(a.word), Buffer.from(b.word)))
    .map((it) => it.word);

const firstWord = (words: readonly Word[]): string | undefined => inTurn(words)[0];
const lastWord = (words: readonly Word[]): string | undefined => inTurn(words).at(-1);
