import type { Condition, Tree } from '../src/contract/segment-conditions.ts';
import {
  makeSegment,
  previewTree,
  refreshOrThrow,
  showOverlap,
  showSegments,
} from '../src/domains/segments/index.ts';
import { withShop } from '../src/platform/db/postgres.ts';
import { orThrow } from '../src/platform/errors.ts';
import { takeTurns } from './behaviour-shop.ts';
import { runLoad } from './run-load.ts';
import { inPlatform, people, sizes, withSegmentShop } from './segment-shop.ts';
import { askApi, percentile, type Serving, whileServingIn } from './serving.ts';

const SECONDS = Number(process.env.BENCH_SECONDS ?? 60);
const MARK = 'Marked';

const did = (event: string, value: number, window: string): Condition => ({
  ...{ kind: 'event', event, measure: 'times', op: '>=', value, window },
});
const paid = (measure: 'orders' | 'net', op: '>=' | '=', value: number, window: string): Condition => ({
  ...{ kind: 'orders', measure, op, value, window },
});

/** Fifty segments as shops have them: events and orders in several windows and counts, no two alike. */
const trees: readonly Tree[] = Array.from({ length: 50 }, (_, n): Tree => {
  if (n === 0) return did(MARK, 1, 'ever');
  const event = ['Product Viewed', 'Product Added', 'Checkout Started', 'Page Viewed'][n % 4]!;
  const window = ['7d', '14d', '30d', '60d', 'ever'][n % 5]!;
  if (n % 10 === 9)
    return {
      ...{ kind: 'sequence', steps: 'Product Added,Order Completed', within: `${1 + n}h` },
      ...{ end: 'did-not', window },
    };
  const looked = did(event, 1 + (n % 3), window);
  if (n % 2 === 0) return { op: 'all', of: [looked, paid('orders', '=', 0, window)] };
  return { op: 'any', of: [did(event, 5, window), paid('net', '>=', 10_000 * n, window)] };
});

/**
 * Fifty segments of a million customers and twenty million events: a full refresh, the count an editor waits for, and how long
 * after an event is sent it is in a segment, while 2,000 more a second arrive. `BENCH_PARTS=refresh,live` picks.
 */
export const segmentFigures = (): Promise<object> =>
  withSegmentShop(async (dataDir) => {
    const parts = (process.env.BENCH_PARTS ?? 'refresh,live').split(',');
    return {
      ...{ ...sizes, segments: trees.length },
      ...(parts.includes('refresh') && (await refreshFigures(dataDir))),
      ...(parts.includes('live') && (await liveFigures(dataDir))),
      at_most: { refresh_ms: 30_000, preview_ms: 1_000, live_p95_ms: 2_000 },
    };
  });

const refreshFigures = (dataDir: string): Promise<object> =>
  inPlatform(dataDir, async (platform, shop) => {
    const ids = await withShop(platform.db, shop.shopId, async (tx) => {
      const now = platform.clock.now();
      const made: number[] = [];
      for (const [n, tree] of trees.entries()) {
        const it = { name: `bench ${n}`, description: '', tree, isLive: true, by: 'cli:bench', now };
        const one = await makeSegment(tx, shop.shopId, it);
        if (one.ok) made.push(one.value.segmentId);
      }
      return made;
    });
    const looker = { platform, shop };
    const known = ids.length > 0 ? ids : (await showSegments(looker)).map((it) => it.segment_id);
    const took = await takeTurns(3, {
      refresh: () => refreshOrThrow({ ...looker, cause: 'asked' }),
      preview: () => previewTree({ ...looker, tree: trees[2]! }),
      preview_of_a_sequence: () => previewTree({ ...looker, tree: trees[9]! }),
      sizes: () => showSegments(looker),
      overlap_of_3: async () => orThrow(await showOverlap(looker, known.slice(1, 4))),
    });
    const members = (await showSegments(looker)).map((it) => it.members ?? 0).sort((a, b) => b - a);
    return { ...took, members: { most: members[0], median: members[25], least: members.at(-1) } };
  });

/** Marked events a second: some two hundred in a minute, of which a 95th percentile can be told. */
const MARKS = 4;
/** Until the server has read what it needs and its code is warm: told apart. */
const WARM_MS = 20_000;
/** Asking counts against the general limit of 1,200 requests a minute; what is told of is right to this much. */
const STEP_MS = 100;

/** Each marked event is a new person's: when their segment has grown by n, the first n of them are in. */
const liveFigures = (dataDir: string): Promise<object> => {
  const begun = Date.now();
  return whileServingIn(dataDir, async (serving) => {
    const marked = await markedSegment(serving, begun);
    const load = { url: serving.url, key: serving.writeKey, batch: 20, connections: 32 };
    const size = (await sizeOf(serving, marked)).members!;
    const loading = runLoad({ ...load, seconds: SECONDS, people, rate: 100 });
    const ends = performance.now() + (SECONDS - 5) * 1000;
    const [sent, waits, lags]: [number[], number[], number[]] = [[], [], []];
    const marking = setInterval(() => {
      if (performance.now() > ends) return clearInterval(marking);
      sent.push(performance.now());
      void send(serving, `${process.pid}-${sent.length}`);
    }, 1000 / MARKS);
    await until(
      async () => {
        const isIn = (await sizeOf(serving, marked)).members! - size;
        while (waits.length < isIn) waits.push(performance.now() - sent[waits.length]!);
        if (waits.length > 10 * lags.length) lags.push((await listed(serving)).lag_seconds!);
        return performance.now() > ends && waits.length === sent.length;
      },
      SECONDS * 1000 + 60_000,
    );
    const { events_per_second, failed, cpu_us_per_event } = await loading;
    const warm = sent.filter((at) => at < sent[0]! + WARM_MS).length;
    return {
      load: { events_per_second, failed, cpu_us_per_event },
      live_first_20_s: waited(waits.slice(0, warm)),
      live: { ...waited(waits.slice(warm)), lag_shown_p95_s: percentile(lags, 0.95) },
    };
  });
};

const waited = (waits: number[]) => ({
  ...{ events: waits.length, median_ms: percentile(waits, 0.5), p95_ms: percentile(waits, 0.95) },
  slowest_ms: percentile(waits, 1),
});

interface Listed {
  readonly segments: readonly {
    segment_id: number;
    name: string;
    members: number | null;
    refreshed_at: string | null;
  }[];
  readonly lag_seconds: number | null;
}
const listed = (serving: Serving) => askApi<Listed>(serving, '/api/shops/bench/segments');
const sizeOf = (serving: Serving, id: number) =>
  askApi<{ members: number | null }>(serving, `/api/shops/bench/segments/${id}`);

/** The server counts everybody once before it follows: then the lag is that of looks. */
async function markedSegment(serving: Serving, begun: number): Promise<number> {
  const all = (await listed(serving)).segments;
  const one = all.find(({ name }) => name === 'bench 0');
  if (one === undefined) throw new Error('run the part "refresh" before the part "live"');
  await until(async () => {
    const { segments, lag_seconds } = await listed(serving);
    const counted = segments.every(({ refreshed_at }) => Date.parse(refreshed_at ?? '') >= begun);
    return counted && (lag_seconds ?? 99) < 3;
  }, 180_000);
  return one.segment_id;
}

async function until(holds: () => Promise<boolean>, most: number): Promise<void> {
  const ends = performance.now() + most;
  while (!(await holds())) {
    if (performance.now() > ends) throw new Error(`it did not come to pass within ${most / 1000} s`);
    await new Promise((resolve) => setTimeout(resolve, STEP_MS));
  }
}

async function send({ url, writeKey }: Serving, mark: string): Promise<void> {
  const event = { event: MARK, userId: `marked-${mark}`, messageId: `mark-${mark}` };
  const body = { ...event, timestamp: new Date().toISOString(), properties: {}, writeKey };
  const answer = await fetch(`${url}/v1/t`, { method: 'POST', body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`a marked event was answered ${answer.status}`);
}
