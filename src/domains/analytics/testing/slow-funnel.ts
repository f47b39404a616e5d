import type { EventStep, StepFilter } from '../../../contract/event-steps.ts';
import type { AttemptRule } from '../funnels/attempt.ts';
import type { Behaviour } from './behaviour.ts';

/** A funnel read one customer and one attempt after the other, from the definition. */

/** Something that happened, as a slow reader sees it. */
export interface Happened {
  readonly customer: number;
  readonly name: string;
  readonly time: number;
  readonly fields: Readonly<Record<string, string | number>>;
}

/** Events, but for those that tell an order, and orders as events. */
export function happenedIn(it: Behaviour): Happened[] {
  const events = it.events
    .filter((one) => !(one.name === 'Order Completed' && one.orderNo !== ''))
    .map(({ personId, name, time, channel, category, quantity, properties }) => ({
      ...{ customer: it.customers[personId - 1]!, name, time },
      fields: { channel, category, quantity, ...properties },
    }));
  const orders = it.orders.flatMap(({ personId, createdAt, paidAt, channel, quantity }) => {
    const base = { customer: it.customers[personId - 1]!, fields: { channel, quantity } };
    const placed = { ...base, name: 'Order Placed', time: createdAt };
    return paidAt === null ? [placed] : [placed, { ...base, name: 'Order Completed', time: paidAt }];
  });
  return [...events, ...orders];
}

function passes({ field, operator, values }: StepFilter, it: Happened): boolean {
  const value = it.fields[field] ?? '';
  if (operator === '=') return values.includes(String(value));
  if (operator === '!=') return !values.includes(String(value));
  if (operator === '~') return String(value).includes(values[0]!);
  if (value === '' || Number.isNaN(Number(value))) return false;
  const [a, b] = [Number(value), Number(values[0])];
  return operator === '>' ? a > b : operator === '<' ? a < b : operator === '>=' ? a >= b : a <= b;
}

const matches = (step: EventStep, it: Happened): boolean =>
  step.name === it.name && step.filters.every((filter) => passes(filter, it));

export interface Attempt {
  readonly customer: number;
  readonly moments: readonly number[];
  readonly beginning: Happened;
  /** In any order: places of the steps that were done. */
  readonly done: readonly number[];
}

interface Seen extends Happened {
  /** Places of the steps it is, and the mask of everything it is. */
  readonly is: readonly number[];
  readonly rank: number;
  readonly mask: number;
}

function seen(rule: AttemptRule, it: Happened): Seen {
  const is = rule.steps.flatMap((step, n) => (matches(step, it) ? [n + 1] : []));
  const out = rule.exclusions.flatMap(({ event }, n) =>
    matches(event, it) ? [rule.steps.length + n + 1] : [],
  );
  const rank = is[0] ?? (out.length > 0 ? 0 : 16);
  return { ...it, is, rank, mask: [...is, ...out].reduce((sum, n) => sum + 2 ** (n - 1), 0) };
}

/** Whether something strictly between two instants ends an attempt that has done `level` steps. */
function isEnded(
  rule: AttemptRule,
  all: readonly Seen[],
  gap: { after: number; before: number; level: number },
): boolean {
  const between = all.filter((it) => it.time > gap.after && it.time < gap.before);
  if (rule.order === 'strict' && between.length > 0) return true;
  return between.some((it) =>
    rule.exclusions.some(
      ({ event, after }) =>
        matches(event, it) && (after === undefined || (rule.order !== 'any' && after === gap.level)),
    ),
  );
}

function follow(rule: AttemptRule, all: readonly Seen[], at: number): Attempt {
  const beginning = all[at]!;
  const moments = [beginning.time];
  for (const it of all.slice(at + 1)) {
    const level = moments.length;
    if (!it.is.includes(level + 1)) continue;
    const isLate = it.time > beginning.time + rule.windowMs;
    if (isLate || isEnded(rule, all, { after: moments.at(-1)!, before: it.time, level })) break;
    moments.push(it.time);
  }
  return { customer: beginning.customer, moments, beginning, done: [] };
}

function gather(rule: AttemptRule, all: readonly Seen[], at: number): Attempt {
  const beginning = all[at]!;
  const found = rule.steps.flatMap((_, n) => {
    const it = all.slice(at).find((one) => one.is.includes(n + 1));
    if (it === undefined || it.time > beginning.time + rule.windowMs) return [];
    return isEnded(rule, all, { after: beginning.time, before: it.time, level: 0 })
      ? []
      : [{ n, time: it.time }];
  });
  const moments = found.map(({ time }) => time).sort((a, b) => a - b);
  return { customer: beginning.customer, moments, beginning, done: found.map(({ n }) => n) };
}

/** The attempt of each customer that counts; `mayBegin` says on which instants one may. */
export function slowAttempts(
  it: Behaviour,
  rule: AttemptRule,
  mayBegin: (time: number) => boolean,
): Attempt[] {
  const named = new Set(
    [...rule.steps, ...rule.exclusions.map(({ event }) => event)].map(({ name }) => name),
  );
  const all = happenedIn(it)
    // Documents are events where they are asked for; every recorded event may lie between.
    .filter(
      (one) =>
        named.has(one.name) || !['Order Placed', 'Order Completed'].includes(one.name) || isTold(it, one),
    )
    .map((one) => seen(rule, one))
    .sort((a, b) => a.time - b.time || a.rank - b.rank || a.mask - b.mask);
  return [...new Set(it.customers)].flatMap((customer) => {
    const own = all.filter((one) => one.customer === customer);
    const attempts = own.flatMap((one, at) => {
      const begins = rule.order === 'any' ? one.is.length > 0 : one.is.includes(1);
      if (!begins || !mayBegin(one.time)) return [];
      return [rule.order === 'any' ? gather(rule, own, at) : follow(rule, own, at)];
    });
    const most = Math.max(0, ...attempts.map(({ moments }) => moments.length));
    const counted =
      rule.attempt === 'first' ? attempts[0] : attempts.find(({ moments }) => moments.length === most);
    return counted === undefined ? [] : [counted];
  });
}

/** Whether something under a document's name was recorded as an event. */
const isTold = (it: Behaviour, one: Happened): boolean =>
  it.events.some((event) => event.name === one.name && event.time === one.time && event.orderNo === '');
