import { sql } from 'kysely';
import type { ImportTools } from './import-run.ts';

/** One backend of the embedded server, by which its processes are found; a remote server's memory is not ours. */
export async function backendOf({ platform }: Pick<ImportTools, 'platform'>): Promise<number | undefined> {
  if (platform.config.postgresUrl !== undefined) return undefined;
  const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(platform.db);
  return rows[0]?.pid;
}
