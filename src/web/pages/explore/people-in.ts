import { otherValue } from '../../../contract/explore-words.ts';
import { findScoreBands } from '../../../contract/score-bands.ts';
import type { CustomerFilter } from '../../kit/customers-address.ts';
import { addDays, addMonths } from '../../kit/format/dates.ts';
import type { Keys } from './arrange.ts';
import { isTime, type View } from './view-rules.ts';

/** Which customers a cell counts, as the list of customers can be narrowed. Pure; undefined where it cannot say so. */

interface Cell {
  readonly view: View;
  readonly days: { readonly from: string; readonly to: string };
  readonly measure: string;
  /** In the order of rows and columns; null = total. */
  readonly keys: Keys;
}

/** Measures of people who bought: their cell is people with such an order. */
const ofBuyers = new Set([
  ...['buyers', 'paid-orders', 'gmv', 'aov', 'orders-per-buyer', 'repurchase-rate', 'discount-rate'],
]);

/** The filter of an order, or of the customer themselves, by dimension. */
const orderFilters: Readonly<Record<string, keyof CustomerFilter>> = {
  ...{ channel: 'ordered_channel', province: 'ordered_province', category: 'ordered_category' },
};
const ownFilters: Readonly<Record<string, keyof CustomerFilter>> = {
  ...{ tier: 'tier', 'first-touch': 'first_touch', 'rfm-group': 'rfm_group' },
};
/** What the same dimensions mean where customers are counted, not orders. */
const customerFilters: Readonly<Record<string, keyof CustomerFilter>> = {
  ...{ ...ownFilters, channel: 'channel', province: 'province' },
};

export function peopleIn({ view, days, measure, keys }: Cell): CustomerFilter | undefined {
  const { rows, columns, filters } = view.question;
  const dimensions = [...rows, ...columns];
  const told = dimensions.flatMap((code, at) => (keys[at] == null ? [] : [[code, keys[at]] as const]));
  const named = filters.map(({ dimension, values, out }) =>
    out || values.length !== 1 ? undefined : ([dimension, values[0]!] as const),
  );
  if (named.includes(undefined) || told.some(([, value]) => value === otherValue)) return undefined;
  const words = [...told.filter(([code]) => !isTime(code)), ...named.filter((it) => it !== undefined)];
  const time = told.find(([code]) => isTime(code));
  const span = time === undefined ? days : within(periodDays(time[0], time[1]), days);
  // Whom a model scored is said by a band of the score alone.
  if (measure === 'scored-customers' && words.some(([code]) => findScoreBands(code)))
    return narrowed(words, customerFilters, { as_of: days.to });
  if (measure === 'customers') return narrowed(words, customerFilters, { as_of: span.to });
  if (!ofBuyers.has(measure)) return undefined;
  const from = { as_of: days.to, ordered_from: span.from, ordered_to: span.to };
  return narrowed(words, { ...orderFilters, ...ownFilters }, from);
}

function narrowed(
  words: readonly (readonly [string, string])[],
  names: Readonly<Record<string, keyof CustomerFilter>>,
  base: CustomerFilter,
): CustomerFilter | undefined {
  const bands = words.filter(([code]) => findScoreBands(code));
  const others = words.filter((it) => !bands.includes(it));
  const codes = others.map(([code]) => code);
  if (new Set(words.map(([code]) => code)).size < words.length || codes.some((it) => names[it] === undefined))
    return undefined;
  // An order is in no category in other ways than a customer who bought none.
  if (words.some(([code, value]) => code === 'category' && value === '')) return undefined;
  // No range says that somebody has no score.
  if (bands.some(([, value]) => value === '')) return undefined;
  const score = bands.map(([code, value]) => `${findScoreBands(code)!.score}:${value}`).join(',');
  const own = Object.fromEntries(others.map(([code, value]) => [names[code]!, value]));
  return { ...base, ...own, ...(score !== '' && { score }) };
}

const within = (it: { from: string; to: string }, days: { from: string; to: string }) => ({
  from: [it.from, days.from].sort()[1]!,
  to: [it.to, days.to].sort()[0]!,
});

/** First and last day of a period by its name. */
function periodDays(step: string, name: string): { from: string; to: string } {
  if (step === 'day') return { from: name, to: name };
  if (step === 'week') return { from: name, to: addDays(name, 6) };
  const [year, part] = name.split('-') as [string, string | undefined];
  const month =
    part === undefined
      ? '01'
      : part.startsWith('Q')
        ? String(Number(part.slice(1)) * 3 - 2).padStart(2, '0')
        : part;
  const from = `${year}-${month}-01`;
  const length = { month: 1, quarter: 3, year: 12 }[step] ?? 1;
  return { from, to: addDays(addMonths(from, length), -1) };
}
