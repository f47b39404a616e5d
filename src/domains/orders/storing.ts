import type { ShopKeys } from '../../platform/crypto/keyring.ts';
import type { Issue } from '../../platform/errors.ts';

/** Where and for whom orders are stored. */
export interface StoringContext {
  readonly keys: ShopKeys;
  readonly shopId: number;
  readonly importId?: number | undefined;
  /** Called once a long statement is on its way: there is time for other work until it answers. */
  readonly meanwhile?: (() => void) | undefined;
}

/** An import that is taken back. */
export interface Undoing {
  readonly shopId: number;
  readonly importId: number;
  /** Told after every transaction: how many orders or refund documents it took back. */
  readonly onUndone?: ((rows: number) => void) | undefined;
}

export type LineOutcome = 'created' | 'updated' | 'duplicate';

/** What became of one record: `rejected` with the issue (nothing of it is stored), or how order and lines stand now. */
export interface OrderOutcome {
  /** Of several records of one order in a call, one tells; the others say unchanged. */
  order: 'created' | 'updated' | 'unchanged' | 'rejected';
  issue?: Issue;
  /** One per line of the record, in their order. */
  readonly lines: LineOutcome[];
}

export interface StoredOrders {
  /** One per record, in their order. */
  readonly outcomes: readonly OrderOutcome[];
  readonly created: number;
  /** Orders that stood before this import and stand otherwise now. */
  readonly updated: number;
}

/** What the parts of storing share. */
export interface Storing extends StoringContext {
  readonly outcomes: readonly OrderOutcome[];
  /** Ids of orders whose rows changed, for the mirror. */
  readonly changed: Set<number>;
}
