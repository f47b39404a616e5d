import type { Scope } from './scope.ts';

/** The relations measures are counted over. */
export type FactName =
  | 'orders'
  | 'refunds'
  | 'spend'
  | 'known-customers'
  | 'new-customers'
  | 'buyers'
  | 'active-customers'
  | 'returners'
  | 'recommenders'
  | 'cross-sales'
  | 'scored-customers';

/** One relation measures aggregate: its columns and its SQL. Every one can be split by every dimension. */
export interface Fact {
  readonly name: FactName;
  /** What one row is, and which columns it has besides `period` and `dimension`. */
  readonly says: string;
  /** A SELECT of `period` (Date), `dimension` (String, '' without one) and the fact's own columns. */
  readonly sql: (scope: Scope) => string;
}
