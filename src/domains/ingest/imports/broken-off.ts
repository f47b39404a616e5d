import { faultOf } from '../../../platform/faults/fault.ts';
import type { Platform } from '../../../platform/platform.ts';

/** One import (or undo) that a fault of disk or stores broke off in this process. */
export interface BrokenOff {
  readonly shopId: number;
  readonly importId: number;
}

/** In memory: with the store away there is nowhere else to write. What a dead process noted, the next start finds. */
const broken = new WeakMap<Platform, Map<string, BrokenOff>>();

function brokenIn(platform: Platform): Map<string, BrokenOff> {
  const found = broken.get(platform) ?? new Map<string, BrokenOff>();
  broken.set(platform, found);
  return found;
}

/** Notes, where `error` is a fault, that the import must go on once the cause is gone; false where it is none. */
export function noteBrokenOff(platform: Platform, it: BrokenOff, error: unknown): boolean {
  if (faultOf(error) === undefined) return false;
  goOnSoon(platform, it);
  return true;
}

/** Has an import that broke off go on within a second or two, if it can: also one whose cause nobody noted. */
export function goOnSoon(platform: Platform, { shopId, importId }: BrokenOff): void {
  brokenIn(platform).set(`${shopId} ${importId}`, { shopId, importId });
}

/** Takes those noted so far; whoever cannot go on with one notes it again. */
export function takeBrokenOff(platform: Platform): BrokenOff[] {
  const found = brokenIn(platform);
  const taken = [...found.values()];
  found.clear();
  return taken;
}
