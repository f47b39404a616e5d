import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Binaries } from './binaries.ts';
import type { Place } from './place.ts';
import { clearStalePid, isServer, runningPid, startPostmaster, stopPostmaster } from './postmaster.ts';
import { type ServerNews, supervise } from './supervise.ts';

/** A running embedded PostgreSQL 18. */
export interface EmbeddedPostgres {
  /** Connection URL by role, password and database. */
  url(role: string, password: string, database: string): string;
  /** Connection URL of the superuser `postgres`: for bootstrap and for tests, never for the application. */
  adminUrl(database: string): string;
  /** Directory of data, log and settings, for `shuke doctor`. */
  readonly home: string;
  /** Process number of the server; another one after it was started again. */
  readonly pid: number;
  /** From now on until `stop`, a server that dies is started again, with its URLs as they were. Call it once. */
  keepAlive(news: ServerNews): void;
  stop(): Promise<void>;
}

interface Live {
  readonly place: Place;
  readonly binaries: Binaries;
  pid: number;
}

/** The server that was just started in `place`. `release` gives its directory back after the stop. */
export async function liveServer(
  place: Place,
  binaries: Binaries,
  release: () => Promise<void>,
): Promise<EmbeddedPostgres> {
  const password = await readFile(join(place.home, 'password'), 'utf8');
  const live: Live = { place, binaries, pid: (await runningPid(place)) ?? 0 };
  const stopping = new AbortController();
  let watch: Promise<void> | undefined;
  // A process that ends without closing takes its server along; SIGINT is PostgreSQL's fast shutdown.
  const onExit = () => signalQuietly(live.pid);
  process.once('exit', onExit);
  return {
    url: (role, secret, database) => urlOf(place, role, { secret, database }),
    adminUrl: (database) => urlOf(place, 'postgres', { secret: password, database }),
    home: place.home,
    get pid() {
      return live.pid;
    },
    keepAlive(news) {
      watch ??= supervise(supervisionOf(live, news), stopping.signal);
    },
    async stop() {
      stopping.abort();
      await watch;
      await stopPostmaster(place, binaries);
      process.off('exit', onExit);
      if (place.socket !== place.home) await rm(place.socket, { recursive: true, force: true });
      await release();
    },
  };
}

const urlOf = (place: Place, role: string, { secret, database }: { secret: string; database: string }) =>
  `postgres://${role}:${encodeURIComponent(secret)}@localhost/${database}?host=${encodeURIComponent(place.socket)}`;

/** Its settings stay as they are on the disk: written anew on a full one they would be cut to nothing. */
const supervisionOf = (live: Live, news: ServerNews) => ({
  pid: () => live.pid,
  isAlive: (pid: number) => isServer(pid, live.place),
  async start() {
    await clearStalePid(live.place);
    await startPostmaster(live.place, live.binaries);
    live.pid = (await runningPid(live.place)) ?? 0;
  },
  news,
});

function signalQuietly(pid: number): void {
  try {
    if (pid > 0) process.kill(pid, 'SIGINT');
  } catch {
    // It is gone already.
  }
}
