import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser, Locator, Page } from 'playwright-core';
import { buildConsole } from '../../scripts/build-console.mjs';
import { type LiveServer, makeLiveServer } from '../live-server.ts';
import { openChromium } from './chromium.ts';

/** The real program with the real console in a real browser; one of them a test file. */
export interface OpenConsole {
  readonly server: LiveServer;
  readonly browser: Browser;
  readonly owner: { readonly email: string; readonly password: string };
  /** Where to set up, where no owner was made. */
  readonly setup: { readonly url: string; readonly code: string };
  /** What the console printed as an error or threw, on every page of it. */
  readonly complaints: string[];
  /** A fresh visitor: no cookie, the language asked for. */
  visit(language?: 'zh-CN' | 'en-US', size?: { width: number; height: number }): Promise<Page>;
  close(): Promise<void>;
}

/** `args` of `serve`; an owner's account is made unless told otherwise. `filled`: a data directory that is there. */
export async function openConsole(args?: readonly string[], filled?: string): Promise<OpenConsole> {
  buildConsole();
  const server = await makeLiveServer(filled);
  const { owner, setup } = await server.start(args);
  const browser = await openChromium();
  const complaints: string[] = [];
  return {
    ...{ server, browser, complaints, owner: owner!, setup: setup! },
    async visit(language = 'zh-CN', size = { width: 1280, height: 800 }) {
      const at = { locale: language, viewport: size, baseURL: server.url };
      // Nothing moves: each frame of a drawer sliding in is drawn by the processor here.
      const context = await browser.newContext({ ...at, reducedMotion: 'reduce' });
      context.setDefaultTimeout(120_000); // bounds what hangs, not what is slow on a busy machine
      const page = await context.newPage();
      page.on('pageerror', (error) => complaints.push(error.message));
      // The browser prints every refused request by itself; what the console makes of it is what counts.
      page.on('console', (it) => {
        if (it.type() === 'error' && !it.text().startsWith('Failed to load resource'))
          complaints.push(it.text());
      });
      return page;
    },
    async close() {
      await browser.close();
      await server.close();
    },
  };
}

/** Fills in the sign-in page and waits until it is left. */
export async function signIn(page: Page, { email, password }: OpenConsole['owner']): Promise<void> {
  if (!page.url().includes('/sign-in')) await page.goto('/sign-in');
  await page.locator('input[name=email]').fill(email);
  await page.locator('input[name=password]').fill(password);
  await page.locator('button[type=submit]').click();
}

const axe = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');

interface Violation {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly { readonly html: string }[];
}

/** Opens a shop as whoever is signed in on the page. */
export async function openShop(page: Page, slug: string): Promise<void> {
  const body = { slug, name: slug, currency: 'CNY', time_zone: 'Asia/Shanghai' };
  const answer = await page.request.post('/api/shops', {
    data: body,
    headers: { origin: new URL(page.url()).origin },
  });
  if (!answer.ok()) throw new Error(await answer.text());
}

/** What axe finds serious or critical on a page, in one line each; of all its rules, or of some. */
export async function seriousFaults(page: Page, rules?: readonly string[]): Promise<string[]> {
  // A colour on its way from one theme to the other has the contrast of neither.
  await page.evaluate(
    'Promise.allSettled(document.getAnimations().filter((it) => it.effect.getComputedTiming().iterations < 99).map((it) => it.finished))',
  );
  // Through the debugger and not as a script of the page, whose policy allows none but its own.
  if ((await page.evaluate('typeof axe')) === 'undefined') await page.evaluate(axe);
  const how = JSON.stringify({ resultTypes: ['violations'], ...(rules && { runOnly: rules }) });
  // Behind an open dialog everything is inert.
  const found = await page.evaluate<unknown>(
    `axe.run(document.querySelector('dialog[open]') ?? document, ${how})`,
  );
  return (found as { violations: Violation[] }).violations
    .filter((it) => it.impact === 'serious' || it.impact === 'critical')
    .map((it) => `${it.id}: ${it.nodes.map((node) => node.html).join(' ')}`);
}

/** Goes on by Tab until the focus is on it, as somebody without a mouse does; throws after a hundred stops. */
export async function tabTo(page: Page, it: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  for (let stop = 0; stop < 100; stop++) {
    await page.keyboard.press(key);
    if (await hasFocus(it)) return;
  }
  throw new Error(`no way by ${key} to ${it}`);
}

export const hasFocus = (it: Locator): Promise<boolean> =>
  it.evaluate((place) => (place as unknown as { matches(selector: string): boolean }).matches(':focus'));
