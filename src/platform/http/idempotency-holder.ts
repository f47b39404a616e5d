import { randomUUID } from 'node:crypto';
import { readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { processMarker } from '../control/process-marker.ts';

const marker = processMarker(process.pid) ?? 'unknown';

/** Claims that a request of this process holds now: holder to shop. */
const heldHere = new Map<string, number>();

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

/** Names one claim of this process: machine, process number, a random id, and what tells the process from a later one. */
export function takeHold(shopId: number): string {
  const holder = [machine, process.pid, randomUUID(), marker].join(' ');
  heldHere.set(holder, shopId);
  return holder;
}

export const letGo = (holder: string): boolean => heldHere.delete(holder);

/** What this process holds, by shop. */
export function heldByShop(): Map<number, string[]> {
  const shops = new Map<number, string[]>();
  for (const [holder, shopId] of heldHere) shops.set(shopId, [...(shops.get(shopId) ?? []), holder]);
  return shops;
}

/** Whether the request behind a claim ended without an answer; 'elsewhere' where this machine cannot tell. */
export function isGone(holder: string): boolean | 'elsewhere' {
  const [where, pid, , ...rest] = holder.split(' ');
  if (where !== machine) return 'elsewhere';
  if (Number(pid) === process.pid && rest.join(' ') === marker) return !heldHere.has(holder);
  return processMarker(Number(pid)) !== rest.join(' ');
}
