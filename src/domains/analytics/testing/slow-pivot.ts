import type { PivotQuestion } from '../../../contract/explore.ts';
import { otherValue } from '../../../contract/explore-words.ts';
import type { History, Line } from './history.ts';
import { cut, type Period } from './model/periods.ts';
import { Past } from './past.ts';

/** Slow, obvious arithmetic of a free question over a history, sharing nothing with the SQL: one table of it. */

type Sums = [numerator: number, denominator: number];

/** A part of an order or refund that stands under one value of everything. */
interface Entry {
  readonly period: Period;
  readonly customer: number;
  /** Undefined for a refund, and for what no line explains: money only. */
  readonly order: number | undefined;
  readonly paid: number;
  readonly back: number;
  readonly is: (dimension: string) => string;
}

interface Document {
  readonly channel: string;
  readonly province: string;
  readonly customer: number;
  readonly day: string;
}

interface Whole {
  readonly period: Period | undefined;
  readonly total: number;
  readonly order: number | undefined;
  readonly sign: 'paid' | 'back';
  readonly byLines: boolean;
}

const steps = ['day', 'week', 'month', 'quarter', 'year'] as const;
type Step = (typeof steps)[number];

export class SlowPivot {
  private readonly past: Past;
  private readonly question: PivotQuestion;
  private readonly history: History;

  constructor(history: History, question: PivotQuestion) {
    this.past = new Past(history);
    this.history = history;
    this.question = question;
  }

  /** Sums of each measure by the keys of one table, as JSON; `dimensions` are its own, in order. */
  table(dimensions: readonly string[], kept: ReadonlyMap<string, readonly string[]>): Map<string, Sums[]> {
    const time = dimensions.find((it): it is Step => steps.includes(it as Step));
    const entries = this.entries(time ?? 'none', dimensions);
    const keyOf = (it: Entry) =>
      JSON.stringify(
        dimensions.map((dimension) => {
          if (dimension === time) return it.period.name;
          const value = it.is(dimension);
          return kept.get(dimension)?.includes(value) === false ? otherValue : value;
        }),
      );
    const firsts = this.firsts(entries);
    const groups = Map.groupBy(entries, keyOf);
    return new Map(
      [...groups].map(([key, own]) => [
        key,
        this.question.measures.map((measure) =>
          sums[measure]!(
            own,
            own.filter((it) => firsts.has(it)),
          ),
        ),
      ]),
    );
  }

  private entries(step: Step | 'none', dimensions: readonly string[]): Entry[] {
    const { from, to } = this.question;
    const byLines = this.asksLines(dimensions);
    const periods = cut(from, to, step);
    const at = (day: string) =>
      day < from || day > to ? undefined : periods.findLast(({ first }) => first <= day);
    const orders = this.past.paidOrders.flatMap((it) =>
      this.cutUp(it, it.lines, {
        period: at(it.day),
        total: it.paid,
        order: it.orderId,
        sign: 'paid',
        byLines,
      }),
    );
    const refunds = this.past.doneRefunds.flatMap((it) =>
      this.cutUp(it, it.lines, {
        period: at(it.day),
        total: it.amount,
        order: undefined,
        sign: 'back',
        byLines,
      }),
    );
    return [...orders, ...refunds].filter((it) =>
      this.question.filters.every(({ dimension, values, out }) => values.includes(it.is(dimension)) !== out),
    );
  }

  /** Whether a table, or a filter, needs lines: others read whole documents. */
  private asksLines(dimensions: readonly string[]): boolean {
    const all = [...dimensions, ...this.question.filters.map(({ dimension }) => dimension)];
    return all.includes('category') || all.includes('product');
  }

  private cutUp(it: Document, lines: readonly Line[], whole: Whole): Entry[] {
    const { period, total, order, sign, byLines } = whole;
    if (period === undefined) return [];
    const entry = (amount: number, line: Line | undefined, own: number | undefined): Entry => ({
      ...{ period, customer: it.customer, order: own, paid: 0, back: 0, [sign]: amount },
      is: (dimension) => this.value(it, { period, line }, dimension),
    });
    if (!byLines) return [entry(total, undefined, order)];
    const rest = lines.reduce((left, line) => left - line.amount, total);
    return [...lines.map((line) => entry(line.amount, line, order)), entry(rest, undefined, undefined)];
  }

  private value(
    it: Document,
    { period, line }: { period: Period; line: Line | undefined },
    dimension: string,
  ): string {
    if (dimension === 'channel') return it.channel;
    if (dimension === 'province') return it.province;
    if (dimension === 'category') return line === undefined ? '' : this.past.category(line.productId);
    if (dimension === 'product') return line === undefined ? '' : this.product(line.productId);
    if (dimension === 'tier') return this.past.tier(it.customer);
    if (dimension === 'first-touch') return this.past.touch(it.customer)?.touchSource ?? '';
    return this.newOrReturning(it.customer, period);
  }

  private product(id: number): string {
    if (id === 0) return '';
    return String(this.history.products.find((it) => it.productId === id)?.canonicalId ?? id);
  }

  private newOrReturning(customer: number, period: Period): string {
    if (customer === 0) return 'guest';
    const first = this.past.firstPaidDay(customer);
    if (first === undefined || first > period.last || first > this.question.to) return 'none';
    return first >= period.first && first >= this.question.from ? 'new' : 'returning';
  }

  /** Entries of the first paid order of their customer. */
  private firsts(entries: readonly Entry[]): Set<Entry> {
    return new Set(
      entries.filter(
        ({ customer, order }) =>
          customer !== 0 && order !== undefined && this.past.firstOrder(customer)?.orderId === order,
      ),
    );
  }
}

const total = (entries: readonly Entry[], of: (it: Entry) => number) =>
  entries.reduce((sum, it) => sum + of(it), 0);
const orders = (entries: readonly Entry[]) =>
  new Set(entries.flatMap(({ order }) => (order === undefined ? [] : [order]))).size;

/** Known buyers with the number of their orders. */
function buyers(entries: readonly Entry[]): number[] {
  const own = entries.filter(({ customer, order }) => customer !== 0 && order !== undefined);
  return [...Map.groupBy(own, ({ customer }) => customer).values()].map(orders);
}

const sums: Record<string, (own: readonly Entry[], firsts: readonly Entry[]) => Sums> = {
  gmv: (own) => [total(own, ({ paid }) => paid), 0],
  'net-sales': (own) => [total(own, ({ paid, back }) => paid - back), 0],
  aov: (own) => [total(own, ({ paid, back }) => paid - back), orders(own)],
  'paid-orders': (own) => [orders(own), 0],
  buyers: (own) => [buyers(own).length, 0],
  'repurchase-rate': (own) => [buyers(own).filter((it) => it >= 2).length, buyers(own).length],
  'new-customers': (_, firsts) => [new Set(firsts.map(({ customer }) => customer)).size, 0],
};

/** Measures the slow pivot knows. */
export const slowMeasures = Object.keys(sums);
