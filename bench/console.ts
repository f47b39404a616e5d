import type { Page } from 'playwright-core';
import { consoleSize } from '../scripts/console-size.mjs';
import { type OpenConsole, openConsole, signIn } from '../test/browser/open-console.ts';
import { percentile } from './serving.ts';

const CUSTOMERS = process.env.BENCH_CUSTOMERS ?? '2000';

const day = (daysAgo: number): string =>
  new Date(Date.now() - daysAgo * 86_400_000).toISOString().slice(0, 10);

/** Twenty ranges of a week to a year, no two alike: the browser keeps what it was answered. */
const ranges = Array.from({ length: 20 }, (_, n) => {
  const length = [7, 30, 90, 365][n % 4]!;
  return `range=custom&from=${day(n + length)}&to=${day(n + 1)}`;
});

/** The overview in a real browser: its first load from a warm server, and a change of its days; and what is fetched. */
export async function consoleFigures(): Promise<object> {
  const it = await openConsole();
  try {
    await it.server.shuke('demo', '--customers', CUSTOMERS);
    const page = await it.visit();
    await signIn(page, it.owner);
    await page.waitForURL((url) => url.pathname !== '/sign-in');
    await load(page);
    const first = [];
    for (let n = 0; n < 7; n += 1) first.push(await firstLoad(it, page));
    const changes = [];
    for (const range of ranges) changes.push(await change(page, range));
    return {
      customers: Number(CUSTOMERS),
      gzipped_bytes: consoleSize(),
      first_load_figures_p50_ms: percentile(first, 0.5),
      range_change_p95_ms: percentile(changes, 0.95),
      at_most: {
        first_load_ms: 2000,
        range_change_p95_ms: 1000,
        shell: 260_000,
        overview_with_charts: 650_000,
      },
    };
  } finally {
    await it.close();
  }
}

async function load(page: Page): Promise<void> {
  await page.goto('/shops/demo/overview', { waitUntil: 'commit' });
  await page.locator('[data-tour=figures]').waitFor();
  await page.locator('canvas').first().waitFor();
}

/** From nothing in the browser to figures on screen. */
async function firstLoad({ browser }: OpenConsole, signedIn: Page): Promise<number> {
  const storageState = await signedIn.context().storageState();
  const { origin } = new URL(signedIn.url());
  const context = await browser.newContext({
    storageState,
    baseURL: origin,
    viewport: { width: 1280, height: 900 },
  });
  const page = await context.newPage();
  const since = performance.now();
  await page.goto('/shops/demo/overview', { waitUntil: 'commit' });
  await page.locator('[data-tour=figures]').waitFor();
  const took = performance.now() - since;
  await context.close();
  return took;
}

/** From choosing other days to their figures on screen, which name the days they are of. */
async function change(page: Page, range: string): Promise<number> {
  const before = await page.locator('[data-figures-of]').getAttribute('data-figures-of');
  const since = performance.now();
  await page.evaluate(
    `history.pushState({}, '', '/shops/demo/overview?${range}'); dispatchEvent(new PopStateEvent('popstate'))`,
  );
  await page.locator(`[data-figures-of]:not([data-figures-of="${before}"])`).waitFor();
  return performance.now() - since;
}
