import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * What tells a process from a later one with the same number: the boot it belongs to and when it began. Undefined when
 * there is no such process. A number alone says little: after a restart of the machine it names another program.
 */
export function processMarker(pid: number): string | undefined {
  return process.platform === 'linux' ? linuxMarker(pid) : psMarker(pid);
}

function linuxMarker(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The program's name stands in brackets and may hold blanks: count the fields after the last bracket.
    const [state, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (state === 'Z' || state === 'X') return undefined;
    // Field 22 of proc(5): start in clock ticks since boot.
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}:${rest[18]}`;
  } catch {
    return undefined;
  }
}

function psMarker(pid: number): string | undefined {
  try {
    const begun = execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], {
      encoding: 'utf8',
      stdio: 'pipe',
    });
    return begun.trim() || undefined;
  } catch {
    return undefined;
  }
}
