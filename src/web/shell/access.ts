import type { Me, MyShop } from '../client/me.ts';
import { groups, type PageEntry } from './page-entry.ts';

/** Whether a person may open a page, in a shop or outside. The server refuses by itself; this is for what is shown. */
export function mayOpen(
  { needs }: Pick<PageEntry, 'needs'>,
  me: Pick<Me, 'operator'>,
  shop?: MyShop,
): boolean {
  if (needs === 'public' || needs === 'signed-in') return true;
  if (needs === 'operator') return me.operator;
  return shop?.permissions.includes(needs) ?? false;
}

/** Address of a page in a shop. */
export const addressIn = ({ path }: Pick<PageEntry, 'path'>, shop: string): string =>
  path.replace(':shop', encodeURIComponent(shop));

/** The page of the navigation one is on or below: of two, the nearer (the dictionary stands below the customers' address). */
export function currentOf(
  pages: readonly PageEntry[],
  { pathname, shop }: { readonly pathname: string; readonly shop: string },
): PageEntry | undefined {
  const length = (page: PageEntry) => addressIn(page, shop).length;
  return pages
    .filter((it) => `${pathname}/`.startsWith(`${addressIn(it, shop)}/`))
    .reduce<PageEntry | undefined>((a, b) => (a !== undefined && length(a) > length(b) ? a : b), undefined);
}

export interface NavigationGroup {
  readonly code: string;
  readonly title: PageEntry['title'];
  readonly pages: readonly PageEntry[];
}

/** What of the pages stands in the navigation of a person in a shop; groups without a page are left out. */
export function navigationOf(
  pages: readonly PageEntry[],
  me: Pick<Me, 'operator'>,
  shop?: MyShop,
): NavigationGroup[] {
  const open = pages.filter((it) => it.group !== undefined && mayOpen(it, me, shop));
  return groups
    .map(({ code, title }) => ({ code, title, pages: open.filter((it) => it.group === code) }))
    .filter((it) => it.pages.length > 0);
}

/** Where a shop begins: the first page of its navigation that the person may see. */
export function startOf(pages: readonly PageEntry[], me: Pick<Me, 'operator'>, shop: MyShop): string {
  const first = navigationOf(pages, me, shop)[0]?.pages[0];
  return first === undefined ? '/me' : addressIn(first, shop.slug);
}

/** The shop to begin with: the one last looked at, if one still works there. */
export const shopToOpen = (shops: readonly MyShop[], last: string | null): MyShop | undefined =>
  shops.find((it) => it.slug === last) ?? shops[0];
