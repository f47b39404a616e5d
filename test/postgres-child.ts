import { once } from 'node:events';
import { startEmbeddedPostgres } from '../src/platform/db/embedded/server.ts';

/**
 * A process of its own that owns an embedded server, to be killed by tests: `postgres-child.ts DATA_DIR`. Prints one
 * JSON line when the server is up (or refused), then on SIGINT asks the server once more, stops it and prints another.
 */
const say = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`);

const interrupted = once(process, 'SIGINT');
const started = await startEmbeddedPostgres(process.argv[2]!);
if (!started.ok) {
  say({ refused: started.problem.code });
} else {
  const server = started.value;
  say({ pid: server.pid, home: server.home, uid: process.getuid?.() });
  // A signal alone does not keep a process alive.
  const alive = setInterval(() => {}, 60_000);
  await interrupted;
  clearInterval(alive);
  say({ serverOutlivedSignal: process.kill(server.pid, 0) });
  await server.stop();
  say({ stopped: true });
}
