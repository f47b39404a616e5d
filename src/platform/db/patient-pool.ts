import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { connectAs, isWrongPassword } from './connect-as.ts';
import { preparedName } from './prepared.ts';

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
  /** How long a server without a place left is asked again, milliseconds; 10,000 unless told. */
  readonly crowdedTimeout?: number;
  /** Told of a connection that broke while nobody used it; the pool replaces it. */
  readonly onIdleError?: ((error: Error) => void) | undefined;
}

/**
 * A pool whose role's password may change while it is in use: a connection that is refused for it is opened again with
 * the one that is good now, and whoever asked for it notices nothing. A server that has no place left for one more is as a
 * pool that is full: one of its own comes back, or somebody else's goes, and until then the caller waits.
 */
export function patientPool(
  urls: Urls,
  { connectTimeout, crowdedTimeout = 10_000, onIdleError, ...config }: Patience,
): PatientPool {
  const good = { url: urls()[0]! };
  const pool = new pg.Pool({ ...config, Client: clientOf(good, connectTimeout) });
  // Nobody listens to a connection that is taken but asked nothing right now: breaking, it would end the process.
  pool.on('connect', (client) => client.on('error', () => {}));
  pool.on('error', (error) => onIdleError?.(error));
  const connect = async (): Promise<pg.PoolClient> => {
    const until = performance.now() + crowdedTimeout;
    for (let left = 3; ; ) {
      try {
        return await pool.connect();
      } catch (error) {
        if (isCrowded(error) && performance.now() < until) {
          await pause(CROWDED_MS);
          continue;
        }
        if (!isWrongPassword(error) || left === 0) throw error;
        left -= 1;
        good.url = await findGood(urls);
      }
    }
  };
  return { connect, end: () => pool.end(), options: pool.options };
}

const CROWDED_MS = 50;

/** too_many_connections: of the server, of the database or of the role. */
const isCrowded = (error: unknown): boolean => (error as { code?: unknown }).code === '53300';

const clientOf = (good: { url: string }, connectTimeout: number | undefined) =>
  class extends pg.Client {
    constructor(config?: pg.ClientConfig) {
      const timeout = connectTimeout === undefined ? {} : { connectionTimeoutMillis: connectTimeout };
      super({ ...config, ...timeout, connectionString: good.url });
    }

    // biome-ignore lint/suspicious/noExplicitAny: the seven ways in which pg lets itself be asked
    override query(text: any, values?: any, callback?: any): any {
      const name = typeof text === 'string' && Array.isArray(values) ? preparedName(text) : undefined;
      return name === undefined
        ? super.query(text, values, callback)
        : super.query({ name, text, values }, callback);
    }
  };

async function findGood(urls: Urls): Promise<string> {
  const client = await connectAs(urls, 'shuke');
  await client.end();
  return urls().find((url) => decodeURIComponent(new URL(url).password) === client.password)!;
}
