import { sql } from 'kysely';
import type { Db } from '../db/postgres.ts';

/** What PostgreSQL owes ClickHouse, in all shops. */
export interface MirrorBacklog {
  readonly batches: number;
  readonly rows: number;
  /** When the oldest batch was owed; null when all is paid. */
  readonly oldest: Date | null;
}

export async function mirrorBacklog(db: Db): Promise<MirrorBacklog> {
  const { rows } = await sql<MirrorBacklog>`
    select batches::integer, rows::float8, oldest from platform.mirror_backlog()`.execute(db);
  return rows[0]!;
}
