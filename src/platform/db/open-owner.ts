import pg from 'pg';

/** A connection as the owner of the tables: `migratorUrl` names the role. */
export async function openOwner(migratorUrl: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: migratorUrl, application_name: 'shuke owner' });
  // A broken connection fails whatever is asked of it next; unheard, its error would end the process.
  client.on('error', () => {});
  await client.connect();
  // A backup reads for as long as there are rows, and a restore's transaction waits while ClickHouse loads.
  await client.query('set statement_timeout = 0; set idle_in_transaction_session_timeout = 0');
  return client;
}
