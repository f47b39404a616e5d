import { askEarly } from './client/early.ts';
import type { Me } from './client/me.ts';
import { figuresAddress } from './pages/overview/figures/figures-address.ts';
import { mayOpen, shopToOpen } from './shell/access.ts';
import { lastShop } from './shell/last-shop.ts';

/**
 * Asks who is signed in, and for the page opened first, the overview, its code and its figures, before the console's own
 * code is there: server, line and browser work at once. What goes wrong is asked again, and told, by whoever needs it.
 */
function askAhead({ pathname, search }: Pick<Location, 'pathname' | 'search'>): void {
  // Before signing in the answer would be that nobody is, and somebody may be by the time it is taken.
  if (pathname !== '/' && !pathname.startsWith('/shops/')) return;
  const me = askEarly('/api/me');
  const slug = /^\/shops\/([^/]+)\/overview$/.exec(pathname)?.[1];
  if (slug === undefined && pathname !== '/') return;
  void import('./pages/overview/overview-page.tsx').catch(() => undefined);
  me.then(async (answer) => askFigures((await answer.json()) as Me, { slug, search })).catch(() => undefined);
}

interface Opened {
  /** Undefined: the shop one was in last. */
  readonly slug: string | undefined;
  readonly search: string;
}

function askFigures(me: Me, { slug, search }: Opened): void {
  const shop =
    slug === undefined ? shopToOpen(me.shops, lastShop()) : me.shops.find((it) => it.slug === slug);
  if (shop === undefined || !mayOpen({ needs: 'analytics:read' }, me, shop)) return;
  const address = figuresAddress(shop, new URLSearchParams(search), new Date());
  if (address !== undefined) void askEarly(address);
}

askAhead(location);
