import pg from 'pg';

/**
 * Runs `work` while this process alone holds the lock of that number in the database of `url`; others wait.
 * `work` gets the connection that holds the lock.
 */
export async function withAdvisoryLock<T>(
  url: string,
  lock: number,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ connectionString: url, application_name: 'shuke lock' });
  client.on('error', () => {}); // A server that dies meanwhile; the statement itself rejects.
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [lock]);
    return await work(client);
  } finally {
    await client.end();
  }
}
