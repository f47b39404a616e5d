import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import type { Logger } from 'pino';
import type { MasterKeys } from './master-keys.ts';
import { askFormer, askStanding } from './standing.ts';

export interface Watching {
  readonly keys: MasterKeys;
  readonly log: Logger;
  /** A connection of this process alone, as the application's role. */
  open(): Promise<pg.Client>;
}

/** Where a rotation calls. */
export const channel = 'shuke_keys';

/** A call may be lost with the connection it came by. */
const lookMs = 5_000;

const againMs = 500;

/** What a process that watches calls its connection: which keys it knows by now. */
export const watcherName = 'shuke keys';

/** Ids end in 16 hexadecimal digits; a connection's name has room for three. */
export const shortOf = (masterId: string): string => masterId.slice(-16);

const nameOf = ({ all }: MasterKeys): string =>
  [watcherName, ...all.map(({ kms }) => shortOf(kms.masterId))].join(' ').slice(0, 63);

/**
 * Keeps this process's master keys as the installation has them, at once where a rotation calls and every 5 s otherwise,
 * and says which it knows in the name of its connection, so that a rotation can wait for every process there is: one that
 * dies takes its connection along. Resolves after the first look; `close` ends it.
 */
export async function watchStanding(watching: Watching): Promise<{ close(): Promise<void> }> {
  const stopping = new AbortController();
  const first = await look(watching, await watching.open());
  const running = keepWatching(watching, first, stopping.signal);
  return {
    close: async () => {
      stopping.abort();
      await running;
    },
  };
}

async function keepWatching(watching: Watching, first: pg.Client, signal: AbortSignal): Promise<void> {
  for (let session: pg.Client | undefined = first; ; session = undefined) {
    try {
      session ??= await watching.open();
      await watchBy(watching, session, signal);
    } catch (err) {
      watching.log.warn({ err }, 'no connection to look at the master key by; trying again');
    }
    await session?.end().catch(() => {});
    if (signal.aborted) return;
    await pause(againMs, undefined, { signal }).catch(() => {});
  }
}

/** Until the connection breaks. A key that cannot be taken up just now (its KMS is away) is no reason to drop it: a rotation must see us. */
async function watchBy(watching: Watching, session: pg.Client, signal: AbortSignal): Promise<void> {
  const ended = new Promise<'ended'>((resolve) => session.once('end', () => resolve('ended')));
  while (!signal.aborted) {
    const called = nextCall(session, signal);
    const failed = await look(watching, session).then(
      () => undefined,
      (error: Error) => error,
    );
    if (failed) watching.log.warn({ err: failed }, 'the look at the master key failed; trying again');
    const next = failed ? pause(againMs, undefined, { signal }).catch(() => {}) : called;
    if ((await Promise.race([ended, next])) === 'ended') return;
  }
}

/** Listened for before the look, so that a call during it counts. */
const nextCall = (session: pg.Client, signal: AbortSignal): Promise<unknown> => {
  const over = AbortSignal.any([signal, AbortSignal.timeout(lookMs)]);
  return once(session, 'notification', { signal: over }).catch(() => {});
};

async function look({ keys }: Watching, session: pg.Client): Promise<pg.Client> {
  await session.query(`listen ${channel}`);
  const standing = await askStanding(session);
  if (standing !== undefined) await keys.learn(standing, await askFormer(session));
  await session.query(`select set_config('application_name', $1, false)`, [nameOf(keys)]);
  return session;
}
