import type { Page } from 'playwright-core';
import type { OpenConsole } from '../test/browser/open-console.ts';
import { atMost, click, goTo, timed } from './click.ts';
import { percentile } from './serving.ts';

const ROUNDS = 20;

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
  const [shown, drawn]: [number[], number[]] = [[], []];
  const first = await timed(it.server, 7, async () => {
    const seen = await firstLoad(it, page);
    shown.push(seen.figures);
    drawn.push(seen.chart);
    return seen.figures;
  });
  const change = await timed(it.server, ROUNDS, (round) =>
    click(page, {
      shown: figures,
      act: goTo(`/shops/demo/overview?${rangeAt(round)}`),
      isThere: `${figures} !== undefined`,
    }),
  );
  return {
    ...atMost({ p50_ms: 2000 }, { first_load_to_figures: first }),
    first_load_to_a_chart_p50_ms: percentile(drawn, 0.5),
    figures_came_first: shown.every((at, n) => at <= drawn[n]!),
    ...atMost({ p95_ms: 1000 }, { range_change_to_figures: change }),
  };
}

interface Seen {
  readonly figures: number;
  readonly chart: number;
}

/** Milliseconds since the address was entered until figures, and a chart, are on screen. */
async function firstLoad({ browser }: OpenConsole, signedIn: Page): Promise<Seen> {
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
  await page.goto('/shops/demo/overview', { waitUntil: 'commit' });
  await page.locator('canvas').first().waitFor({ timeout: 120_000 });
  const seen = await page.evaluate<Seen>('seen');
  await context.close();
  return seen;
}
