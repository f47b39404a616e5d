import { type ChildProcess, spawn } from 'node:child_process';
import { access, chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Without a slash at its end, or the console's stamp is another than the launcher's and it is built twice. */
export const ROOT = join(import.meta.dirname, '..');
const LAUNCHER = join(ROOT, 'scripts', 'launch.mjs');
export const UCI = new URL('../../shared/data/uci_online_retail.csv.gz', import.meta.url).pathname;

/** A data directory of its own for one bench, gone afterwards. */
export async function withDataDir<T>(work: (dataDir: string) => Promise<T>): Promise<T> {
  const dataDir = await mkdtemp(join(tmpdir(), 'shuke-bench-'));
  // PostgreSQL's own user must get through, or its data goes elsewhere and its processes are not found by this folder.
  await chmod(dataDir, 0o711);
  try {
    return await work(dataDir);
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** The same, filled by `fill`; where `BENCH_DATA` names one, it is kept, and filled the first time: for parts of a bench that are run one by one. */
export async function withFilledDir<T>(
  fill: (dataDir: string) => Promise<void>,
  work: (dataDir: string) => Promise<T>,
): Promise<T> {
  const kept = process.env.BENCH_DATA;
  if (kept === undefined) return withDataDir((dataDir) => fill(dataDir).then(() => work(dataDir)));
  await mkdir(kept, { recursive: true });
  await chmod(kept, 0o711);
  const mark = join(kept, 'filled');
  const isFilled = await access(mark).then(
    () => true,
    () => false,
  );
  if (!isFilled) await fill(kept).then(() => writeFile(mark, ''));
  return work(kept);
}

/** Starts the CLI as a user would, on `dataDir`. */
export const startShuke = (dataDir: string, args: readonly string[]): ChildProcess =>
  spawn(process.execPath, [LAUNCHER, ...args], {
    env: { ...process.env, SHUKE_DATA: dataDir, SHUKE_LOG_LEVEL: 'warn' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });

/** `npm start` as a new user types it, in a process group of its own: Ctrl-C reaches all of it. */
export const startInstalled = (dataDir: string): ChildProcess =>
  spawn('npm', ['start', '--silent'], {
    env: { ...process.env, SHUKE_DATA: dataDir, SHUKE_LOG_LEVEL: 'warn' },
    cwd: ROOT,
    detached: true,
    stdio: ['ignore', 'ignore', 'inherit'],
  });

/** Runs the CLI to its end; its one JSON document. */
export async function runShuke<T>(dataDir: string, args: readonly string[]): Promise<T> {
  const child = startShuke(dataDir, [...args, '--json']);
  let out = '';
  child.stdout!.on('data', (chunk) => {
    out += chunk;
  });
  const code = await new Promise((resolve) => child.on('exit', resolve));
  if (code !== 0) throw new Error(`shuke ${args.join(' ')} ended with ${code}: ${out}`);
  return JSON.parse(out) as T;
}

export const seconds = (since: number): number => Math.round(performance.now() - since) / 1000;
