import { randomUUID } from 'node:crypto';
import { readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { processMarker } from './process-marker.ts';

/**
 * Claims of one kind of work that this process holds. A row in PostgreSQL names its holder; whoever finds it can tell
 * whether the holder still lives: at once on the same machine, elsewhere only by how long ago the row was refreshed.
 */
export interface Holds {
  /** Names one claim of this process: machine, process number, a random id, and what tells the process from a later one. */
  take(shopId: number): string;
  letGo(holder: string): boolean;
  /** What this process holds, by shop. */
  byShop(): Map<number, string[]>;
  /** Whether the work behind a claim ended without saying so; 'elsewhere' where this machine cannot tell. */
  isGone(holder: string): boolean | 'elsewhere';
}

const marker = processMarker(process.pid) ?? 'unknown';

/**
 * Where process numbers mean the same: on Linux one boot's number space (containers have their own), elsewhere the host.
 */
function machineOf(): string {
  if (process.platform !== 'linux') return hostname();
  const [boot] = marker.split(':');
  try {
    return `${boot}/${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return `${boot}/${hostname()}`;
  }
}
const machine = machineOf();

export function makeHolds(): Holds {
  const held = new Map<string, number>();
  return {
    take(shopId) {
      const holder = [machine, process.pid, randomUUID(), marker].join(' ');
      held.set(holder, shopId);
      return holder;
    },
    letGo: (holder) => held.delete(holder),
    byShop() {
      const shops = new Map<number, string[]>();
      for (const [holder, shopId] of held) shops.set(shopId, [...(shops.get(shopId) ?? []), holder]);
      return shops;
    },
    isGone(holder) {
      const [where, pid, , ...rest] = holder.split(' ');
      if (where !== machine) return 'elsewhere';
      if (Number(pid) === process.pid && rest.join(' ') === marker) return !held.has(holder);
      return processMarker(Number(pid)) !== rest.join(' ');
    },
  };
}
