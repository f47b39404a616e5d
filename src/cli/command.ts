import type { Config } from '../platform/config.ts';
import type { Runner } from '../platform/control/control-server.ts';
import type { Progress } from '../platform/control/frames.ts';
import type { Problem, Text } from '../platform/errors.ts';
import type { Platform } from '../platform/platform.ts';
import type { Options, ValuesOf } from './option.ts';

export type Language = keyof Text;

/** Where what a command says goes: a terminal here, or frames to the terminal of a client. */
export interface Output {
  stdout(text: string): void;
  /** The same for a stream of any length: resolves when the reader has room for more. */
  flow(text: string): Promise<void>;
  stderr(text: string): void;
  progress(progress: Progress): void;
  problem(problem: Problem): void;
}

/** A positional argument; the last may take several words. */
export interface Argument {
  readonly name: string;
  readonly summary: Text;
  readonly many?: boolean;
}

export interface Invocation<O extends Options> {
  readonly options: ValuesOf<O>;
  readonly arguments: readonly string[];
  readonly json: boolean;
  readonly language: Language;
  /** Who acts, for the audit log: `cli:<account of the machine>`. */
  readonly actor: string;
  /** Folder in which file names are meant. */
  readonly cwd: string;
  readonly output: Output;
  /** Aborts on Ctrl-C, and when the client of a remote command goes away. */
  readonly signal: AbortSignal;
  /** Prints the answer: the document with --json, otherwise the lines of `text`. Once per command. */
  result(document: unknown, text: () => string): void;
}

interface Said {
  /** Words after `shuke`, such as `customers list`. */
  readonly name: string;
  readonly summary: Text;
  readonly arguments?: readonly Argument[];
  /** Left out of the list of commands. */
  readonly hidden?: boolean;
}

/** Works on open engines: in the live server, or with engines opened for it. Failures are thrown with `orThrow`. */
export interface EngineCommand<O extends Options> extends Said {
  readonly needs: 'engines';
  readonly options: O;
  run(it: Invocation<O> & { readonly platform: Platform }): Promise<void>;
}

/** What a command that runs where it was typed may lean on. */
export interface Surroundings {
  readonly env: NodeJS.ProcessEnv;
  /** The settings; throws the problem `config-invalid`. */
  config(): Config;
  /** What a server runs for the clients of its control socket. */
  readonly runner: (platform: Platform) => Runner;
}

/** Runs where it was typed; opens what it needs itself. */
export interface LocalCommand<O extends Options> extends Said {
  readonly needs: 'nothing';
  readonly options: O;
  /** Resolves with the exit code. */
  run(it: Invocation<O> & Surroundings): Promise<number>;
}

// biome-ignore lint/suspicious/noExplicitAny: a list of commands of any options
export type Command = EngineCommand<any> | LocalCommand<any>;

/** Keeps the types of the options for `run`. */
export const engineCommand = <O extends Options>(it: Omit<EngineCommand<O>, 'needs'>): EngineCommand<O> => ({
  ...it,
  needs: 'engines',
});

export const localCommand = <O extends Options>(it: Omit<LocalCommand<O>, 'needs'>): LocalCommand<O> => ({
  ...it,
  needs: 'nothing',
});
