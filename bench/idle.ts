import { familyOf, pssMegabytes } from './processes.ts';
import { seconds, startShuke, withDataDir } from './run-shuke.ts';
import { freePort, untilReady } from './serving.ts';

/** Time from the launcher to /ready on an installed checkout, and the memory of all processes when nothing happens. */
export async function idle(): Promise<object> {
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
  const child = startShuke(dataDir, ['serve']);
  await untilReady(`http://127.0.0.1:${port}/ready`);
  const ready = seconds(since);
  // Twenty quiet seconds: what start-up borrowed has been given back.
  await new Promise((resolve) => setTimeout(resolve, 20_000));
  const family = await familyOf(child.pid!, dataDir);
  const idleMb = await pssMegabytes(family);
  child.kill('SIGINT');
  await new Promise((resolve) => child.on('exit', resolve));
  return { ready_seconds: ready, idle_mb: idleMb, processes: family.length };
}
