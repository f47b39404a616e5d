import { type EventStep, readSteps, writeSteps } from '../../../contract/event-steps.ts';

/** A funnel as it stands in the address bar. Pure. */

export const viewDefaults = {
  ...{ steps: '', window: '7d', days: 'last-30', order: 'ordered', attempt: 'furthest', exclude: '' },
  ...{ by: '', trend: 'day' },
};

export const windows = ['1h', '1d', '3d', '7d', '14d', '30d', '90d'] as const;
export const orders = ['ordered', 'strict', 'any'] as const;
export const attempts = ['furthest', 'first'] as const;
export const trends = ['day', 'week', 'month'] as const;

export const oneOf = <T extends string>(words: readonly T[], word: string, fallback: T): T =>
  words.find((it) => it === word) ?? fallback;

/** Steps of an address; what cannot be read has none, and the reader chooses anew. */
export const stepsIn = (text: string): EventStep[] => (text === '' ? [] : (readSteps(text) ?? []));

/** What a shop of this market wants to see first. */
const usual = ['Product Viewed', 'Product Added', 'Checkout Started', 'Order Completed'];

/** Steps to begin with: the usual ones that the shop has, else its most frequent events. */
export function suggestedSteps(names: readonly string[]): string {
  const known = usual.filter((it) => names.includes(it));
  const chosen = known.length >= 2 ? known : names.slice(0, 3);
  return chosen.length < 2 ? '' : writeSteps(chosen.map((name) => ({ name, filters: [] })));
}
