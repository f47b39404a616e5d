import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { type OpenConsole, openConsole, signIn } from './open-console.ts';

/**
 * `npm run pictures [PART]`: every page of the console in both languages and both themes, and on a phone, as PNG in
 * pictures/, from a demo shop made for the purpose. PART keeps to the pages whose address contains it.
 */

const folder = fileURLToPath(new URL('../../pictures/', import.meta.url));
const part = process.argv[2] ?? '';

const looks = [
  ...(['zh-CN', 'en-US'] as const).flatMap((language) =>
    (['light', 'dark'] as const).map((theme) => ({ language, theme, width: 1280, height: 800 })),
  ),
  { language: 'zh-CN', theme: 'light', width: 390, height: 844 },
] as const;
type Look = (typeof looks)[number];

interface PageEntry {
  readonly path: string;
  readonly needs: string;
  readonly example: Readonly<Record<string, string>>;
}

/** Read as text: Node runs no JSX, and nothing but the addresses is wanted of the list of pages. */
function readPages(): PageEntry[] {
  const web = fileURLToPath(new URL('../../src/web/', import.meta.url));
  const lists = readdirSync(web).filter((name) => name.endsWith('pages.ts'));
  const text = lists.map((name) => readFileSync(join(web, name), 'utf8')).join('\n');
  return [...text.matchAll(/path: '([^']+)',[\s\S]*?needs: '([^']+)',([\s\S]*?)load:/g)].map(
    ([, path = '', needs = '', rest = '']) => ({ path, needs, example: exampleIn(rest) }),
  );
}

function exampleIn(text: string): Record<string, string> {
  const inside = /example: \{([^}]*)\}/.exec(text)?.[1] ?? '';
  return Object.fromEntries(
    [...inside.matchAll(/(\w+): '([^']*)'/g)].map(([, name, value]) => [name, value]),
  );
}

/** The page's address in the demo shop; undefined where it needs a value nobody gave as an example. */
function addressOf({ path, example }: PageEntry): string | undefined {
  const filled = path.replace(/:(\w+)/g, (whole, name) =>
    name === 'shop' ? 'demo' : (example[name] ?? whole),
  );
  return filled.includes(':') ? undefined : filled;
}

const nameOf = (path: string, { language, theme, width }: Look): string =>
  `${path.replace('/shops/:shop/', '').replace(/^\//, '').replaceAll(/[/:]+/g, '-')}.${language}.${theme}.${width}.png`;

/** Still, loaded and drawn: no request under way, no grey line left. */
async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle');
  await page.locator('main [role=status][aria-label]').first().waitFor({ state: 'detached' });
}

async function take(it: OpenConsole, look: Look, shown: readonly PageEntry[]): Promise<void> {
  const page = await it.visit(look.language, look);
  await page.emulateMedia({ colorScheme: look.theme });
  for (const entry of shown.filter((one) => one.needs === 'public')) await picture(page, entry, look);
  await signIn(page, it.owner);
  await page.waitForURL((url) => url.pathname !== '/sign-in');
  for (const entry of shown.filter((one) => one.needs !== 'public')) await picture(page, entry, look);
  await page.context().close();
}

async function picture(page: Page, entry: PageEntry, look: Look): Promise<void> {
  const address = addressOf(entry);
  if (address === undefined) return console.error(`left out, without an example: ${entry.path}`);
  await page.goto(address);
  await settled(page);
  await page.screenshot({ path: join(folder, nameOf(entry.path, look)), fullPage: true });
}

await rm(folder, { recursive: true, force: true });
await mkdir(folder, { recursive: true });
const it = await openConsole();
try {
  await it.server.shuke('demo', '--customers', '2000');
  const shown = readPages().filter(({ path }) => path.includes(part));
  for (const look of looks) await take(it, look, shown);
  console.log(folder);
} finally {
  await it.close();
}
