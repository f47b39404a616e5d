import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Request } from 'playwright-core';
import { openChromium } from '../chromium.ts';
import { type SentEvent, watchTraffic } from './traffic.ts';

/**
 * A page with the stock browser library that sends an event every 50 ms as long as it may, or, called `/quiet`, only
 * what is left of earlier pages; `/gone` has no library. Numbers go on from page to page. A page is left when
 * the library has tried each event once: for some milliseconds it has an event in no queue, and going then loses it.
 */
const pageOf = (path: string, { url, key }: { url: string; key: string }): string => {
  const library = `<script>
    analytics = Object.assign([], { _writeKey: '${key}', _cdn: '${url}' });
    for (const call of ['track', 'ready']) analytics[call] = (...said) => analytics.push([call, ...said]);
    let sending, said = [];
    const send = () => {
      const n = Number(localStorage.sent ?? 0);
      if (n >= Number(localStorage.allowed ?? 0)) return;
      localStorage.sent = n + 1;
      said.push(analytics.track('Browser Event', { n }));
    };
    const finish = () => { clearInterval(sending); return Promise.all(said); };
    analytics.ready(() => { isReady = true; if (location.pathname === '/') sending = setInterval(send, 50); });
    </script><script async src="${url}/analytics.js/v1/${key}/analytics.min.js"></script>`;
  return `<!doctype html><title>shop</title>${path === '/gone' ? '' : library}`;
};

/** A shopper in a real browser on a shop's site, whose pages send to `url`. */
export async function openShopper(url: string, key: string) {
  const site = createServer(({ url: path = '/' }, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(pageOf(path, { url, key }));
  }).listen(0, '127.0.0.1');
  await once(site, 'listening');
  const at = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
  const browser = await openChromium();
  const page = await browser.newPage();
  const traffic = watchTraffic();
  const isCall = (it: Request) => it.method() === 'POST' && it.url() === `${url}/v1/t`;
  const eventsOf = (it: Request) => [it.postDataJSON() as SentEvent];
  page.on('request', (it) => isCall(it) && traffic.ask(eventsOf(it)));
  page.on('response', (it) => isCall(it.request()) && traffic.answer(eventsOf(it.request()), it.ok()));
  page.on('requestfailed', (it) => isCall(it) && traffic.answer(eventsOf(it), false));
  const visit = async (path: string) => {
    await page.evaluate('window.isReady && finish()');
    await page.goto(`${at}${path}`);
    if (path !== '/gone') await page.waitForFunction('window.isReady', undefined, { timeout: 0 });
  };
  return {
    traffic,
    visit,
    /** Lets it send so many events more from now on. */
    async allow(more: number) {
      await page.evaluate(`localStorage.allowed = Number(localStorage.sent ?? 0) + ${more}`);
    },
    /** Ends the sending and goes on to a page that sends what is left: how many it sent in all. */
    async stop() {
      const sent = Number(await page.evaluate('finish().then(() => localStorage.sent)'));
      await visit('/quiet');
      return sent;
    },
    /** What the library still has to deliver, by its own books: those it writes when its page goes. */
    async left() {
      await visit('/gone');
      return page.evaluate(`Object.keys(localStorage).filter((it) => it.startsWith('persisted-queue'))`);
    },
    async close() {
      await browser.close();
      site.close();
    },
  };
}
