import type { Question } from '../client/ask.ts';

/** Filters of the list of customers, by the names the API gives them. */
export type CustomerFilter = NonNullable<Question<'/api/shops/{shop}/customers'>['query']>;

/** The address of the customers of a figure: whatever is counted can be opened. An empty text is a filter too: not known. */
export function customersAddress(shop: string, filter: CustomerFilter): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(filter))
    if (value !== undefined && value !== null) search.set(name, String(value));
  return `/shops/${encodeURIComponent(shop)}/customers?${search}`;
}
