/** What a page shows (filters, sort, tab, range), kept in the address bar so that it can be shared and gone back to. */
export type View<K extends string = string> = Readonly<Record<K, string>>;

/** The view an address says; what it does not say is the default. */
export function readView<K extends string>(search: URLSearchParams, defaults: View<K>): View<K> {
  const entries = Object.entries<string>(defaults).map(([key, value]) => [key, search.get(key) ?? value]);
  return Object.fromEntries(entries) as View<K>;
}
