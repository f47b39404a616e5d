import { Analytics } from '@segment/analytics-node';
import { type SentEvent, watchTraffic } from './traffic.ts';

/** Every tenth event is an order of ten yuan. */
export const isOrder = (n: number): boolean => n % 10 === 0;

/**
 * The stock server library at work, an event every 25 ms as long as it may. Of its settings only those are ours that
 * docs/guides/track.md tells a shop to set.
 */
export function openSender(host: string, writeKey: string) {
  const analytics = new Analytics({ host, writeKey, maxRetries: 1000, flushInterval: 200 });
  const traffic = watchTraffic();
  const lost: unknown[] = [];
  analytics.on('error', (error) => lost.push(error));
  analytics.on('http_request', ({ body }) => traffic.ask(eventsOf(body)));
  analytics.on('http_response', ({ body, status }) => traffic.answer(eventsOf(body), status === 200));
  const count = { sent: 0, allowed: 0 };
  const sending = setInterval(() => {
    if (count.sent < count.allowed) analytics.track(callOf(count.sent++));
  }, 25);
  return {
    traffic,
    /** Lets it send so many events more from now on. */
    allow(more: number) {
      count.allowed = count.sent + more;
    },
    /** Ends the sending and waits until the library says that all is delivered: how many it sent, and what it lost. */
    async stop() {
      clearInterval(sending);
      await analytics.closeAndFlush({ timeout: 600_000 });
      return { sent: count.sent, lost };
    },
  };
}

const eventsOf = (body: unknown) => (JSON.parse(body as string) as { batch: SentEvent[] }).batch;

const callOf = (n: number) => ({
  userId: `u-${n % 20}`,
  ...(isOrder(n)
    ? { event: 'Order Completed', properties: { n, order_id: `O-${n}`, total: 10, currency: 'CNY' } }
    : { event: 'Server Event', properties: { n } }),
});
