import type { Runner } from '../platform/control/control-server.ts';
import { type Problem, problem } from '../platform/errors.ts';
import type { Platform } from '../platform/platform.ts';
import { cliActor } from './actor.ts';
import { findCommand } from './commands.ts';
import { outputOver } from './frame-output.ts';
import { exitCodes, invocationOf, refuse, settle } from './invoke.ts';
import { parseArguments } from './parse-arguments.ts';

/** Runs the commands that come in over the control socket, on the server's own engines. */
export const commandRunner =
  (platform: Platform): Runner =>
  async ({ argv, cwd, language, user }, emit, signal) => {
    const output = outputOver(emit);
    const place = { cwd, actor: cliActor(user), language, output, signal };
    const found = await findCommand(argv);
    if (found?.command.needs !== 'engines') return refuse(output, false, unknownHere);
    const { command, rest } = found;
    const parsed = parseArguments(command, rest);
    if (!parsed.ok) return refuse(output, argv.includes('--json'), parsed.problem);
    return settle(place, parsed.value.json, async () => {
      await command.run({ ...invocationOf(parsed.value, place), platform });
      return exitCodes.done;
    });
  };

/** Only when the client is of another version than the server. */
const unknownHere: Problem = problem('wrong-usage', 400, {
  zh: '运行中的服务没有这个命令，可能版本不同：请重启服务',
  en: 'The running server does not know this command; it may be of another version: restart it',
});
