import type { ClickHouse, TabLines } from '../clickhouse/clickhouse.ts';
import type { Tx } from '../db/postgres.ts';

/** What a mirror kind is given: a transaction of the shop, and the distinct ids that changed. */
export interface MirrorBatch {
  readonly tx: Tx;
  readonly shopId: number;
  readonly ids: readonly number[];
  readonly clickhouse: ClickHouse;
}

/** Rows for one table of ClickHouse, ready to be passed on unparsed. */
export interface MirrorRows {
  readonly table: string;
  /** Lines of JSONEachRow made by PostgreSQL, or of TabSeparated. Empty or null = nothing for this table. */
  readonly lines: string | TabLines | null;
}

/**
 * How one kind of row goes to ClickHouse. Rows carry their row_version as `version`, or a number drawn before they were read, so that the same
 * batch twice, or two batches in the wrong order, end as the newest row. Ids that PostgreSQL no longer has become tombstones
 * (is_deleted = 1) with a version above every earlier one.
 */
export type MirrorKind = (batch: MirrorBatch) => Promise<readonly MirrorRows[]>;

/**
 * The same for rows too many to hold at once. What stands behind a `yield` runs when the engine has synced its rows, and
 * in the transaction that forgets the debt.
 */
export type MirrorStream = (batch: MirrorBatch) => AsyncIterable<MirrorRows>;

/** How a kind is read, and, where a batch holds many rows, how it is told apart. */
export interface MirrorReading {
  readonly read: MirrorKind | MirrorStream;
  /**
   * Puts two smaller batches in the place of one that ClickHouse refused as data, and says so; false when it cannot be
   * made smaller. In the end what is to blame stands alone.
   */
  readonly halve?: ((batch: Pick<MirrorBatch, 'tx' | 'shopId' | 'ids'>) => Promise<boolean>) | undefined;
}
