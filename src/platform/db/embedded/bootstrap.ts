import pg from 'pg';
import { ensureRole, migratorRole } from '../roles.ts';
import type { EmbeddedPostgres } from './server.ts';

/**
 * Makes role shuke_migrator (no superuser; CREATEROLE, because it makes the application's roles) and the database it
 * owns; run at every start, it changes nothing that is there but the password. Answers the migrator's URL.
 */
export async function bootstrapDatabase(
  server: EmbeddedPostgres,
  migratorPassword: string,
  database = 'shuke',
): Promise<string> {
  const admin = new pg.Client({ connectionString: server.adminUrl('postgres') });
  admin.on('error', () => {}); // A server that dies meanwhile; the statement itself rejects.
  await admin.connect();
  try {
    await ensureRole(admin, migratorRole, migratorPassword);
    await admin.query(`alter role ${migratorRole} createrole inherit`);
    const found = await admin.query('select 1 from pg_database where datname = $1', [database]);
    if (found.rowCount === 0) {
      await admin.query(`create database ${pg.escapeIdentifier(database)} owner ${migratorRole}`);
    }
  } finally {
    await admin.end();
  }
  return server.url(migratorRole, migratorPassword, database);
}
