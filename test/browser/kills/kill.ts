import { setTimeout as pass } from 'node:timers/promises';
import type { LiveServer } from '../../live-server.ts';
import type { Kill } from './draw-kills.ts';
import type { Traffic } from './traffic.ts';

/** Kills in the midst of deliveries, and starts again what does not come back by itself; ends when it serves. */
export async function kill(
  server: LiveServer,
  { victim, after, ms }: Kill,
  { traffics, whileDown }: { traffics: readonly Traffic[]; whileDown: () => Promise<void> },
): Promise<void> {
  const sum = (count: (it: Traffic) => number) => traffics.reduce((total, it) => total + count(it), 0);
  const until = (holds: () => boolean) => Promise.race(traffics.map((it) => it.until(holds)));
  const answered = sum((it) => it.answered());
  await until(() => sum((it) => it.answered()) >= answered + after);
  const asked = sum((it) => it.asked());
  await until(() => sum((it) => it.asked()) > asked);
  await pass(ms);
  const killed = await server.postgres();
  if (victim !== 'server') await server.killPostgres();
  if (victim !== 'postgres') await server.killServer();
  await whileDown();
  if (victim !== 'postgres') await server.start();
  while (!(await isBack(server, killed))) await pass(50);
}

/** Another PostgreSQL than the one before: that one, killed, may still answer once; left behind, it was stopped. */
async function isBack(server: LiveServer, before: number | undefined): Promise<boolean> {
  server.assertAlive();
  const running = await server.postgres();
  if (running === undefined || running === before) return false;
  return (await fetch(`${server.url}/ready`)).ok;
}
