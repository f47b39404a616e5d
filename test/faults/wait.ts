import { setTimeout as pause } from 'node:timers/promises';
import { type LiveServer, shop } from './live-server.ts';

/** For what takes a second alone and half a minute on a machine with other work. */
const longestMs = 180_000;

/** Asks again until the answer is wanted. Throws what it heard last when that takes longer than anything here may. */
export async function until<T>(look: () => Promise<T>, wanted: (it: T) => boolean): Promise<T> {
  const end = Date.now() + longestMs;
  for (;;) {
    const it = await look();
    if (wanted(it)) return it;
    if (Date.now() > end) throw new Error(`not so after ${longestMs} ms: ${JSON.stringify(it).slice(-500)}`);
    await pause(50);
  }
}

/** Waits until the server says that it is ready. */
export const untilReady = (live: LiveServer) =>
  until(
    () => live.owner('GET', '/ready'),
    ({ status }) => status === 200,
  );

/** Waits until an import has ended, and answers how. */
export const importEnded = async (live: LiveServer, id: number): Promise<Record<string, unknown>> =>
  JSON.parse(
    (
      await until(
        () => live.owner('GET', `${shop}/imports/${id}`),
        ({ status, text }) => status === 200 && ['done', 'failed', 'undone'].includes(JSON.parse(text).state),
      )
    ).text,
  );
