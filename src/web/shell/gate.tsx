import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { Navigate, Outlet, useLocation, useMatches, useParams } from 'react-router';
import { isSignedOut } from '../client/connection.ts';
import { hereIn, ShopContext, useMe } from '../client/me.ts';
import { QueryState } from '../kit/state/query-state.tsx';
import { useText } from '../kit/words/language.ts';
import { pages } from '../pages.ts';
import { mayOpen, shopToOpen, startOf } from './access.ts';
import { NoShop, NotFound, NotPermitted } from './dead-ends.tsx';
import { Frame } from './frame.tsx';
import { lastShop } from './last-shop.ts';
import type { PageEntry } from './page-entry.ts';
import styles from './shell.module.css';

/** Whoever is not signed in goes to sign in, and comes back to where they were. */
export function Gate() {
  const signedOut = useSyncExternalStore(isSignedOut.watch, isSignedOut.get);
  const { pathname, search } = useLocation();
  const me = useMe();
  if (signedOut) return <Navigate to={`/sign-in?back=${encodeURIComponent(pathname + search)}`} replace />;
  return (
    <QueryState query={me} loading={<div className={styles.main} aria-busy="true" />}>
      {(it) => (
        <Frame me={it}>
          <Outlet />
        </Frame>
      )}
    </QueryState>
  );
}

/** `/` and `/shops/:shop`: to where the person's work begins. */
export function Home() {
  const { shop: slug } = useParams();
  const { data: me } = useMe();
  if (me === undefined) return null;
  const shop =
    slug === undefined ? shopToOpen(me.shops, lastShop()) : me.shops.find((it) => it.slug === slug);
  if (shop === undefined) return slug === undefined ? <NoShop /> : <NotFound />;
  return <Navigate to={startOf(pages, me, shop)} replace />;
}

/** Before a page: is there such a shop, and may the person see this? */
export function PageGate() {
  const { shop: slug } = useParams();
  const { data: me } = useMe();
  const page = usePage();
  useTitle(page);
  const shop = me?.shops.find((it) => it.slug === slug);
  const here = useMemo(() => shop && hereIn(shop), [shop]);
  if (me === undefined || page === undefined) return null;
  if (slug !== undefined && shop === undefined) return <NotFound />;
  if (!mayOpen(page, me, shop)) return <NotPermitted />;
  // Another shop is another page: what is kept on screen while the next answer comes must not be of the former shop.
  return (
    <ShopContext key={slug} value={here}>
      <Outlet />
    </ShopContext>
  );
}

const usePage = (): PageEntry | undefined => useMatches().at(-1)?.handle as PageEntry | undefined;

function useTitle(page: PageEntry | undefined): void {
  const say = useText();
  const title = page && `${say(page.title)} · 熟客 Shuke`;
  useEffect(() => {
    if (title) document.title = title;
  }, [title]);
}
