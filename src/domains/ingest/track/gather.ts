import type { Delivery, DeliveryOutcome } from './live-call.ts';
import type { Origin } from './live-stores.ts';

/** Bounds of what waits, in this process. */
export interface GatherBounds {
  /** How long a delivery waits for others, ms: when the flush before was of one, of few, and of many. */
  readonly quietMs: number;
  readonly fewMs: number;
  readonly waitMs: number;
  /** Calls of one flush: one transaction, one insert. */
  readonly mostCalls: number;
  /** Flushes of one source under way at once: while one syncs ClickHouse the next is in PostgreSQL. */
  readonly mostFlushes: number;
  /** Calls and bytes that may wait in all; more is refused. */
  readonly mostWaiting: number;
  readonly mostBytes: number;
}

const usualBounds: GatherBounds = {
  quietMs: 3,
  fewMs: 10,
  waitMs: 20,
  mostCalls: 4000,
  mostFlushes: 2,
  mostWaiting: 40_000,
  mostBytes: 64 * 1024 * 1024,
};

/** Stores some deliveries; rejects when nothing of them can be acknowledged. */
export type Flush = (origin: Origin, deliveries: readonly Delivery[]) => Promise<DeliveryOutcome[]>;

/** A flush of fewer calls is small. */
export const FEW = 200;

interface Waiting {
  readonly delivery: Delivery;
  readonly resolve: (outcome: DeliveryOutcome) => void;
  readonly reject: (error: unknown) => void;
}

/** What waits of one source of one shop. */
interface Line {
  readonly origin: Origin;
  waiting: Waiting[];
  /** Calls that wait. */
  calls: number;
  flushing: number;
  /** Calls of the flush begun last. */
  latest: number;
  timer: NodeJS.Timeout | undefined;
}

export interface Gatherer {
  /** The outcome once it is durable; undefined when too much waits already. */
  add(origin: Origin, delivery: Delivery): Promise<DeliveryOutcome> | undefined;
  /** Calls that wait or are being stored. */
  readonly waiting: () => number;
  /** Resolves when nothing waits any more. */
  readonly settled: () => Promise<void>;
}

/** Gathers deliveries of one source for some milliseconds into one flush. */
export function openGatherer(flush: Flush, bounds: GatherBounds = usualBounds): Gatherer {
  const lines = new Map<string, Line>();
  const load = { calls: 0, bytes: 0 };
  const pending = new Set<Promise<unknown>>();
  return {
    add(origin, delivery) {
      if (load.calls + delivery.calls.length > bounds.mostWaiting) return undefined;
      if (load.bytes + delivery.bytes > bounds.mostBytes) return undefined;
      const line = lineOf(lines, origin);
      const outcome = new Promise<DeliveryOutcome>((resolve, reject) => {
        line.waiting.push({ delivery, resolve, reject });
        line.calls += delivery.calls.length;
      });
      weigh(load, delivery, 1);
      const done = outcome.catch(() => undefined).finally(() => weigh(load, delivery, -1));
      pending.add(done);
      done.finally(() => pending.delete(done));
      schedule({ lines, line, flush, bounds });
      return outcome;
    },
    waiting: () => load.calls,
    settled: async () => {
      while (pending.size > 0) await Promise.all(pending);
    },
  };
}

function weigh(load: { calls: number; bytes: number }, { calls, bytes }: Delivery, sign: 1 | -1): void {
  load.calls += sign * calls.length;
  load.bytes += sign * bytes;
}

const keyOf = ({ shopId, source }: Origin): string => `${shopId} ${source}`;

function lineOf(lines: Map<string, Line>, origin: Origin): Line {
  const known = lines.get(keyOf(origin));
  if (known !== undefined) return known;
  const line: Line = { origin, waiting: [], calls: 0, flushing: 0, latest: 0, timer: undefined };
  lines.set(keyOf(origin), line);
  return line;
}

interface Gathering {
  readonly lines: Map<string, Line>;
  readonly line: Line;
  readonly flush: Flush;
  readonly bounds: GatherBounds;
}

/** The first that waits starts the clock; a full flush does not wait for it. */
function schedule(gathering: Gathering): void {
  const { line, bounds } = gathering;
  if (line.waiting.length === 0 || line.flushing >= bounds.mostFlushes) return;
  if (line.calls >= bounds.mostCalls) go(gathering);
  else line.timer ??= setTimeout(() => go(gathering), pauseOf(line, bounds));
}

const pauseOf = ({ latest }: Line, { quietMs, fewMs, waitMs }: GatherBounds): number => {
  if (latest <= 1) return quietMs;
  return latest < FEW ? fewMs : waitMs;
};

function go(gathering: Gathering): void {
  const { line, lines, flush, bounds } = gathering;
  clearTimeout(line.timer);
  line.timer = undefined;
  const taken = take(line, bounds.mostCalls);
  line.flushing += 1;
  void run(flush, line.origin, taken).finally(() => {
    line.flushing -= 1;
    if (line.waiting.length > 0) schedule(gathering);
    else if (line.flushing === 0 && line.timer === undefined) lines.delete(keyOf(line.origin));
  });
  schedule(gathering);
}

/** At least one delivery, whatever its size. */
function take(line: Line, most: number): Waiting[] {
  let calls = 0;
  let count = 0;
  for (const { delivery } of line.waiting) {
    calls += delivery.calls.length;
    if (count > 0 && calls > most) break;
    count += 1;
  }
  const taken = line.waiting.splice(0, count);
  line.latest = taken.reduce((sum, it) => sum + it.delivery.calls.length, 0);
  line.calls -= line.latest;
  return taken;
}

async function run(flush: Flush, origin: Origin, taken: readonly Waiting[]): Promise<void> {
  try {
    const outcomes = await flush(
      origin,
      taken.map((it) => it.delivery),
    );
    for (const [n, { resolve }] of taken.entries()) resolve(outcomes[n]!);
  } catch (error) {
    for (const { reject } of taken) reject(error);
  }
}
