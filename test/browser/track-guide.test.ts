import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Analytics } from '@segment/analytics-node';
import type { Browser } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type LiveServer, makeLiveServer } from '../live-server.ts';
import { openChromium } from './chromium.ts';

/** Every line of docs/guides/track.md, as it stands there, against a running server and in a real browser. */

const root = fileURLToPath(new URL('../..', import.meta.url));
const guide = readFileSync(join(root, 'docs/guides/track.md'), 'utf8');

let server: LiveServer;
let browser: Browser;
let shop: Server;
let site: string;
let key: string;
let reader: string;
/** Scripts of the site that a bundler made, by name. */
const bundle = new Map<string, string>();

/** The block of code of one name, with this server's address and key. */
function block(name: string): string {
  const text = new RegExp(`^\`\`\`\\w+ ${name}\\n([\\s\\S]*?)^\`\`\``, 'm').exec(guide)?.[1];
  if (text === undefined) throw new Error(`the guide has no block ${name}`);
  return text.replaceAll('https://crm.example.com', server.url).replaceAll('swk_YOUR_KEY', key);
}

beforeAll(async () => {
  server = await makeLiveServer();
  await server.start();
  await server.shuke('shops', 'create', '--shop', 'demo', '--name', 'Demo');
  const created = await server.shuke<{ key: string }>(
    'keys',
    'create',
    '--shop',
    'demo',
    '--name',
    'site',
    '--source',
    'site',
  );
  key = created.key;
  const api = [
    'keys',
    'create',
    '--shop',
    'demo',
    '--name',
    'reader',
    '--scopes',
    'customers:read,events:read',
  ];
  reader = (await server.shuke<{ key: string }>(...api)).key;
  shop = createServer(({ url = '/' }, response) => {
    const script = bundle.get(url.slice(1));
    response.setHeader(
      'content-type',
      `${script === undefined ? 'text/html' : 'text/javascript'}; charset=utf-8`,
    );
    const lines =
      url === '/bundled'
        ? '<script type="module" src="/bundled.js"></script>'
        : block('site') + block('site-dwell');
    response.end(script ?? `<!doctype html><title>shop</title>${lines}<p>hello`);
  }).listen(0, '127.0.0.1');
  await once(shop, 'listening');
  site = `http://127.0.0.1:${(shop.address() as AddressInfo).port}`;
  browser = await openChromium();
}, 300_000);
afterAll(async () => {
  await browser?.close();
  shop?.close();
  await server?.close();
});

interface Entry {
  readonly data: {
    readonly name: string;
    readonly properties: Record<string, unknown>;
    readonly product_id?: number;
  };
}

/** What the timeline of the one customer says, by the name of the event. */
async function timeline(): Promise<Map<string, Entry['data']>> {
  const get = async (path: string) => {
    const response = await fetch(`${server.url}/api/shops/demo/${path}`, {
      headers: { authorization: `Bearer ${reader}` },
    });
    expect(response.status).toBe(200);
    return response.json();
  };
  const { customers } = (await get('customers')) as { customers: { customer_id: number }[] };
  const entries = await Promise.all(
    customers.map(({ customer_id }) => get(`customers/${customer_id}/timeline?types=event`)),
  );
  const all = (entries as { entries: Entry[] }[]).flatMap((it) => it.entries);
  return new Map(all.map(({ data }) => [data.name, data]));
}

it('the lines of a site deliver pages, calls and dwell time, and reach no other host', {
  timeout: 120_000,
}, async () => {
  const page = await browser.newPage();
  const hosts = new Set<string>();
  page.on('request', (request) => hosts.add(new URL(request.url()).host));
  const wrong: string[] = [];
  page.on('console', (message) => message.type() === 'error' && wrong.push(message.text()));
  const delivered = (path: string) =>
    page.waitForResponse(
      (it) => it.url() === `${server.url}/v1/${path}` && it.request().method() === 'POST' && it.ok(),
    );
  const viewed = delivered('p');
  await page.goto(`${site}/item?utm_source=xiaohongshu`);
  await viewed;
  const tracked = delivered('t');
  await page.evaluate(block('site-calls'));
  await tracked;
  await page.goto(`${site}/next`);
  await expect
    .poll(async () => [...(await timeline()).keys()], { timeout: 60_000 })
    .toEqual(expect.arrayContaining(['Page Viewed', 'Product Viewed', 'Page Left']));
  const said = await timeline();
  expect(said.get('Page Left')!.properties.duration_ms).toBeTypeOf('number');
  expect(said.get('Product Viewed')!.product_id).toBeGreaterThan(0);
  expect([...hosts].sort()).toEqual([new URL(server.url).host, new URL(site).host].sort());
  expect(wrong).toEqual([]);
  await page.close();
});

/** What a shop's own build makes of the lines and one call behind them. */
async function bundled(code: string): Promise<void> {
  const entry = join(root, 'test', 'browser', `guide-${process.pid}.mjs`);
  await writeFile(entry, code);
  try {
    const options = {
      write: false,
      rolldownOptions: { input: entry, output: { entryFileNames: 'bundled.js' } },
    };
    const built = await build({ configFile: false, logLevel: 'silent', build: options });
    const { output } = built as { output: { fileName: string; code?: string }[] };
    for (const { fileName, code: script = '' } of output) bundle.set(fileName, script);
  } finally {
    await rm(entry);
  }
}

it('the lines for a bundler deliver, and reach no other host', { timeout: 120_000 }, async () => {
  await bundled(`${block('bundled')}\nanalytics.track('Bundled', { quantity: 3 });`);
  const page = await browser.newPage();
  const hosts = new Set<string>();
  page.on('request', (request) => hosts.add(new URL(request.url()).host));
  const tracked = page.waitForResponse((it) => it.url() === `${server.url}/v1/t` && it.ok());
  await page.goto(`${site}/bundled`);
  await tracked;
  await expect
    .poll(async () => (await timeline()).get('Bundled'), { timeout: 60_000 })
    .toMatchObject({ quantity: 3 });
  expect([...hosts].sort()).toEqual([new URL(server.url).host, new URL(site).host].sort());
  await page.close();
});

it('the lines for shares deliver', { timeout: 60_000 }, async () => {
  const analytics = new Analytics({ writeKey: key, host: server.url });
  new Function('analytics', block('shares'))(analytics);
  await analytics.closeAndFlush();
  const names = async () => [...(await timeline()).keys()];
  await expect.poll(names).toEqual(expect.arrayContaining(['Product Shared', 'Order Completed']));
});

it("the lines of a mini-program's server deliver", { timeout: 60_000 }, async () => {
  const file = join(root, 'test', 'browser', `guide-${process.pid}.mjs`);
  await writeFile(file, block('server'));
  try {
    const child = spawn(process.execPath, [file], { stdio: 'inherit' });
    expect(await once(child, 'close')).toEqual([0, null]);
  } finally {
    await rm(file);
  }
  await expect.poll(async () => (await timeline()).get('Product Added')).toMatchObject({ quantity: 2 });
});

it('the lines of an app deliver, and said twice count once', { timeout: 60_000 }, async () => {
  const send = new Function(`return (async () => { ${block('app')}; return response.status; })()`);
  expect([await send(), await send()]).toEqual([200, 200]);
  const applied = async () => [...(await timeline()).keys()].filter((name) => name === 'Coupon Applied');
  await expect.poll(applied).toEqual(['Coupon Applied']);
});
