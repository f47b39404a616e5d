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

const looks = [
  ...(['zh-CN', 'en-US'] as const).flatMap((language) =>
    (['light', 'dark'] as const).flatMap((theme) => [
      { language, theme, width: 1280, height: 800 },
      { language, theme, width: 1920, height: 1080 },
    ]),
  ),
  { language: 'zh-CN', theme: 'light', width: 390, height: 844 },
] as const;
type Look = (typeof looks)[number];

/** Pages that show more of themselves at another address; their pictures are named by it. */
const more: readonly PageEntry[] = [
  { path: '/shops/:shop/explore?view=:chart', title: 'Explore', needs: 'analytics:read' },
  { path: '/shops/:shop/customers?group=11', title: 'Customers', needs: 'customers:read' },
];

const nameOf = (path: string, { language, theme, width }: Look): string =>
  `${path
    .replace('/shops/:shop/', '')
    .replace(/^\//, '')
    .replaceAll(/[^a-z]+/g, '-')}.${language}.${theme}.${width}.png`;

/** Still, loaded and drawn: no request under way, no grey line left. */
async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle');
  await page.locator('main [role=status][aria-label]').first().waitFor({ state: 'detached' });
  // A chart is drawn when the browser has time: its place stands there before.
  await page.locator('main figure:not(:has(ul)):not(:has(canvas))').first().waitFor({ state: 'detached' });
}

interface Taking {
  readonly it: OpenConsole;
  readonly look: Look;
  readonly shown: readonly PageEntry[];
  readonly made: Furnished;
}

async function take({ it, look, shown, made }: Taking): Promise<void> {
  const page = await it.visit(look.language, look);
  await page.emulateMedia({ colorScheme: look.theme });
  const of = (isPublic: boolean) =>
    shown.filter(({ path, needs }) => path !== '/setup' && (needs === 'public') === isPublic);
  for (const entry of of(true))
    await picture(page, { address: addressOf(entry, made), path: entry.path, look });
  await signIn(page, it.owner);
  await page.waitForURL((url) => url.pathname !== '/sign-in');
  for (const entry of of(false))
    await picture(page, { address: addressOf(entry, made), path: entry.path, look });
  await page.context().close();
}

interface Picture {
  readonly address: string;
  readonly path: string;
  readonly look: Look;
}

async function picture(page: Page, { address, path, look }: Picture): Promise<void> {
  await page.goto(address);
  await settled(page);
  await page.screenshot({ path: join(folder, nameOf(path, look)), fullPage: true });
}

/** The first run, of an installation that nobody has set up. */
async function takeSetUp(): Promise<void> {
  const fresh = await openConsole([]);
  try {
    for (const look of looks) {
      const page = await fresh.visit(look.language, look);
      await page.emulateMedia({ colorScheme: look.theme });
      await picture(page, { address: fresh.setup.url, path: '/setup', look });
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
    for (const look of looks) await take({ it, look, shown, made });
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
