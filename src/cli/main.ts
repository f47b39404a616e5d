import { cliActor, ownUser } from './actor.ts';
import type { Language } from './command.ts';
import { interruption } from './interruption.ts';
import { runCommand } from './run-command.ts';
import { terminalOutput } from './terminal.ts';

/** LC_ALL, LC_MESSAGES, LANG in the order POSIX gives them. */
function languageOf(env: NodeJS.ProcessEnv): Language {
  return /^zh/i.test(env.LC_ALL || env.LC_MESSAGES || env.LANG || '') ? 'zh' : 'en';
}

// `shuke ... | head` closes the pipe early: that is the reader's right, not an error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

const language = languageOf(process.env);
const output = terminalOutput({ stdout: process.stdout, stderr: process.stderr, language });
const code = await runCommand({
  argv: process.argv.slice(2),
  env: process.env,
  cwd: process.cwd(),
  actor: cliActor(ownUser()),
  language,
  output,
  signal: interruption(process),
});
// The engines' native threads would keep the process alive; what is still in the pipe goes out first.
process.stdout.write('', () => process.exit(code));
