import type { Command } from './command.ts';

/** Every command, loaded when it is called for: `shuke --help` should not open a database driver. */
const loaders: Readonly<Record<string, () => Promise<{ readonly command: Command }>>> = {
  serve: () => import('./commands/serve.ts'),
  engines: () => import('./commands/engines.ts'),
  version: () => import('./commands/version.ts'),
};

export interface Found {
  readonly command: Command;
  /** The words after the command's name. */
  readonly rest: readonly string[];
}

/** The command whose name these words begin with; of two, the longer (`customers list` before `customers`). */
export async function findCommand(words: readonly string[]): Promise<Found | undefined> {
  for (const length of [2, 1]) {
    const load = words.length >= length ? loaders[words.slice(0, length).join(' ')] : undefined;
    if (load !== undefined) return { command: (await load()).command, rest: words.slice(length) };
  }
  return undefined;
}

/** All of them, or those of one noun: `customers` gives `customers list`, `customers show`, ... */
export async function allCommands(noun?: string): Promise<Command[]> {
  const names = Object.keys(loaders).filter((name) => noun === undefined || name.startsWith(`${noun} `));
  const loaded = await Promise.all(names.map((name) => loaders[name]!()));
  return loaded.map((it) => it.command).filter((it) => it.hidden !== true);
}
