import { useEffect, useState } from 'react';
import { useAsk } from '../../client/ask.ts';
import { useShop } from '../../client/me.ts';
import { dayOf } from '../../kit/format/dates.ts';
import { type Days, daysOf } from './ranges.ts';
import { questionOf, type View } from './view-rules.ts';

/** Milliseconds a view stands still before it is asked: dragging a field across fires a change at every shelf. */
const SETTLED_MS = 200;

function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), SETTLED_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}

export const useCatalogue = () =>
  useAsk('/api/shops/{shop}/explore/catalogue', { path: { shop: useShop().slug } }, { fresh: 3_600_000 });

/** The shop days of a view, today. */
export function useDays(range: string): Days {
  return daysOf(range, dayOf(new Date(), useShop().time_zone));
}

/** The question of a view as it stands in an address, over its days. */
export const useQuestion = (view: View): string => JSON.stringify(questionOf(view, useDays(view.range)));

/**
 * The answer of a view. Totals are always asked for: rows are sorted by them, shares are of them. The question before
 * is dropped, and stopped in the engine, when another is asked.
 */
export function useAnswer(view: View) {
  const shop = useShop();
  const days = useDays(view.range);
  const question = useSettled(JSON.stringify({ ...questionOf(view, days), totals: true }));
  return useAsk(
    '/api/shops/{shop}/explore',
    { path: { shop: shop.slug }, query: { question } },
    {
      enabled: view.question.measures.length > 0 && !question.includes('"measures":[]'),
      keep: true,
      fresh: 30_000,
    },
  );
}
