import type { ClickHouse } from '../clickhouse/clickhouse.ts';
import type { Tx } from '../db/postgres.ts';

/** What a mirror kind is given: a transaction of the shop, and the distinct ids that changed. */
export interface MirrorBatch {
  readonly tx: Tx;
  readonly shopId: number;
  readonly ids: readonly number[];
  readonly clickhouse: ClickHouse;
}

/** Rows for one table of ClickHouse as ready JSONEachRow lines, made by PostgreSQL and passed on unparsed. */
export interface MirrorRows {
  readonly table: string;
  /** Empty or null = nothing for this table. */
  readonly lines: string | null;
}

/**
 * How one kind of row goes to ClickHouse. Rows carry their row_version as `version`, so that the same batch twice, or
 * two batches in the wrong order, end as the newest row. Ids that PostgreSQL no longer has become tombstones
 * (is_deleted = 1) with a version above every earlier one.
 */
export type MirrorKind = (batch: MirrorBatch) => Promise<readonly MirrorRows[]>;
