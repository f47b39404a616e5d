import { setTimeout as pause } from 'node:timers/promises';
import type { Config } from '../platform/config.ts';
import { type Ownership, takeOwnership } from '../platform/control/ownership.ts';
import { orThrow } from '../platform/errors.ts';
import { openPlatform } from '../platform/open-platform.ts';
import type { Platform } from '../platform/platform.ts';
import type { Place } from './invoke.ts';

export interface OwnEngines {
  readonly config: Config;
  /** The command's name: whoever must wait for it reads it. */
  readonly name: string;
  readonly place: Place;
  /** Asks the live server again; true when it has answered, and nothing is left to do here. */
  readonly askServer: () => Promise<boolean>;
}

/** How often a busy data directory is looked at again. */
const pauseMs = 200;

/**
 * Opens the engines for one command and closes them after. While another command works in the data directory, or a
 * server is just starting or stopping there, it waits; a server that came up in the meantime is asked instead.
 */
export async function withOwnEngines(
  it: OwnEngines,
  work: (platform: Platform) => Promise<void>,
): Promise<void> {
  const ownership = await waitForOwnership(it);
  if (ownership === undefined) return;
  try {
    const platform = orThrow(await openPlatform(it.config));
    try {
      await work(platform);
    } finally {
      await platform.close();
    }
  } finally {
    await ownership.release();
  }
}

/** Undefined when a server answered instead. */
async function waitForOwnership(it: OwnEngines): Promise<Ownership | undefined> {
  const { output, language, signal } = it.place;
  for (let told = false; ; told = true) {
    if (await it.askServer()) return undefined;
    const taking = {
      dataDir: it.config.dataDir,
      role: 'command',
      address: `shuke ${it.name}`,
      now: new Date(),
    } as const;
    const taken = await takeOwnership(taking);
    if (taken.ok) return taken.value;
    if (!told) output.stderr(`${taken.problem.message[language]}...\n`);
    await pause(pauseMs, undefined, { signal });
  }
}
