import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Furnished } from './furnish-demo.ts';

/** The pages of the console as data, and where each stands in a demo shop that was furnished. */

export interface PageEntry {
  readonly path: string;
  /** In English. */
  readonly title: string;
  readonly needs: string;
}

/** Read as text: Node runs no JSX, and nothing but the addresses is wanted of the list of pages. */
export function readPages(): PageEntry[] {
  const web = fileURLToPath(new URL('../../src/web/', import.meta.url));
  const lists = readdirSync(web).filter((name) => name.endsWith('pages.ts'));
  const text = lists.map((name) => readFileSync(join(web, name), 'utf8')).join('\n');
  const entries = text.matchAll(/path: '([^']+)',[\s\S]*?en: '([^']+)'[\s\S]*?needs: '([^']+)'/g);
  return [...entries].map(([, path = '', title = '', needs = '']) => ({ path, title, needs }));
}

/** The page's address in the demo shop. Throws where nothing stands for a part of it. */
export const addressOf = ({ path }: PageEntry, made: Furnished): string =>
  path.replace(/:(\w+)/g, (whole, name) => {
    const value = { ...made, shop: 'demo', id: made.import }[name as string];
    if (value === undefined) throw new Error(`nothing stands for ${whole} of ${path}`);
    return encodeURIComponent(value);
  }) + (path === '/invitation' ? `#${made.token}` : '');
