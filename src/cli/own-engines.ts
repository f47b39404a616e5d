import { setTimeout as pause } from 'node:timers/promises';
import { registerMirrors } from '../mirrors.ts';
import type { Config } from '../platform/config.ts';
import { livingOwner, type Ownership, takeOwnership } from '../platform/control/ownership.ts';
import { orThrow } from '../platform/errors.ts';
import { openPlatform } from '../platform/open-platform.ts';
import type { Platform } from '../platform/platform.ts';
import type { Language } from './command.ts';
import type { Place } from './invoke.ts';

export interface OwnEngines {
  readonly config: Config;
  /** The command's name: whoever must wait for it reads it. */
  readonly name: string;
  readonly place: Place;
  /** Runs the command in the live server; its exit code, or undefined when there is no server. */
  readonly askServer: () => Promise<number | undefined>;
}

/** How often a busy data directory is looked at again. */
const pauseMs = 200;

/**
 * Opens the engines for one command and closes them after. While another command works in the data directory, or a
 * server is just starting or stopping there, it waits; a server that came up in the meantime is asked instead,
 * and its exit code handed back.
 */
export async function withOwnEngines(
  it: OwnEngines,
  work: (platform: Platform) => Promise<void>,
): Promise<number | undefined> {
  const turn = await waitForTurn(it);
  if (typeof turn === 'number') return turn;
  try {
    const platform = orThrow(await openPlatform(it.config));
    registerMirrors(platform);
    try {
      // What a server that was killed left owing counts in what this command answers.
      await platform.mirror.payAll();
      await work(platform);
    } finally {
      await platform.close();
    }
  } finally {
    await turn.release();
  }
  return undefined;
}

/** The data directory for us alone; or the exit code, when a server did the work instead. */
async function waitForTurn(it: OwnEngines): Promise<Ownership | number> {
  const { output, language, signal } = it.place;
  const { dataDir } = it.config;
  for (let told = false; ; told = true) {
    const code = await it.askServer();
    if (code !== undefined) return code;
    const address = `shuke ${it.name}`;
    const taken = await takeOwnership({ dataDir, role: 'command', address, now: new Date() });
    if (taken.ok) return taken.value;
    if (!told) output.stderr(await waitingFor(dataDir, language));
    await pause(pauseMs, undefined, { signal });
  }
}

/** Somebody else's command, or a server on its way up or down. */
async function waitingFor(dataDir: string, language: Language): Promise<string> {
  const owner = await livingOwner(dataDir);
  const name = owner === undefined ? dataDir : `${owner.address} (${owner.pid})`;
  return language === 'zh' ? `等待 ${name}……\n` : `Waiting for ${name}...\n`;
}
