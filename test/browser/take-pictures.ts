import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { type Furnished, furnish } from './furnish-demo.ts';
import { type OpenConsole, openConsole, signIn } from './open-console.ts';
import { addressOf, type PageEntry, readPages } from './page-list.ts';

/**
 * `npm run pictures [PART]`: every page of the console in both languages, both themes and two widths, and on a phone, as
 * PNG in pictures/, from a demo shop made for the purpose. PART keeps to the pages whose address contains it.
 */

const folder = fileURLToPath(new URL('../../pictures/', import.meta.url));
const part = process.argv[2] ?? '';

const sizes = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
];
const phone = { theme: 'light', width: 390, height: 844 } as const;

interface Look {
  readonly theme: 'light' | 'dark';
  readonly width: number;
  readonly height: number;
}
const looks: readonly Look[] = (['light', 'dark'] as const).flatMap((theme) =>
  sizes.map((size) => ({ theme, ...size })),
);

type Language = 'zh-CN' | 'en-US';
const looksOf: Readonly<Record<Language, readonly Look[]>> = { 'zh-CN': [...looks, phone], 'en-US': looks };
const languages = ['zh-CN', 'en-US'] as const;

/** Pages that show more of themselves at another address; their pictures are named by it. */
const more: readonly PageEntry[] = [
  { path: '/shops/:shop/explore?view=:chart', title: 'Explore', needs: 'analytics:read' },
  { path: '/shops/:shop/customers?group=11', title: 'Customers', needs: 'customers:read' },
];

const nameOf = (path: string, language: Language, { theme, width }: Look): string =>
  `${path
    .replace('/shops/:shop/', '')
    .replace(/^\//, '')
    .replaceAll(/[^a-z]+/g, '-')}.${language}.${theme}.${width}.png`;

/** Still, loaded and drawn in its colours: no request under way, no grey line left. */
async function settled(page: Page, { theme }: Look): Promise<void> {
  await page.locator(`html[data-mode=${theme}]`).waitFor();
  // What follows the colours and the size is drawn in the frame behind.
  await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
  await page.waitForLoadState('networkidle');
  await page.locator('main [role=status][aria-label]').first().waitFor({ state: 'detached' });
  // A chart is drawn when the browser has time: its place stands there before.
  await page.locator('main figure:not(:has(ul)):not(:has(canvas))').first().waitFor({ state: 'detached' });
}

interface Taking {
  readonly it: OpenConsole;
  readonly language: Language;
  readonly shown: readonly PageEntry[];
  readonly made: Furnished;
}

async function take({ it, language, shown, made }: Taking): Promise<void> {
  const page = await it.visit(language);
  const of = (isPublic: boolean) =>
    shown.filter(({ path, needs }) => path !== '/setup' && (needs === 'public') === isPublic);
  for (const entry of of(true))
    await pictures(page, { address: addressOf(entry, made), path: entry.path, language });
  await signIn(page, it.owner);
  await page.waitForURL((url) => url.pathname !== '/sign-in');
  for (const entry of of(false))
    await pictures(page, { address: addressOf(entry, made), path: entry.path, language });
  await page.context().close();
}

interface Pictures {
  readonly address: string;
  readonly path: string;
  readonly language: Language;
}

/** Loaded once: theme and size change while it stands, as they do for its readers. */
async function pictures(page: Page, { address, path, language }: Pictures): Promise<void> {
  const [first] = looksOf[language];
  await dress(page, first!);
  await page.goto(address);
  for (const look of looksOf[language]) {
    await dress(page, look);
    await settled(page, look);
    await page.screenshot({ path: join(folder, nameOf(path, language, look)), fullPage: true });
  }
}

async function dress(page: Page, { theme, width, height }: Look): Promise<void> {
  await page.emulateMedia({ colorScheme: theme });
  await page.setViewportSize({ width, height });
}

/** The first run, of an installation that nobody has set up. */
async function takeSetUp(): Promise<void> {
  const fresh = await openConsole([]);
  try {
    for (const language of languages) {
      const page = await fresh.visit(language);
      await pictures(page, { address: fresh.setup.url, path: '/setup', language });
      await page.context().close();
    }
  } finally {
    await fresh.close();
  }
}

async function takeAll(shown: readonly PageEntry[]): Promise<void> {
  const it = await openConsole();
  try {
    await it.server.shuke('demo', '--customers', '2000');
    // Pages of models show what they found, not that they are still learning.
    for (const command of [['value', 'score'], ['churn'], ['next-purchase'], ['recommend', 'learn']])
      await it.server.shuke(...command, '--shop', 'demo');
    const staff = await it.visit();
    await signIn(staff, it.owner);
    await staff.waitForURL((url) => url.pathname !== '/sign-in');
    const made = await furnish(staff);
    for (const language of languages) await take({ it, language, shown, made });
  } finally {
    await it.close();
  }
}

await rm(folder, { recursive: true, force: true });
await mkdir(folder, { recursive: true });
const shown = [...readPages(), ...more].filter(({ path }) => path.includes(part));
if (shown.some(({ path }) => path === '/setup')) await takeSetUp();
if (shown.some(({ path }) => path !== '/setup')) await takeAll(shown);
console.log(folder);
