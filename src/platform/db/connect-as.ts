import pg from 'pg';

/** invalid_password: it is no longer, or not yet, the role's. */
export const isWrongPassword = (error: unknown): boolean => (error as { code?: string }).code === '28P01';

/**
 * A connection by the first of `urls` whose password is good. While the master key changes a role's password changes over
 * once, at a moment nobody is told of: whoever was refused with both has asked across it, and asks again.
 */
export async function connectAs(urls: () => readonly string[], applicationName: string): Promise<pg.Client> {
  for (let left = 3; ; left -= 1) {
    for (const connectionString of urls()) {
      const client = new pg.Client({ connectionString, application_name: applicationName });
      // A broken connection fails whatever is asked of it next; unheard, its error would end the process.
      client.on('error', () => {});
      try {
        await client.connect();
        return client;
      } catch (error) {
        await client.end().catch(() => {});
        if (!isWrongPassword(error) || left === 0) throw error;
      }
    }
  }
}
