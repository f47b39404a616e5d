import type { ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import { runShuke, startShuke, withDataDir } from './run-shuke.ts';

/** A running server with one empty shop, and keys to it. */
export interface Serving {
  readonly url: string;
  readonly writeKey: string;
  readonly apiKey: string;
  readonly child: ChildProcess;
  readonly dataDir: string;
}

/** Serves on a data directory of its own while `work` runs; the directory is gone afterwards. */
export function whileServing<T>(work: (serving: Serving) => Promise<T>): Promise<T> {
  return withDataDir(async (dataDir) => {
    await runShuke(dataDir, ['shops', 'create', '--shop', 'bench']);
    return whileServingIn(dataDir, work);
  });
}

/** Serves on a data directory that has the shop `bench`. */
export async function whileServingIn<T>(dataDir: string, work: (serving: Serving) => Promise<T>): Promise<T> {
  const port = await freePort();
  process.env.SHUKE_PORT = String(port);
  const keyOf = async (...args: string[]) => {
    const made = ['keys', 'create', '--shop', 'bench', '--name', 'bench', ...args];
    return (await runShuke<{ key: string }>(dataDir, made)).key;
  };
  const writeKey = await keyOf('--source', 'site');
  const apiKey = await keyOf(
    '--scopes',
    'customers:read,events:read,orders:read,analytics:read,segments:read',
  );
  const child = startShuke(dataDir, ['serve']);
  const url = `http://127.0.0.1:${port}`;
  try {
    await untilReady(`${url}/ready`);
    return await work({ url, writeKey, apiKey, child, dataDir });
  } finally {
    child.kill('SIGINT');
    await new Promise((resolve) => child.on('exit', resolve));
  }
}

export async function untilReady(url: string): Promise<void> {
  for (let tries = 0; tries < 3000; tries++) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${url} did not answer within two minutes`);
}

/** What a route answers to the bench's API key. */
export async function askApi<T>({ url, apiKey }: Serving, path: string): Promise<T> {
  const answer = await fetch(`${url}${path}`, { headers: { authorization: `Bearer ${apiKey}` } });
  return (await answer.json()) as T;
}

/** A measure over yesterday to tomorrow; 0 where nothing is known yet. */
export async function measured(serving: Serving, measure: string): Promise<number> {
  const day = (shift: number) => new Date(Date.now() + shift * 86_400_000).toISOString().slice(0, 10);
  const path = `/api/shops/bench/analytics/metrics?measure=${measure}&from=${day(-1)}&to=${day(1)}`;
  const { rows } = await askApi<{ rows?: readonly { value: number }[] }>(serving, path);
  return rows?.[0]?.value ?? 0;
}

/** Waits until so many customers are in ClickHouse too: nothing of what came before is still being carried over. */
export async function settled(serving: Serving, customers: number): Promise<void> {
  while ((await measured(serving, 'customers')) < customers)
    await new Promise((resolve) => setTimeout(resolve, 200));
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.on('listening', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** The value below which a share of the sorted rest lies, in whole microseconds of milliseconds. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = Math.min(sorted.length - 1, Math.floor(sorted.length * share));
  return Math.round((sorted[at] ?? Number.NaN) * 1000) / 1000;
}
