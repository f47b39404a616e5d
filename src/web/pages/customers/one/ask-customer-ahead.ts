import { reading } from '../../../client/ask.ts';
import type { Here } from '../../../client/me.ts';
import { queryClient } from '../../../client/query-client.ts';
import { cardPath, figuresPath } from './customer-question.ts';
import { timelineQuestion } from './timeline-question.ts';

/**
 * Asks at once for what the page of a customer shows first. Its parts ask for themselves too, but not before the card is
 * there; and a hand that rests on a name is on its way to click it.
 */
export function askCustomerAhead(shop: Here, customer: number): void {
  const path = { shop: shop.slug, customer };
  void queryClient.prefetchQuery(reading(cardPath, { path }));
  if (shop.may('orders:read')) void queryClient.prefetchQuery(reading(figuresPath, { path }));
  void queryClient.prefetchInfiniteQuery(timelineQuestion(path, ''));
}
