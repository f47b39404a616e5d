import type pg from 'pg';
import { connectAs } from './connect-as.ts';

/** A connection as the owner of the tables: the URLs name the role, one for each password it may have just now. */
export async function openOwner(...migratorUrls: readonly string[]): Promise<pg.Client> {
  const client = await connectAs(() => migratorUrls, 'shuke owner');
  // A backup reads for as long as there are rows, and a restore's transaction waits while ClickHouse loads.
  await client.query('set statement_timeout = 0; set idle_in_transaction_session_timeout = 0');
  return client;
}
