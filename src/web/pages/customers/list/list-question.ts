import { filterOf } from './filter-fields.ts';

/** What the list of customers is asked, and how many it holds. Pure: the page asks it, and the first script ahead of the page. */

/** Settings of the list are kept under it. */
export const LIST = 'customers';

export const listPath = '/api/shops/{shop}/customers';
export const countPath = '/api/shops/{shop}/customers/count';

/** What an address says that says nothing. */
export const listDefaults = { sort: 'last-order' };

export type Filter = ReturnType<typeof filterOf>;

/** The filter that an address says. */
export const filterIn = (search: URLSearchParams): Filter => filterOf((name) => search.get(name));

const ofScore = 'score-';

/** Key of the column that shows a score by a model. */
export const scoreColumn = (code: string): string => `${ofScore}${code}`;

/** Scores that the columns shown have: those nobody looks at are not asked for, which costs the server as much as the list. */
export function scoresShown(columns: unknown): string {
  const keys: unknown[] = Array.isArray(columns) ? columns : [];
  const codes = keys.flatMap((key) =>
    typeof key === 'string' && key.startsWith(ofScore) ? [key.slice(ofScore.length)] : [],
  );
  return [...new Set(codes)].sort().join(',');
}

export interface ListQuestion {
  readonly filter: Filter;
  /** As addresses have it: `net-sales`, `orders.asc`, `score:lifetime-value`. */
  readonly sort: string;
  readonly scores: string;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** The list as the API takes it. */
export function listQuery({ filter, sort: by, scores, limit, cursor }: ListQuestion) {
  const [key = '', order = 'desc'] = by.split('.');
  const [sort = '', score] = key.split(':');
  return {
    ...{ ...filter, sort, order },
    ...(score !== undefined && { by_score: score }),
    ...{ scores, limit },
    ...(cursor !== undefined && { cursor }),
  };
}
