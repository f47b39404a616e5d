import { askEarly } from './client/early.ts';
import type { Me } from './client/me.ts';
import { type EarlyPage, earlyPages } from './early-pages.ts';
import { mayOpen, shopToOpen } from './shell/access.ts';
import { lastShop } from './shell/last-shop.ts';

/**
 * Asks who is signed in, and for the page that is opened its code and its first questions, before the console's own code
 * is there: server, line and browser work at once. What goes wrong is asked again, and told, by whoever needs it.
 */
function askAhead({ pathname, search }: Pick<Location, 'pathname' | 'search'>): void {
  // Before signing in the answer would be that nobody is, and somebody may be by the time it is taken.
  if (pathname !== '/' && !pathname.startsWith('/shops/')) return;
  const me = askEarly('/api/me');
  const opened = pathname === '/' ? { page: earlyPages[0], part: {} } : findPage(pathname);
  if (opened === undefined) return;
  void opened.page.load().catch(() => undefined);
  me.then(async (answer) => askFirst((await answer.json()) as Me, { ...opened, search })).catch(
    () => undefined,
  );
}

interface Found {
  readonly page: EarlyPage;
  readonly part: Readonly<Record<string, string>>;
}

function findPage(pathname: string): Found | undefined {
  for (const page of earlyPages) {
    const part = page.at.exec(pathname)?.groups;
    if (part !== undefined) return { page, part };
  }
  return undefined;
}

/** Without a shop in the address it is the one the person was in last. */
function askFirst(me: Me, { page, part, search }: Found & { readonly search: string }): void {
  const shop =
    part.shop === undefined ? shopToOpen(me.shops, lastShop()) : me.shops.find((it) => it.slug === part.shop);
  if (shop === undefined || !mayOpen(page, me, shop)) return;
  for (const address of page.asks({ shop, part, search: new URLSearchParams(search), now: new Date() }))
    void askEarly(address);
}

askAhead(location);
