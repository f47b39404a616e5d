import { reading } from './client/ask.ts';
import { queryClient } from './client/query-client.ts';
import { pages } from './pages.ts';
import { addressIn, mayOpen } from './shell/access.ts';

/**
 * Asks who is signed in, and what the page of the address shows first, before the page's code is there: server and
 * browser work at once. What goes wrong is asked again, and told, by whoever needs it.
 */
export async function askAhead({ pathname, search }: Location): Promise<void> {
  const slug = /^\/shops\/([^/]+)\//.exec(pathname)?.[1];
  if (slug === undefined) return;
  const me = await queryClient.ensureQueryData(reading('/api/me', {})).catch(() => undefined);
  const shop = me?.shops.find((it) => it.slug === slug);
  const page = pages.find((it) => addressIn(it, slug) === pathname);
  if (me && shop && page && mayOpen(page, me, shop)) page.ahead?.(shop, new URLSearchParams(search));
}
