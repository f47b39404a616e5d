import type { Config } from '../platform/config.ts';
import { readConfig } from '../platform/config.ts';
import { runRemotely } from '../platform/control/control-client.ts';
import { controlPath } from '../platform/control/socket.ts';
import { orThrow, type Problem, problem } from '../platform/errors.ts';
import { ownUser } from './actor.ts';
import type { EngineCommand, LocalCommand, Surroundings } from './command.ts';
import { allCommands, findCommand, runsOnEngines } from './commands.ts';
import { framesTo } from './frame-output.ts';
import { commandHelp, commandList } from './help.ts';
import { exitCodes, invocationOf, type Place, refuse, settle } from './invoke.ts';
import type { Options } from './option.ts';
import { type Parsed, parseArguments } from './parse-arguments.ts';
import { commandRunner } from './serve-commands.ts';
import { sayStillWorking } from './still-working.ts';

export interface Call extends Place {
  readonly argv: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}

/** One call of the command line, from words to exit code: 0 done, 1 failed, 2 wrong usage, 130 interrupted. */
export async function runCommand(call: Call): Promise<number> {
  const { argv, output, language } = call;
  const there = await askServer(call);
  if (there !== undefined) return there;
  const found = await findCommand(argv);
  if (found === undefined) return withoutCommand(call);
  const parsed = parseArguments(found.command, found.rest);
  if (!parsed.ok) return refuse(output, argv.includes('--json'), parsed.problem);
  if (parsed.value.help) {
    output.stdout(commandHelp(found.command, language));
    return exitCodes.done;
  }
  const { command } = found;
  if (command.needs === 'nothing') return runHere(command, parsed.value, call);
  return runOnEngines(command, parsed.value, call);
}

/** No command, or an unknown one: the list of what there is. */
async function withoutCommand({ argv, output, language }: Call): Promise<number> {
  const [first] = argv;
  if (first === undefined || first === '--help' || first === 'help') {
    output.stdout(commandList(await allCommands(), language));
    return exitCodes.done;
  }
  const ofNoun = await allCommands(first);
  output.problem(unknownCommand(argv));
  output.stderr(`\n${commandList(ofNoun.length > 0 ? ofNoun : await allCommands(), language)}`);
  return exitCodes.wrongUsage;
}

const unknownCommand = (argv: readonly string[]): Problem => {
  const name = argv
    .filter((word) => !word.startsWith('-'))
    .slice(0, 2)
    .join(' ');
  return problem('unknown-command', 400, { zh: `没有命令 "${name}"`, en: `There is no command "${name}"` });
};

function runHere(command: LocalCommand<Options>, parsed: Parsed, call: Call): Promise<number> {
  const surroundings: Surroundings = {
    env: call.env,
    config: () => orThrow(readConfig(call.env, call.cwd)),
    runner: commandRunner,
  };
  return settle(call, parsed.json, () => command.run({ ...invocationOf(parsed, call), ...surroundings }));
}

/**
 * The live server, where there is one, reads the words as well as runs them: its answer is there in a tenth of a second,
 * where what a command leans on takes a second to load here.
 */
async function askServer(call: Call): Promise<number | undefined> {
  const config = readConfig(call.env, call.cwd);
  if (!config.ok || !runsOnEngines(call.argv)) return undefined;
  let isThere = true;
  const code = await whileWorking(call, (heard) =>
    settle(heard, call.argv.includes('--json'), async () => {
      const answer = await runThere(config.value, heard);
      isThere = answer !== undefined;
      return answer;
    }),
  );
  return isThere ? code : undefined;
}

/** On engines opened for this command alone; or in a server that came up meanwhile. */
function runOnEngines(command: EngineCommand<Options>, parsed: Parsed, heard: Call): Promise<number> {
  return whileWorking(heard, (call) =>
    settle(call, parsed.json, async () => {
      const config = quiet(orThrow(readConfig(call.env, call.cwd)), call.env);
      // Loaded only now: the drivers of two databases take half a second, which `--help` and `version` need not pay.
      const { withOwnEngines } = await import('./own-engines.ts');
      const own = { config, name: command.name, place: call, askServer: () => runThere(config, call) };
      return withOwnEngines(own, (platform) => command.run({ ...invocationOf(parsed, call), platform }));
    }),
  );
}

/** Calls that reach engines may take long, wherever they run: they are not silent meanwhile. */
async function whileWorking<Value>(call: Call, work: (call: Call) => Promise<Value>): Promise<Value> {
  const working = sayStillWorking(call.output, call.language);
  try {
    return await work({ ...call, output: working.output });
  } finally {
    working.stop();
  }
}

function runThere(
  config: Config,
  { argv, cwd, language, output, signal }: Call,
): Promise<number | undefined> {
  const run = { type: 'run', argv, cwd, language, user: ownUser() } as const;
  return runRemotely(controlPath(config.dataDir), { run, emit: framesTo(output), signal });
}

/** A server logs what it does; whoever runs one command wants its answer, and the log only where something is wrong. */
const quiet = (config: Config, env: NodeJS.ProcessEnv): Config =>
  env.SHUKE_LOG_LEVEL ? config : { ...config, logLevel: 'warn' };
