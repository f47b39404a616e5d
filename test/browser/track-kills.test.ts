import { afterAll, beforeAll, expect, it, onTestFailed } from 'vitest';
import { messageIdOf } from '../../src/domains/ingest/events/event-row.ts';
import { type LiveServer, makeLiveServer } from '../live-server.ts';
import { drawKills } from './kills/draw-kills.ts';
import { kill } from './kills/kill.ts';
import { isOrder, openSender } from './kills/sender.ts';
import { openShopper } from './kills/shopper.ts';
import type { Traffic } from './kills/traffic.ts';
import { openReader, rowsOf } from './kills/what-is-stored.ts';

/**
 * The stock clients deliver into a server that is killed 20 times, its PostgreSQL too, or both; what they sent is
 * there, each event once, whoever is asked. Half a minute of it is backing off: the libraries double their pauses.
 */

/** The test's own time limit bounds it. */
const patiently = { timeout: 900_000, interval: 50 };

const KILLS = 20;
const seed = process.env.CI ? 20_261_126 : Date.now();

let server: LiveServer;
beforeAll(async () => {
  server = await makeLiveServer();
  await server.start();
});
afterAll(() => server?.close());

async function openClients() {
  await server.shuke('shops', 'create', '--shop', 'live', '--name', 'Live');
  const make = ['keys', 'create', '--shop', 'live', '--name'];
  const scopes = 'customers:read,events:read,analytics:read';
  const [writer, reader] = await Promise.all([
    server.shuke<{ key: string }>(...make, 'live', '--source', 'live'),
    server.shuke<{ key: string }>(...make, 'reader', '--scopes', scopes),
  ]);
  const shopper = await openShopper(server.url, writer.key);
  return { shopper, sender: openSender(server.url, writer.key), reader: openReader(server.url, reader.key) };
}

type Clients = Awaited<ReturnType<typeof openClients>>;

/** Every fourth time the shopper goes on to another page while nobody is there. */
async function killThroughout({ shopper, sender }: Clients): Promise<void> {
  await shopper.visit('/');
  for (const [n, it] of drawKills(KILLS, seed).entries()) {
    await Promise.all([sender.allow(60), shopper.allow(25)]);
    const whileDown = async () => (n % 4 === 3 ? shopper.visit('/') : undefined);
    await kill(server, it, { traffics: [sender.traffic, shopper.traffic], whileDown });
  }
}

const numbers = (to: number) => Array.from({ length: to }, (_, n) => n);

/** Waits until both libraries have nothing left to deliver, by their own account: how many events each sent. */
async function deliverAll({ shopper, sender }: Clients) {
  const [fromShopper, { sent, lost }] = await Promise.all([shopper.stop(), sender.stop()]);
  expect(lost).toEqual([]);
  const missing = () => numbers(fromShopper).filter((n) => !shopper.traffic.stored.has(n));
  await expect.poll(missing, patiently).toEqual([]);
  expect(await shopper.left()).toEqual([]);
  return { fromShopper, fromSender: sent };
}

/** One random id in a thousand has eleven digits that might be a phone number: of that, its hash is kept. */
const asKept = (sent: Traffic['ids']) =>
  new Map([...sent].map(([n, ids]) => [n, new Set([...ids].map(messageIdOf))]));

it('counts equal what the clients sent', { timeout: 1_200_000 }, async () => {
  onTestFailed(() => {
    process.stderr.write(`the kills were drawn with seed ${seed}\n`);
  });
  const clients = await openClients();
  const { shopper, sender, reader } = clients;
  await killThroughout(clients);
  const { fromShopper, fromSender } = await deliverAll(clients);
  await shopper.close();
  // Otherwise nothing was killed in the midst of anything.
  for (const { traffic } of [shopper, sender]) expect(traffic.failed()).toBeGreaterThan(KILLS / 2);

  const orders = numbers(fromSender).filter(isOrder);
  await expect.poll(() => reader.measure('paid-orders'), patiently).toBe(orders.length);
  expect(await reader.measure('gmv')).toBe(orders.length * 1000);
  expect(await reader.measure('active-customers')).toBe(21);
  expect(await reader.inTimelines()).toEqual({
    'Browser Event': numbers(fromShopper),
    'Order Completed': orders,
    'Server Event': numbers(fromSender).filter((n) => !isOrder(n)),
  });

  await server.stop();
  const { counted, ofShopper, ofSender } = await rowsOf(server);
  const all = String(fromShopper + fromSender);
  expect(counted).toEqual({ rows: all, ids: all });
  expect(ofShopper).toEqual(asKept(shopper.traffic.ids));
  expect(ofSender).toEqual(asKept(sender.traffic.ids));
});
