import { readdir, readFile } from 'node:fs/promises';

const SAMPLE_MS = 1000;

/** Samples between two looks for new processes: reading of every process on the machine costs 10 to 60 ms. */
const FAMILY_SAMPLES = 5;

/** Follows the memory of this process and its PostgreSQL, the shared parts counted once. */
export interface MemoryWatch {
  /** Highest sum seen, in MB of 10^6 bytes. */
  peakMb(): number;
  stop(): Promise<void>;
}

/** Starts sampling once a second. `backend`: process id of one connection of a PostgreSQL on this machine. */
export function watchMemory(backend: number | undefined): MemoryWatch {
  let peak = 0;
  let family: readonly number[] = [];
  let samples = 0;
  const sample = async (): Promise<void> => {
    if (samples++ % FAMILY_SAMPLES === 0) family = await familyOf(backend);
    peak = Math.max(peak, await memoryMb(family));
  };
  let running = sample();
  const timer = setInterval(() => {
    running = running.then(sample);
  }, SAMPLE_MS);
  timer.unref();
  return {
    peakMb: () => peak,
    async stop() {
      clearInterval(timer);
      await running;
      await sample();
    },
  };
}

/** This process, its children, and the server of the connection with its siblings; nobody where there is no /proc. */
async function familyOf(backend: number | undefined): Promise<number[]> {
  const parents = await parentsOfAll();
  const server = backend === undefined ? undefined : parents.get(backend);
  const roots = new Set([process.pid, ...(server === undefined || server <= 1 ? [] : [server])]);
  return [...parents.keys()].filter((pid) => descendsFrom(pid, roots, parents));
}

/** Proportional set sizes (PSS), in which a page shared by n processes counts 1/n in each, and once in the sum. */
async function memoryMb(family: readonly number[]): Promise<number> {
  if (family.length === 0) return process.memoryUsage.rss() / 1e6;
  const sizes = await Promise.all(family.map(proportionalBytes));
  return sizes.reduce((sum, size) => sum + size, 0) / 1e6;
}

function descendsFrom(
  pid: number,
  roots: ReadonlySet<number>,
  parents: ReadonlyMap<number, number>,
): boolean {
  for (let at: number | undefined = pid; at !== undefined && at > 1; at = parents.get(at))
    if (roots.has(at)) return true;
  return false;
}

/** Parent of every process; empty where there is no /proc. */
async function parentsOfAll(): Promise<Map<number, number>> {
  const names = await readdir('/proc').catch(() => [] as string[]);
  const pids = names.filter((name) => /^\d+$/.test(name)).map(Number);
  const stats = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')));
  // pid (name, which may hold anything) state parent ...
  const parents = stats.map((stat) => Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]));
  return new Map(
    pids.map((pid, nth) => [pid, parents[nth]!] as const).filter(([, parent]) => Number.isInteger(parent)),
  );
}

/** PSS; where the system does not show it (another user's process), resident less shared pages. */
async function proportionalBytes(pid: number): Promise<number> {
  const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
  const found = /^Pss:\s+(\d+) kB/m.exec(rollup);
  if (found !== null) return Number(found[1]) * 1024;
  const [, resident = 0, shared = 0] = (await readFile(`/proc/${pid}/statm`, 'utf8').catch(() => ''))
    .split(' ')
    .map(Number);
  return Math.max(0, resident - shared) * 4096;
}
