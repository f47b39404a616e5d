import type { CohortPeriod } from '../../../contract/cohorts.ts';
import type { History, Line } from './history.ts';
import { Past } from './past.ts';

/** Cohorts worked out slowly, one customer and one document after the other, with no SQL and no numbers of periods. */

export interface SlowQuestion {
  readonly by: string;
  readonly activity: string;
  readonly period: CohortPeriod;
  readonly asOf: string;
}

/** First day of the period a day lies in, by walking back to it. */
export function startOf(day: string, period: CohortPeriod): string {
  const at = new Date(`${day}T00:00:00Z`);
  const isStart = () => (period === 'week' ? at.getUTCDay() === 1 : at.getUTCDate() === 1);
  while (period !== 'day' && !isStart()) at.setUTCDate(at.getUTCDate() - 1);
  return at.toISOString().slice(0, 10);
}

/** The period behind the one that begins on a day. */
export function nextStart(start: string, period: CohortPeriod): string {
  const at = new Date(`${start}T00:00:00Z`);
  do at.setUTCDate(at.getUTCDate() + 1);
  while (startOf(at.toISOString().slice(0, 10), period) === start);
  return at.toISOString().slice(0, 10);
}

export class SlowCohorts {
  readonly past: Past;
  private readonly asked: SlowQuestion;

  constructor(history: History, asked: SlowQuestion) {
    this.past = new Past(history);
    this.asked = asked;
  }

  private get orders() {
    return this.past.paidOrders.filter((it) => it.customer !== 0 && it.day <= this.asked.asOf);
  }

  private days(customer: number, what: string): string[] {
    if (what === 'order' || what === 'first-order')
      return this.orders.filter((it) => it.customer === customer).map((it) => it.day);
    if (what === 'first-visit')
      return [this.past.firstSeenDay(customer)].filter((it) => it <= this.asked.asOf);
    return this.past.events
      .filter((it) => it.customer === customer && it.day <= this.asked.asOf)
      .filter((it) => what === 'visit' || it.name === what)
      .map((it) => it.day);
  }

  /** First day of a customer's cohort. */
  cohortOf(customer: number): string | undefined {
    const first = this.days(customer, this.asked.by).sort()[0];
    return first === undefined ? undefined : startOf(first, this.asked.period);
  }

  members(start: string): number[] {
    return this.past.customers.filter((it) => this.cohortOf(it) === start);
  }

  /** Those of a cohort who were there in the period that begins on a day. */
  back(start: string, period: string): number[] {
    return this.members(start).filter((customer) =>
      this.days(customer, this.asked.activity).some((it) => startOf(it, this.asked.period) === period),
    );
  }

  private documents(start: string, period: string) {
    const members = new Set(this.members(start));
    const isIn = (it: { customer: number; day: string }) =>
      members.has(it.customer) && it.day <= this.asked.asOf && startOf(it.day, this.asked.period) === period;
    return { orders: this.orders.filter(isIn), refunds: this.past.doneRefunds.filter(isIn) };
  }

  orderCount(start: string, period: string): number {
    return this.documents(start, period).orders.length;
  }

  netSales(start: string, period: string): number {
    const { orders, refunds } = this.documents(start, period);
    return total(orders.map((it) => it.paid)) - total(refunds.map((it) => it.amount));
  }

  /** Null where something was sold and the cost of none of it is known. */
  margin(start: string, period: string): number | null {
    const { orders, refunds } = this.documents(start, period);
    const lines = orders.flatMap((it) => it.lines);
    const [known, unknown] = [lines.filter(isKnown), lines.filter((it) => !isKnown(it))];
    if (total(known.map((it) => it.amount)) === 0 && total(unknown.map((it) => it.amount)) > 0) return null;
    const back = refunds.map((it) => {
      const sold = this.past.paidOrders.find((order) => order.orderId === it.refundOf)?.lines ?? [];
      const all = total(sold.map((line) => line.amount));
      return all === 0
        ? 0
        : Math.floor((it.amount * total(sold.filter(isKnown).map((line) => line.amount))) / all);
    });
    return total(known.map((it) => it.amount - it.cost!)) - total(back);
  }

  /** The dearest line of the first paid order that has lines; ties by name. */
  firstCategory(customer: number): string {
    const own = this.orders.filter((it) => it.customer === customer && it.lines.length > 0);
    own.sort((a, b) => a.paidAt - b.paidAt || a.orderId - b.orderId);
    const lines = (own[0]?.lines ?? []).map((it) => ({ ...it, category: this.past.category(it.productId) }));
    lines.sort(
      (a, b) => b.amount - a.amount || Buffer.compare(Buffer.from(a.category), Buffer.from(b.category)),
    );
    return lines[0]?.category ?? '';
  }
}

const isKnown = (it: Line): boolean => typeof it.cost === 'number';
const total = (numbers: readonly number[]): number => numbers.reduce((sum, it) => sum + it, 0);
