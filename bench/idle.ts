import { buildConsole } from '../scripts/build-console.mjs';
import { familyOf, pssMegabytes } from './processes.ts';
import { ROOT, runShuke, seconds, startInstalled, withDataDir } from './run-shuke.ts';
import { freePort, untilReady } from './serving.ts';

/**
 * Time from `npm start` to /ready on an installed checkout whose console is built, and the memory of all processes, npm's own too, when nothing
 * happens: the first time once the demo shop is filled.
 */
export async function idle(): Promise<object> {
  buildConsole(ROOT);
  return withDataDir(async (dataDir) => {
    const first = await startAndStop(dataDir);
    const again = await startAndStop(dataDir);
    return { first_start: first, start_again: again, at_most: { idle_mb: 900, ready_seconds: 10 } };
  });
}

async function startAndStop(dataDir: string) {
  const port = await freePort();
  process.env.SHUKE_PORT = String(port);
  const since = performance.now();
  const child = startInstalled(dataDir);
  await untilReady(`http://127.0.0.1:${port}/ready`);
  const ready = seconds(since);
  await demoFilled(dataDir);
  // Twenty quiet seconds: what start-up borrowed has been given back.
  await new Promise((resolve) => setTimeout(resolve, 20_000));
  const family = await familyOf(child.pid!, dataDir);
  const idleMb = await pssMegabytes(family);
  const ended = new Promise((resolve) => child.on('exit', resolve));
  process.kill(-child.pid!, 'SIGINT');
  await ended;
  return { ready_seconds: ready, idle_mb: idleMb, processes: family.length };
}

/** Asked of the server once a second; a shop that is not there yet is not filled. */
async function demoFilled(dataDir: string): Promise<void> {
  for (;;) {
    const listed = runShuke<{ imports: { state: string }[] }>(dataDir, ['imports', 'list', '--shop', 'demo']);
    if ((await listed.catch(() => undefined))?.imports[0]?.state === 'done') return;
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
}
