import { openLines } from './kept-lines.ts';

/**
 * A load generator in a process of its own: `node bench/load.ts '<json of Load>'` sends events to the tracking door and
 * prints what came of it as JSON. Requests are put together by hand, so that it costs the machine little.
 */
export interface Load {
  readonly url: string;
  readonly key: string;
  /** Events of one request. */
  readonly batch: number;
  readonly connections: number;
  readonly seconds: number;
  /** People who take turns; 0 = every event is a new one's. */
  readonly people: number;
  /** Sends each of the people once and stops. */
  readonly once?: boolean;
  /** Requests made before the clock runs, so that making them takes nothing from the server. */
  readonly ready?: number;
  /** Requests a second; absent = as many as are answered. */
  readonly rate?: number;
}

export interface Loaded {
  readonly events: number;
  readonly events_per_second: number;
  readonly bytes_per_event: number;
  readonly failed: number;
  /** Processor time of this process while it sent, microseconds an event. */
  readonly cpu_us_per_event: number;
  /** Milliseconds from sending a request to its answer. */
  readonly latencies: number[];
}

const pages = ['product', 'category', 'cart', 'search'];

/** About 400 bytes, as a browser's page or product view is. */
export function eventText(n: number, people: number): string {
  const who = people === 0 ? `new-${process.pid}-${n}` : `user-${n % people}`;
  const at = new Date(Date.now() - (n % 1000)).toISOString();
  const path = pages[n % pages.length];
  return `{"type":"track","event":"Product Viewed","userId":"${who}","messageId":"m-${process.pid}-${n}","timestamp":"${at}","context":{"library":{"name":"analytics.js","version":"next"},"page":{"path":"/${path}/${n % 500}","url":"https://shop.example/${path}/${n % 500}"},"ip":"36.99.${n % 256}.${(n * 7) % 256}"},"properties":{"product_id":"p${n % 500}","price":19.9,"currency":"CNY","position":${n % 20},"category":"c${n % 12}"}}`;
}

/** What a shop's server sends: head and body of POST /v1/batch. */
function requestOf({ url, key, batch, people }: Load, first: number): Buffer {
  const events = Array.from({ length: batch }, (_, n) => eventText(first + n, people));
  const body = `{"batch":[${events.join(',')}],"sentAt":"${new Date().toISOString()}"}`;
  const authorization = `Basic ${Buffer.from(`${key}:`).toString('base64')}`;
  const head = `POST /v1/batch HTTP/1.1\r\nhost: ${new URL(url).host}\r\nauthorization: ${authorization}\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n`;
  return Buffer.from(head + body);
}

async function main(load: Load): Promise<Loaded> {
  const lines = openLines(load.url, load.connections);
  const latencies: number[] = [];
  const counts = { next: 0, events: 0, failed: 0, bytes: 0 };
  const ready = Array.from({ length: load.ready ?? 0 }, (_, n) => requestOf(load, n * load.batch));
  const sendOne = async () => {
    const first = counts.next;
    counts.next += load.batch;
    const request = ready[first / load.batch] ?? requestOf(load, first);
    const since = performance.now();
    const status = await lines.send(request);
    latencies.push(performance.now() - since);
    counts.bytes += request.length;
    if (status === 200) counts.events += load.batch;
    else counts.failed += 1;
  };
  const until = performance.now() + load.seconds * 1000;
  const goesOn = () => performance.now() < until && !(load.once && counts.next >= load.people);
  const since = performance.now();
  const worked = process.cpuUsage();
  if (load.rate !== undefined) await atRate(load.rate, goesOn, sendOne);
  else
    await Promise.all(
      Array.from({ length: load.connections }, async () => {
        while (goesOn()) await sendOne();
      }),
    );
  const took = (performance.now() - since) / 1000;
  const { user, system } = process.cpuUsage(worked);
  lines.close();
  const { events, failed, bytes } = counts;
  return {
    events,
    failed,
    latencies,
    events_per_second: Math.round(events / took),
    bytes_per_event: Math.round(bytes / counts.next),
    cpu_us_per_event: Math.round((10 * (user + system)) / events) / 10,
  };
}

/** Sends by the clock whether or not answers come: a slow server is seen as late answers, not as fewer questions. */
async function atRate(rate: number, goesOn: () => boolean, send: () => Promise<void>): Promise<void> {
  const sent: Promise<void>[] = [];
  const since = performance.now();
  while (goesOn()) {
    const due = ((performance.now() - since) / 1000) * rate;
    while (sent.length < due) sent.push(send());
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  await Promise.all(sent);
}

if (process.argv[2] !== undefined && process.argv[1]?.endsWith('load.ts'))
  console.log(JSON.stringify(await main(JSON.parse(process.argv[2]) as Load)));
