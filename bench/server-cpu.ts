import { readFile } from 'node:fs/promises';
import { familyOf } from './processes.ts';
import type { Serving } from './serving.ts';

/** Milliseconds a process has worked since it began, to 10 ms; NaN where the system does not tell (no /proc). */
export async function cpuOf(pid: number | undefined): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  // The second field is the program's name, which may hold blanks; user and system time are the 14th and 15th.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return 10 * (Number(fields[11]) + Number(fields[12]));
}

/**
 * Microseconds of processor time an event took of all the server's processes while `send` ran: what a machine that swings by
 * a third from minute to minute still tells alike. Sessions of PostgreSQL that ended meanwhile are not in it.
 */
export async function withServerCpu<T extends { readonly events: number }>(
  { child, dataDir }: Serving,
  send: () => Promise<T>,
): Promise<T & { readonly server_cpu_us_per_event: number }> {
  const root = child.pid!;
  const before = new Map<number, number>();
  for (const pid of await familyOf(root, dataDir)) before.set(pid, await cpuOf(pid));
  const sent = await send();
  let milliseconds = 0;
  for (const pid of await familyOf(root, dataDir))
    milliseconds += (await cpuOf(pid)) - (before.get(pid) ?? 0);
  return { ...sent, server_cpu_us_per_event: Math.round((10_000 * milliseconds) / sent.events) / 10 };
}
