import { setTimeout as pause } from 'node:timers/promises';
import { type LiveServer, shop } from './live-server.ts';

/** Asks again until the answer is wanted; the test's time limit bounds it. */
export async function until<T>(look: () => Promise<T>, wanted: (it: T) => boolean): Promise<T> {
  for (;;) {
    const it = await look();
    if (wanted(it)) return it;
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
