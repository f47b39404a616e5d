import { runLoad } from './run-load.ts';
import { askApi, measured, percentile, type Serving, whileServing } from './serving.ts';

/** Asking counts against the general limit of 1,200 requests a minute; the answers are right to this much. */
const STEP_MS = 100;

/** Enough for some sixty markers: of a dozen the 95th percentile is the slowest. */
const SECONDS = Number(process.env.BENCH_SECONDS ?? 60);
/** Of the same load before anything is counted: a server that has just started compiles what it runs. */
const WARM_SECONDS = 10;

/** From sending an order event to its being on the customer's timeline and in the measures, at 5,000 events/s. */
export async function visibleFigures(): Promise<object> {
  return whileServing(async (serving) => {
    const { url, writeKey: key } = serving;
    const load = { url, key, batch: 100, connections: 64, seconds: SECONDS, people: 10_000 };
    await send(serving, 0);
    await runLoad({ ...load, rate: 50, seconds: WARM_SECONDS });
    const loading = runLoad({ ...load, rate: 50 });
    const ends = performance.now() + (SECONDS - 3) * 1000;
    const [timeline, measures]: [number[], number[]] = [[], []];
    for (let n = 1; performance.now() < ends; n += 1) {
      const since = performance.now();
      await send(serving, n);
      await until(async () => (await onTimeline(serving)) > n);
      timeline.push(performance.now() - since);
      await until(async () => (await paidOrders(serving)) > n);
      measures.push(performance.now() - since);
    }
    const { events_per_second, failed } = await loading;
    return {
      load: { events_per_second, failed },
      markers: timeline.length,
      timeline_p95_ms: percentile(timeline, 0.95),
      measures_p95_ms: percentile(measures, 0.95),
      at_most: { p95_ms: 2000 },
    };
  });
}

async function until(isThere: () => Promise<boolean>): Promise<void> {
  while (!(await isThere())) await new Promise((resolve) => setTimeout(resolve, STEP_MS));
}

/** The nth order of one customer. */
async function send({ url, writeKey }: Serving, n: number): Promise<void> {
  const timestamp = new Date().toISOString();
  const order = { event: 'Order Completed', userId: 'marked', messageId: `mark-${n}`, timestamp };
  const body = { ...order, properties: { order_id: `mark-${n}`, total: 1 }, writeKey };
  const answer = await fetch(`${url}/v1/t`, { method: 'POST', body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`a marker was answered ${answer.status}`);
}

interface Timeline {
  readonly entries?: readonly { readonly type: string }[];
}

/** The marked customer was first, and is number 1. */
async function onTimeline(serving: Serving): Promise<number> {
  const path = '/api/shops/bench/customers/1/timeline?types=event&limit=200';
  return ((await askApi<Timeline>(serving, path)).entries ?? []).length;
}

const paidOrders = (serving: Serving): Promise<number> => measured(serving, 'paid-orders');
