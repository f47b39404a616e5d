/** What becomes of a server that should run, told to whoever keeps a log and counts. */
export interface ServerNews {
  /** It was found dead. */
  died(pid: number): void;
  /** It runs again, after so many tries. */
  revived(pid: number, tries: number): void;
  /** A try failed; the next comes after `pauseMs`. */
  failed(error: unknown, pauseMs: number): void;
}

export interface Supervision {
  /** Number of the process that should run. */
  pid(): number;
  isAlive(pid: number): Promise<boolean>;
  /** Starts it again; the number is another then. Throws when it does not start, such as on a full disk. */
  start(): Promise<void>;
  readonly news: ServerNews;
}

/** Waits `ms` or until the signal aborts; exchanged in tests. */
export type Wait = (ms: number, signal: AbortSignal) => Promise<void>;

/** A look reads one line of /proc. A dead server costs callers their 503 for about this long, and its recovery. */
const lookEveryMs = 250;

/** After 0.5, 1, 2, 4, 8, 10, 10 ... s: a full disk may last for hours, and every try writes a line into a log. */
const firstPauseMs = 500;
const longestPauseMs = 10_000;

/** Looks after the server until the signal aborts: one that died (kill -9, out of memory, PANIC) is started again. */
export async function supervise(it: Supervision, signal: AbortSignal, wait: Wait = waitFor): Promise<void> {
  for (;;) {
    await wait(lookEveryMs, signal);
    if (signal.aborted) return;
    if (await it.isAlive(it.pid())) continue;
    it.news.died(it.pid());
    await revive(it, signal, wait);
  }
}

async function revive(it: Supervision, signal: AbortSignal, wait: Wait): Promise<void> {
  let pauseMs = firstPauseMs;
  for (let tries = 1; !signal.aborted; tries += 1) {
    try {
      await it.start();
      return it.news.revived(it.pid(), tries);
    } catch (error) {
      it.news.failed(error, pauseMs);
      await wait(pauseMs, signal);
      pauseMs = Math.min(pauseMs * 2, longestPauseMs);
    }
  }
}

const waitFor: Wait = (ms, signal) =>
  new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done, { once: true });
    if (signal.aborted) done();
  });
