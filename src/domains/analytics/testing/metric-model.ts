import type { DimensionCode } from '../catalog/dimensions.ts';
import type { Step } from '../facts/scope.ts';
import type { History, Line } from './history.ts';
import { type PaidOrder, Past } from './past.ts';

/** Slow, obvious arithmetic over a history, written from the definitions and sharing nothing with the SQL. */

export interface Asked {
  readonly measure: string;
  readonly from: string;
  readonly to: string;
  readonly by: Step;
  readonly dimension: DimensionCode | undefined;
}

/** One thing that counts: in which period, under which value of the dimension. */
interface Count {
  readonly period: Period;
  readonly value: string;
  readonly n: number;
  readonly d: number;
}

interface Period {
  readonly first: string;
  readonly last: string;
  readonly name: string;
}

export interface ModelRow {
  readonly period: string;
  readonly dimension: string;
  readonly numerator: number;
  readonly denominator: number;
}

/** The rows a measure must answer: every period, every value of the dimension that occurs. */
export function modelMetric(history: History, asked: Asked): ModelRow[] {
  const model = new Model(history, asked);
  const counts = model.counts();
  const values = asked.dimension === undefined ? [''] : [...new Set(counts.map((it) => it.value))].sort();
  return model.periods.flatMap((period) => values.map((value) => rowOf(asked, counts, { period, value })));
}

function rowOf(asked: Asked, counts: readonly Count[], at: { period: Period; value: string }): ModelRow {
  const level = asked.measure === 'customers';
  const own = counts.filter(
    (it) =>
      it.value === at.value &&
      (level ? it.period.first <= at.period.first : it.period.first === at.period.first),
  );
  const sum = (of: (it: Count) => number) => own.reduce((total, it) => total + of(it), 0);
  return {
    period: at.period.name,
    dimension: at.value,
    numerator: sum((it) => it.n),
    denominator: sum((it) => it.d),
  };
}

const nextDay = (day: string, count = 1): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + count * 86_400_000).toISOString().slice(0, 10);

/** Cuts [from, to] into calendar periods by walking its days. */
function cut(from: string, to: string, by: Step): Period[] {
  if (by === 'none') return [{ first: from, last: to, name: `${from}/${to}` }];
  const periods: Period[] = [];
  for (let day = from; day <= to; day = nextDay(day)) {
    const start = by === 'day' ? day : by === 'month' ? `${day.slice(0, 7)}-01` : mondayOf(day);
    if (periods.at(-1)?.first === start) continue;
    const last = by === 'day' ? day : by === 'week' ? nextDay(start, 6) : lastOfMonth(start);
    periods.push({ first: start, last, name: by === 'month' ? start.slice(0, 7) : start });
  }
  return periods;
}

function mondayOf(day: string): string {
  let at = day;
  while (new Date(`${at}T00:00:00Z`).getUTCDay() !== 1) at = nextDay(at, -1);
  return at;
}

function lastOfMonth(first: string): string {
  let at = first;
  while (nextDay(at).slice(0, 7) === first.slice(0, 7)) at = nextDay(at);
  return at;
}

class Model {
  readonly history: History;
  readonly asked: Asked;
  readonly past: Past;
  readonly periods: Period[];

  constructor(history: History, asked: Asked) {
    this.history = history;
    this.asked = asked;
    this.past = new Past(history);
    this.periods = cut(asked.from, asked.to, asked.by);
  }

  counts(): Count[] {
    return measures[this.asked.measure]!(this);
  }

  periodOf(day: string): Period | undefined {
    if (day < this.asked.from || day > this.asked.to) return undefined;
    return this.periods.findLast((it) => it.first <= day);
  }

  /** What a customer is, under a dimension that belongs to customers. */
  attribute(customer: number, period: Period, since = this.asked.from): string | undefined {
    if (this.asked.dimension === 'tier') return this.past.tier(customer);
    if (this.asked.dimension === 'first-touch') return this.past.touch(customer)?.touchSource ?? '';
    if (this.asked.dimension !== 'new-returning') return undefined;
    if (customer === 0) return 'guest';
    const first = this.past.firstPaidDay(customer);
    if (first === undefined || first > period.last || first > this.asked.to) return 'none';
    return first >= period.first && first >= since ? 'new' : 'returning';
  }

  /** Values of the dimension a document with lines stands under; an order in several categories has several. */
  values(
    it: { channel: string; province: string; lines: readonly Line[]; customer: number },
    period: Period,
  ) {
    const { dimension } = this.asked;
    if (dimension === undefined) return [''];
    if (dimension === 'channel') return [it.channel];
    if (dimension === 'province') return [it.province];
    if (dimension === 'category')
      return [...new Set(it.lines.map((line) => this.past.category(line.productId)))];
    return [this.attribute(it.customer, period)!];
  }

  /** Paid orders with their period. */
  orders(): { order: PaidOrder; period: Period }[] {
    return this.past.paidOrders.flatMap((order) => {
      const period = this.periodOf(order.day);
      return period === undefined ? [] : [{ order, period }];
    });
  }

  orderCounts(of: (order: PaidOrder) => Part, ofLine: (line: Line) => Part, perOrder: Part = zero): Count[] {
    return this.orders().flatMap(({ order, period }) => {
      if (this.asked.dimension !== 'category')
        return this.values(order, period).map((value) => ({ period, value, ...plus(of(order), perOrder) }));
      const counted = this.values(order, period).map((value) => ({ period, value, ...perOrder }));
      return [...counted, ...this.byLines(order.lines, period, { whole: of(order), ofLine })];
    });
  }

  refundCounts(sign: number, into: 'n' | 'd' = 'n'): Count[] {
    const part = (amount: number): Part => ({ ...zero, [into]: sign * amount });
    return this.past.doneRefunds.flatMap((refund) => {
      const period = this.periodOf(refund.day);
      if (period === undefined) return [];
      if (this.asked.dimension !== 'category')
        return this.values(refund, period).map((value) => ({ period, value, ...part(refund.amount) }));
      return this.byLines(refund.lines, period, {
        whole: part(refund.amount),
        ofLine: (it) => part(it.amount),
      });
    });
  }

  /** Lines under their category, and what they leave of the whole under none. */
  byLines(
    lines: readonly Line[],
    period: Period,
    split: { whole: Part; ofLine: (line: Line) => Part },
  ): Count[] {
    const own = lines.map((line) => ({
      period,
      value: this.past.category(line.productId),
      ...split.ofLine(line),
    }));
    const rest = own.reduce((left, it) => plus(left, { n: -it.n, d: -it.d }), split.whole);
    return [...own, { period, value: '', ...rest }];
  }

  /** Known buyers: period -> value -> customer -> number of orders. */
  buyers(): { period: Period; value: string; customer: number; orders: number }[] {
    const found = new Map<string, { period: Period; value: string; customer: number; orders: number }>();
    for (const { order, period } of this.orders()) {
      if (order.customer === 0) continue;
      for (const value of this.values(order, period)) {
        const key = JSON.stringify([period.first, value, order.customer]);
        const before = found.get(key)?.orders ?? 0;
        found.set(key, { period, value, customer: order.customer, orders: before + 1 });
      }
    }
    return [...found.values()];
  }

  newCustomers(part: Part): Count[] {
    return this.past.customers.flatMap((customer) => {
      const first = this.past.firstOrder(customer);
      const period = first && this.periodOf(first.day);
      return period ? this.values(first, period).map((value) => ({ period, value, ...part })) : [];
    });
  }

  spend(of: (it: History['spend'][number]) => Part): Count[] {
    return this.history.spend.flatMap((it) => {
      const period = it.currency === 'CNY' ? this.periodOf(it.day) : undefined;
      const value = this.asked.dimension === 'channel' ? it.channel : '';
      return period ? [{ period, value, ...of(it) }] : [];
    });
  }

  customers(): Count[] {
    return this.past.customers.flatMap((customer) => {
      const seen = this.past.firstSeenDay(customer);
      const period = this.periodOf([seen, this.asked.from].sort()[1]!);
      return period ? [{ period, value: this.standing(customer, period), n: 1, d: 0 }] : [];
    });
  }

  /** A customer's value where no document gives one. */
  standing(customer: number, period: Period): string {
    if (this.asked.dimension === 'channel') return this.past.firstChannel(customer);
    if (this.asked.dimension === 'province') return this.past.province(customer);
    return this.attribute(customer, period) ?? '';
  }

  active(): Count[] {
    const { dimension } = this.asked;
    const ofCustomer = dimension !== undefined && !['channel', 'category'].includes(dimension);
    const found = new Map<string, Count>();
    const see = (customer: number, day: string, values: (period: Period) => string[]) => {
      const period = this.periodOf(day);
      if (period === undefined || customer === 0) return;
      for (const value of ofCustomer ? [this.standing(customer, period)] : values(period))
        found.set(JSON.stringify([period.first, value, customer]), { period, value, n: 1, d: 0 });
    };
    for (const order of this.past.paidOrders) see(order.customer, order.day, (at) => this.values(order, at));
    for (const it of this.past.events)
      see(it.customer, it.day, () => [
        dimension === undefined ? '' : dimension === 'channel' ? it.channel : it.category,
      ]);
    return [...found.values()];
  }

  /** Who bought in the period before, and whether in this one too. */
  retention(): Count[] {
    const { from, to, by } = this.asked;
    const length = (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1;
    const start =
      by === 'none' ? nextDay(from, -length) : cut(nextDay(this.periods[0]!.first, -1), from, by)[0]!.first;
    const wide = new Model(this.history, { ...this.asked, from: start });
    const own =
      by === 'none' ? [...cut(start, nextDay(from, -1), 'none'), ...this.periods] : cut(start, to, by);
    wide.periods.splice(0, wide.periods.length, ...own);
    const buyers = wide.buyers();
    return own.slice(1).flatMap((period, at) => retained(own[at]!, period, { wide, buyers }));
  }

  recommendation(): Count[] {
    const brought = new Map<string, Count>();
    for (const { order, period } of this.orders())
      for (const leader of this.past.leadersOf(order)) {
        const own = this.attribute(leader, period);
        for (const value of own === undefined ? this.values(order, period) : [own])
          brought.set(JSON.stringify([period.first, value, leader]), { period, value, n: 1, d: 0 });
      }
    return [...brought.values(), ...this.buyers().map((it) => ({ ...it, n: 0, d: 1 }))];
  }

  crossSell(): Count[] {
    const flows = [
      ...this.past.paidOrders.map((it) => ({ ...it, sign: 1 })),
      ...this.past.doneRefunds.map((it) => ({ ...it, sign: -1 })),
    ];
    return flows.flatMap((document) =>
      document.lines.flatMap((line) => {
        const period = this.periodOf(document.day);
        if (period === undefined || !this.past.isCrossSold(document.customer, line.productId, this.asked.to))
          return [];
        const [value] = this.values({ ...document, lines: [line] }, period);
        return [{ period, value: value!, n: document.sign * line.amount, d: 0 }];
      }),
    );
  }
}

type Buyer = ReturnType<Model['buyers']>[number];

/** For a customer's own attributes the value is that of the earlier period; else bought there, and there again. */
function retained(
  before: Period,
  period: Period,
  { wide, buyers }: { wide: Model; buyers: Buyer[] },
): Count[] {
  const ofCustomer = ['tier', 'first-touch', 'new-returning'].includes(wide.asked.dimension ?? '');
  const again = (it: Buyer) =>
    buyers.some(
      (other) =>
        other.period.first === period.first &&
        other.customer === it.customer &&
        (ofCustomer || other.value === it.value),
    );
  return buyers
    .filter((it) => it.period.first === before.first)
    .map((it) => ({ period, value: it.value, n: Number(again(it)), d: 1 }));
}

interface Part {
  readonly n: number;
  readonly d: number;
}

const zero: Part = { n: 0, d: 0 };
const plus = (a: Part, b: Part): Part => ({ n: a.n + b.n, d: a.d + b.d });
const n = (amount: number): Part => ({ n: amount, d: 0 });
const d = (amount: number): Part => ({ n: 0, d: amount });
const none = () => zero;

const paidAs = (model: Model, part: (amount: number) => Part, perOrder: Part = zero): Count[] =>
  model.orderCounts(
    (it) => part(it.paid),
    (it) => part(it.amount),
    perOrder,
  );

const measures: Record<string, (model: Model) => Count[]> = {
  customers: (model) => model.customers(),
  'new-customers': (model) => model.newCustomers(n(1)),
  buyers: (model) => model.buyers().map((it) => ({ ...it, n: 1, d: 0 })),
  'paid-orders': (model) => model.orderCounts(none, none, n(1)),
  gmv: (model) => paidAs(model, n),
  refunds: (model) => model.refundCounts(1),
  'net-sales': (model) => [...paidAs(model, n), ...model.refundCounts(-1)],
  aov: (model) => [...paidAs(model, n, d(1)), ...model.refundCounts(-1)],
  'orders-per-buyer': (model) => model.buyers().map((it) => ({ ...it, n: it.orders, d: 1 })),
  'repurchase-rate': (model) => model.buyers().map((it) => ({ ...it, n: Number(it.orders >= 2), d: 1 })),
  'retention-rate': (model) => model.retention(),
  'recommendation-rate': (model) => model.recommendation(),
  'cross-sell-revenue': (model) => model.crossSell(),
  'active-customers': (model) => model.active(),
  'refund-rate': (model) => [...paidAs(model, d), ...model.refundCounts(1)],
  'discount-rate': (model) =>
    model.orderCounts(
      (it) => ({ n: it.discount, d: it.goods }),
      (it) => ({ n: it.discount, d: it.amount + it.discount }),
    ),
  cac: (model) => [...model.spend((it) => n(it.amount)), ...model.newCustomers(d(1))],
  'click-rate': (model) => model.spend((it) => ({ n: it.clicks, d: it.impressions })),
  'conversion-rate': (model) => [...model.newCustomers(n(1)), ...model.spend((it) => d(it.clicks))],
};
