import { sql } from 'kysely';
import type { Db } from '../db/postgres.ts';

/** What PostgreSQL owes ClickHouse, in all shops. */
export interface MirrorBacklog {
  readonly batches: number;
  readonly rows: number;
  /** When the oldest batch was owed; null when all is paid. */
  readonly oldest: Date | null;
  /** Batches ClickHouse refused as data, which are set aside until the next start: a defect to be told of. */
  readonly refused: number;
}

export async function mirrorBacklog(db: Db): Promise<MirrorBacklog> {
  const { rows } = await sql<MirrorBacklog>`
    select batches::integer, rows::float8, oldest, refused::integer from platform.mirror_backlog()`.execute(
    db,
  );
  return rows[0]!;
}
