import pg from 'pg';
import { connectAs, isWrongPassword } from './connect-as.ts';

/** One for each password the role may have just now, the likeliest first. */
export type Urls = () => readonly string[];

export interface PatientPool {
  connect(): Promise<pg.PoolClient>;
  end(): Promise<void>;
  readonly options: object;
}

interface Patience extends Omit<pg.PoolConfig, 'Client' | 'connectionString'> {
  /** For a connection alone, not for the wait for a place. */
  readonly connectTimeout?: number;
  /** Told of a connection that broke while nobody used it; the pool replaces it. */
  readonly onIdleError?: ((error: Error) => void) | undefined;
}

/**
 * A pool whose role's password may change while it is in use: a connection that is refused for it is opened again with
 * the one that is good now, and whoever asked for it notices nothing.
 */
export function patientPool(urls: Urls, { connectTimeout, onIdleError, ...config }: Patience): PatientPool {
  const good = { url: urls()[0]! };
  const pool = new pg.Pool({ ...config, Client: clientOf(good, connectTimeout) });
  // Nobody listens to a connection that is taken but asked nothing right now: breaking, it would end the process.
  pool.on('connect', (client) => client.on('error', () => {}));
  pool.on('error', (error) => onIdleError?.(error));
  const connect = async (): Promise<pg.PoolClient> => {
    for (let left = 3; ; left -= 1) {
      try {
        return await pool.connect();
      } catch (error) {
        if (!isWrongPassword(error) || left === 0) throw error;
        good.url = await findGood(urls);
      }
    }
  };
  return { connect, end: () => pool.end(), options: pool.options };
}

const clientOf = (good: { url: string }, connectTimeout: number | undefined) =>
  class extends pg.Client {
    constructor(config?: pg.ClientConfig) {
      const timeout = connectTimeout === undefined ? {} : { connectionTimeoutMillis: connectTimeout };
      super({ ...config, ...timeout, connectionString: good.url });
    }
  };

async function findGood(urls: Urls): Promise<string> {
  const client = await connectAs(urls, 'shuke');
  await client.end();
  return urls().find((url) => decodeURIComponent(new URL(url).password) === client.password)!;
}
