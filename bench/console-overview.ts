import type { Page } from 'playwright-core';
import type { OpenConsole } from '../test/browser/open-console.ts';
import { atMost, click, goTo, timed } from './click.ts';
import { percentile } from './serving.ts';

/** Enough that the 95th percentile is not the slowest of them. */
const ROUNDS = 60;

const day = (daysAgo: number): string =>
  new Date(Date.now() - daysAgo * 86_400_000).toISOString().slice(0, 10);

/** Ranges of a week to a year, no two alike: the browser keeps what it was answered. */
const rangeAt = (round: number): string => {
  const length = [7, 30, 90, 365][round % 4]!;
  return `range=custom&from=${day(round + length)}&to=${day(round + 1)}`;
};

const figures = "document.querySelector('[data-figures-of]')?.getAttribute('data-figures-of')";

/** The overview: its first load by a browser that has nothing yet, from a warm server, and a change of its days. */
export async function overviewFigures(it: OpenConsole, page: Page): Promise<object> {
  await page.goto('/shops/demo/overview');
  await page.locator('canvas').first().waitFor({ timeout: 120_000 });
  const loads: FirstLoad[] = [];
  const first = await timed(it.server, 7, async () => {
    loads.push(await firstLoad(it, page));
    return loads.at(-1)!.figures;
  });
  const middle = (figure: keyof FirstLoad) =>
    percentile(
      loads.map((load) => load[figure]),
      0.5,
    );
  const change = await timed(it.server, ROUNDS, (round) =>
    click(page, {
      shown: figures,
      act: goTo(`/shops/demo/overview?${rangeAt(round)}`),
      isThere: `${figures} !== undefined`,
    }),
  );
  return {
    ...atMost({ p50_ms: 2000 }, { first_load_to_figures: first }),
    first_load_to_a_chart_p50_ms: middle('chart'),
    figures_came_first: loads.every((load) => load.figures <= load.chart),
    first_load_browser_cpu_ms: middle('browserCpu'),
    first_load_requests: middle('requests'),
    ...atMost({ p95_ms: 1000 }, { range_change_to_figures: change }),
  };
}

/** Milliseconds since the address was entered until figures, and a chart, were on screen, and what it took. */
interface FirstLoad {
  readonly figures: number;
  readonly chart: number;
  /** Milliseconds of processor time of the page's main thread: what a busy machine tells alike. */
  readonly browserCpu: number;
  /** Until the chart, of the page itself, its files and the API. */
  readonly requests: number;
}

async function firstLoad({ browser }: OpenConsole, signedIn: Page): Promise<FirstLoad> {
  const storageState = await signedIn.context().storageState();
  const baseURL = new URL(signedIn.url()).origin;
  const context = await browser.newContext({ storageState, baseURL, viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  await page.addInitScript(`{
    const wanted = { figures: '[data-tour=figures]', chart: 'canvas' };
    globalThis.seen = {};
    new MutationObserver(() => {
      for (const [name, selector] of Object.entries(wanted))
        if (seen[name] === undefined && document.querySelector(selector)) seen[name] = performance.now();
    }).observe(document, { childList: true, subtree: true });
  }`);
  const cdp = await context.newCDPSession(page);
  await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
  let requests = 0;
  page.on('request', () => {
    requests += 1;
  });
  await page.goto('/shops/demo/overview', { waitUntil: 'commit' });
  await page.locator('canvas').first().waitFor({ timeout: 120_000 });
  const seen = await page.evaluate<Pick<FirstLoad, 'figures' | 'chart'>>('seen');
  const { metrics } = await cdp.send('Performance.getMetrics');
  await context.close();
  const busy = metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN;
  return { ...seen, requests, browserCpu: Math.round(1000 * busy) };
}
