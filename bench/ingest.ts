import { Session } from 'chdb';
import { eventText, type Load, type Loaded } from './load.ts';
import { runLoad } from './run-load.ts';
import { seconds } from './run-shuke.ts';
import { withServerCpu } from './server-cpu.ts';
import { percentile, settled, whileServing } from './serving.ts';

const PEOPLE = 10_000;
const SECONDS = Number(process.env.BENCH_SECONDS ?? 15);

/**
 * Events over HTTP, the load generator on the same machine: batches of 100 of people that are known and of new ones,
 * single small requests at 500/s, and the same events put raw into chDB.
 */
export async function ingestFigures(): Promise<object> {
  const served = await whileServing(async (serving) => {
    const { url, writeKey: key } = serving;
    const load: Load = { url, key, batch: 100, connections: 128, seconds: SECONDS, people: PEOPLE };
    await runLoad({ ...load, once: true, seconds: 120 });
    await settled(serving, PEOPLE);
    // Before the floods: behind one, the parts it left would still be merged.
    const single = await runLoad({ ...load, batch: 1, rate: 500, connections: 256 });
    const known = await withServerCpu(serving, () => runLoad({ ...load, ready: SECONDS * 250 }));
    const fresh = await withServerCpu(serving, () => runLoad({ ...load, people: 0, ready: SECONDS * 100 }));
    return { known, fresh, single };
  });
  const raw = rawInserts(served.known.events);
  const { known, fresh, single } = served;
  return {
    known: { ...shown(known), bytes_per_event: known.bytes_per_event },
    new: shown(fresh),
    raw_chdb: { events_per_second: raw },
    ratio_to_raw: Math.round((known.events_per_second / raw) * 100) / 100,
    single_at_500_per_second: { p99_ms: percentile(single.latencies, 0.99), failed: single.failed },
    at_least: { known: 20_000, new: 8_000, single_p99_ms: 50 },
  };
}

const shown = (it: Loaded & { readonly server_cpu_us_per_event: number }) => ({
  events_per_second: it.events_per_second,
  failed: it.failed,
  server_cpu_us_per_event: it.server_cpu_us_per_event,
  load_cpu_us_per_event: it.cpu_us_per_event,
});

const ROWS = 20_000;

/** The same events as rows of one table: no people, no checks, no second store, synced like ours. */
function rawInserts(count: number): number {
  const session = new Session();
  try {
    session.query(`CREATE TABLE raw (u String, m String, t DateTime64(3), e LowCardinality(String), p String) ENGINE =
      ReplacingMergeTree PARTITION BY toYYYYMM(t) ORDER BY (u, t, m) SETTINGS fsync_after_insert = 1, fsync_part_directory = 1`);
    const since = performance.now();
    for (let from = 0; from < count; from += ROWS)
      session.query(insertOf(from, Math.min(ROWS, count - from)));
    return Math.round(count / seconds(since));
  } finally {
    session.cleanup();
  }
}

function insertOf(from: number, count: number): string {
  const rows = Array.from({ length: count }, (_, n) => {
    const event = JSON.parse(eventText(from + n, PEOPLE));
    const p = JSON.stringify(event.properties);
    return JSON.stringify({
      u: event.userId,
      m: event.messageId,
      t: event.timestamp.replace('Z', ''),
      e: event.event,
      p,
    });
  });
  return `INSERT INTO raw SETTINGS date_time_input_format = 'best_effort' FORMAT JSONEachRow ${rows.join('\n')}`;
}
