import { readdir, readFile } from 'node:fs/promises';

/** Process `root`, its descendants, and the PostgreSQL processes on `dataDir`, which are nobody's children. Linux only. */
export async function familyOf(root: number, dataDir: string): Promise<number[]> {
  const all = await Promise.all((await readdir('/proc')).filter((it) => /^\d+$/.test(it)).map(describe));
  const known = all.filter((it) => it !== undefined);
  const family = new Set([root, ...known.filter((it) => it.command.includes(dataDir)).map((it) => it.pid)]);
  for (let size = 0; size !== family.size; ) {
    size = family.size;
    for (const it of known) if (family.has(it.parent)) family.add(it.pid);
  }
  return [...family];
}

async function describe(name: string) {
  try {
    const [stat, command] = await Promise.all([
      readFile(`/proc/${name}/stat`, 'utf8'),
      readFile(`/proc/${name}/cmdline`, 'utf8'),
    ]);
    // The program's name is in parentheses and may hold blanks: the parent is the second word behind it.
    const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
    return { pid: Number(name), parent, command };
  } catch {
    return undefined;
  }
}

/** Memory of the processes together, shared pages counted once (PSS), in MB. */
export async function pssMegabytes(pids: readonly number[]): Promise<number> {
  let kilobytes = 0;
  for (const pid of pids) {
    const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
    kilobytes += Number(/^Pss:\s+(\d+)/m.exec(rollup)?.[1] ?? 0);
  }
  return Math.round(kilobytes / 1024);
}
