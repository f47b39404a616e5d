import { statfs } from 'node:fs/promises';
import type { Logger } from 'pino';
import { floorOf, isLow, type Room } from './disk-rules.ts';

/** How the disks under the data directory stand, as of the last look. */
export interface DiskState extends Room {
  readonly floor: number;
  /** Writes are refused (`disk-full`) until there is room again. */
  readonly low: boolean;
}

export interface DiskWatch {
  /** Of the folder that has the least room above its floor. */
  state(): DiskState;
  /** Looks now. A folder that is not there (yet) has no say. */
  look(): Promise<DiskState>;
  /** Looks every second until the signal aborts. */
  run(signal: AbortSignal): Promise<void>;
}

export interface DiskWatchOptions {
  /** The data directory, and those of the embedded engines, which may be file systems of their own; none = never low. */
  readonly folders: () => Promise<readonly string[]>;
  /** SHUKE_DISK_FLOOR in bytes; see floorOf. */
  readonly floor?: number | undefined;
  readonly log: Logger;
}

/** A look costs microseconds; in a second even a fast disk takes less than the default floor. */
const everyMs = 1000;

const unknown: DiskState = { free: 0, total: 0, floor: 0, low: false };

export function watchDisk({ folders, floor, log }: DiskWatchOptions): DiskWatch {
  let last = unknown;
  const look = async () => {
    const rooms = await Promise.all((await folders()).map(roomOf));
    const before = last;
    last = worst(rooms.filter((room) => room !== undefined).map((room) => judged(room, floor, before.low)));
    if (last.low !== before.low) tell(log, last);
    return last;
  };
  return { state: () => last, look, run: (signal) => lookOn(look, log, signal) };
}

const roomOf = (folder: string): Promise<Room | undefined> =>
  statfs(folder).then(
    ({ bavail, blocks, bsize }) => ({ free: bavail * bsize, total: blocks * bsize }),
    () => undefined,
  );

function judged(room: Room, set: number | undefined, wasLow: boolean): DiskState {
  const floor = floorOf(room, set);
  return { ...room, floor, low: isLow(room, floor, wasLow) };
}

const worst = (states: readonly DiskState[]): DiskState =>
  states.reduce((a, b) => (b.free - b.floor < a.free - a.floor ? b : a), states[0] ?? unknown);

function tell(log: Logger, { free, floor, low }: DiskState): void {
  if (low) log.error({ free, floor }, 'the disk is nearly full: writes are refused');
  else log.warn({ free, floor }, 'the disk has room again: writes are taken');
}

async function lookOn(look: () => Promise<unknown>, log: Logger, signal: AbortSignal): Promise<void> {
  const { promise: stopped, resolve } = Promise.withResolvers<void>();
  const timer = setInterval(() => {
    look().catch((err: unknown) => log.warn({ err }, 'the disk could not be looked at'));
  }, everyMs);
  signal.addEventListener('abort', () => resolve(), { once: true });
  if (signal.aborted) resolve();
  await stopped;
  clearInterval(timer);
}
