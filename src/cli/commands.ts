import type { Command } from './command.ts';

/** Every command, loaded when it is called for: `shuke --help` should not open a database driver. */
const loaders: Readonly<Record<string, () => Promise<{ readonly command: Command }>>> = {
  serve: () => import('./commands/serve.ts'),
  backup: () => import('./commands/backup.ts'),
  'backup verify': () => import('./commands/backup-verify.ts'),
  restore: () => import('./commands/restore.ts'),
  doctor: () => import('./commands/doctor.ts'),
  import: () => import('./commands/import.ts'),
  'imports list': () => import('./commands/imports-list.ts'),
  'imports undo': () => import('./commands/imports-undo.ts'),
  export: () => import('./commands/export.ts'),
  demo: () => import('./commands/demo.ts'),
  metrics: () => import('./commands/metrics.ts'),
  rfm: () => import('./commands/rfm.ts'),
  'rfm moves': () => import('./commands/rfm-moves.ts'),
  quadrants: () => import('./commands/quadrants.ts'),
  lifecycle: () => import('./commands/lifecycle.ts'),
  worklist: () => import('./commands/worklist.ts'),
  'customers list': () => import('./commands/customers-list.ts'),
  'customers show': () => import('./commands/customers-show.ts'),
  'customers merge': () => import('./commands/customers-merge.ts'),
  'customers unmerge': () => import('./commands/customers-unmerge.ts'),
  'customers split': () => import('./commands/customers-split.ts'),
  'customers unmask': () => import('./commands/customers-unmask.ts'),
  'quarantine list': () => import('./commands/quarantine-list.ts'),
  'quarantine release': () => import('./commands/quarantine-release.ts'),
  'traits list': () => import('./commands/traits-list.ts'),
  'traits add': () => import('./commands/traits-add.ts'),
  'traits change': () => import('./commands/traits-change.ts'),
  'traits undeclared': () => import('./commands/traits-undeclared.ts'),
  'customers export-personal': () => import('./commands/customers-export-personal.ts'),
  'customers erase': () => import('./commands/customers-erase.ts'),
  'orders show': () => import('./commands/orders-show.ts'),
  'shops list': () => import('./commands/shops-list.ts'),
  'shops create': () => import('./commands/shops-create.ts'),
  'keys list': () => import('./commands/keys-list.ts'),
  'keys create': () => import('./commands/keys-create.ts'),
  'keys revoke': () => import('./commands/keys-revoke.ts'),
  'keys rotate': () => import('./commands/keys-rotate.ts'),
  'keys rotate-master': () => import('./commands/keys-rotate-master.ts'),
  'retention show': () => import('./commands/retention-show.ts'),
  'retention set': () => import('./commands/retention-set.ts'),
  'retention run': () => import('./commands/retention-run.ts'),
  'accounts reset-password': () => import('./commands/accounts-reset-password.ts'),
  'operators list': () => import('./commands/operators-list.ts'),
  'operators add': () => import('./commands/operators-add.ts'),
  'operators remove': () => import('./commands/operators-remove.ts'),
  'db plan': () => import('./commands/db-plan.ts'),
  'db distribute': () => import('./commands/db-distribute.ts'),
  'consents show': () => import('./commands/consents-show.ts'),
  'consents record': () => import('./commands/consents-record.ts'),
  'audit verify': () => import('./commands/audit-verify.ts'),
  engines: () => import('./commands/engines.ts'),
  'value fit': () => import('./commands/value-fit.ts'),
  version: () => import('./commands/version.ts'),
};

export interface Found {
  readonly command: Command;
  /** The words after the command's name. */
  readonly rest: readonly string[];
}

/** Those that run where they are typed. A test holds the list to what each command says of itself. */
const local = new Set([
  'serve',
  'backup verify',
  'restore',
  'doctor',
  'keys rotate-master',
  'db distribute',
  'version',
]);

/**
 * Whether these words call a command that a live server would run; asked before anything is loaded, because loading what a
 * command needs to read its options takes ten times as long as asking the server to.
 */
export function runsOnEngines(words: readonly string[]): boolean {
  const name = namesOf(words).find(([, it]) => loaders[it] !== undefined)?.[1];
  return name !== undefined && !local.has(name) && !words.some((word) => word.startsWith('--help'));
}

/** What the first words may name, and how many of them. */
function namesOf([first = '', second = '-']: readonly string[]): [number, string][] {
  const names: [number, string][] = [
    [2, `${first} ${second}`],
    [1, first],
  ];
  return second.startsWith('-') ? [...names, [1, `${first} list`]] : names;
}

/**
 * The command whose name these words begin with; of two, the longer (`customers list` before `customers`). A noun alone
 * lists: `keys --shop a` is `keys list --shop a`.
 */
export async function findCommand(words: readonly string[]): Promise<Found | undefined> {
  for (const [length, name] of namesOf(words)) {
    const load = loaders[name];
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
