import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { ClickHouse } from './clickhouse.ts';
import { compactClickHouse } from './compact.ts';

/** Waits `ms` or until the signal aborts; exchanged in tests. */
export type Pause = (ms: number, signal: AbortSignal) => Promise<void>;

/** Often enough that an import's loose parts cost readers minutes, not days; rarely enough to leave the engine alone. */
const everyMs = 5 * 60_000;

/** Does a round if it is this process's turn; undefined when another process is at it. */
type Turn = (round: (lost: AbortSignal) => Promise<number>) => Promise<number | undefined>;
const alone: Turn = (round) => round(new AbortController().signal);

/** Compacts loose partitions every five minutes while a server lives. A failure is logged and tried again next time. */
export async function keepCompact(
  clickhouse: ClickHouse,
  {
    log,
    signal,
    pause = pauseFor,
    turn = alone,
  }: { log: Logger; signal: AbortSignal; pause?: Pause; turn?: Turn },
): Promise<void> {
  for (;;) {
    await pause(everyMs, signal);
    if (signal.aborted) return;
    try {
      const merged = await turn((lost) =>
        compactClickHouse(clickhouse, { signal: AbortSignal.any([signal, lost]) }),
      );
      if (merged) log.info({ merged }, 'compacted partitions');
    } catch (err) {
      log.warn({ err }, 'partitions could not be compacted');
    }
  }
}

const pauseFor: Pause = (ms, signal) => sleep(ms, undefined, { signal, ref: false }).catch(() => {});
