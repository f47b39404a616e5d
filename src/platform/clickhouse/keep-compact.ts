import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { ClickHouse } from './clickhouse.ts';
import { compactClickHouse } from './compact.ts';

/** Waits `ms` or until the signal aborts; exchanged in tests. */
export type Pause = (ms: number, signal: AbortSignal) => Promise<void>;

/** Often enough that an import's loose parts cost readers minutes, not days; rarely enough to leave the engine alone. */
const everyMs = 5 * 60_000;

/** Compacts loose partitions every five minutes while a server lives. A failure is logged and tried again next time. */
export async function keepCompact(
  clickhouse: ClickHouse,
  { log, signal, pause = pauseFor }: { log: Logger; signal: AbortSignal; pause?: Pause },
): Promise<void> {
  for (;;) {
    await pause(everyMs, signal);
    if (signal.aborted) return;
    try {
      const merged = await compactClickHouse(clickhouse, { signal });
      if (merged > 0) log.info({ merged }, 'compacted partitions');
    } catch (err) {
      log.warn({ err }, 'partitions could not be compacted');
    }
  }
}

const pauseFor: Pause = (ms, signal) => sleep(ms, undefined, { signal, ref: false }).catch(() => {});
