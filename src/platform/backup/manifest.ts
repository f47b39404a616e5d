/** What an archive says of itself. */

/** A file of the archive, in the archive's order. */
export interface Member {
  readonly name: string;
  readonly bytes: number;
  /** Of its bytes as they lie in the archive, hex. */
  readonly sha256: string;
}

/** A migration as the stores remember it. */
export interface AppliedMigration {
  readonly file: string;
  readonly checksum: string;
}

export interface PostgresTable {
  readonly columns: readonly string[];
  readonly rows: number;
}

export interface ClickHouseTable {
  readonly columns: readonly string[];
  /** As FINAL counts them. */
  readonly rows: number;
  /** Sum of the rows' hashes, whatever their order; decimal. */
  readonly hash: string;
}

/** Value and is_called of a sequence. */
export interface Sequence {
  readonly last: string;
  readonly called: boolean;
}

export interface Manifest {
  readonly format: 1;
  /** Version of the program that wrote it. */
  readonly program: string;
  /** ISO 8601: the moment it shows. */
  readonly at: string;
  /** Names the master key that opens what is sealed; see KeyManagement.masterId. */
  readonly master_key: string;
  readonly postgres: {
    readonly migrations: readonly AppliedMigration[];
    /** By `schema.table`. */
    readonly tables: Readonly<Record<string, PostgresTable>>;
    /** By `schema.sequence`. */
    readonly sequences: Readonly<Record<string, Sequence>>;
  };
  readonly clickhouse: {
    readonly migrations: readonly AppliedMigration[];
    readonly tables: Readonly<Record<string, ClickHouseTable>>;
  };
  /** Batches that PostgreSQL still owed ClickHouse: whoever restores pays them at the next start. */
  readonly owed_batches: number;
  readonly members: readonly Member[];
}

export const manifestName = 'manifest.json';

/** Rows of the tables of one store, or of both. */
export const rowsOf = (tables: Manifest['postgres']['tables'] | Manifest['clickhouse']['tables']): number =>
  Object.values(tables).reduce((sum, { rows }) => sum + rows, 0);
