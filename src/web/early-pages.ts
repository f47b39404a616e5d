import type { Permission } from '../contract/auth.ts';
import type { MyShop } from './client/me.ts';
import { copyOf } from './kit/settings/settings-copy.ts';
import { listAddresses } from './pages/customers/list/list-addresses.ts';
import { customerAddresses } from './pages/customers/one/customer-question.ts';
import { figuresAddresses } from './pages/overview/figures/figures-asked.ts';

/** How such a page was opened. */
export interface Opened {
  readonly shop: MyShop;
  /** Parts of the address, by their names in `at`. */
  readonly part: Readonly<Record<string, string>>;
  readonly search: URLSearchParams;
  readonly now: Date;
}

/** A page whose first questions are asked while the console's code is on its way, and its own code with them. */
export interface EarlyPage {
  /** Its address, with a part `shop`. */
  readonly at: RegExp;
  /** As in pages.ts. */
  readonly needs: Permission;
  readonly load: () => Promise<unknown>;
  /** Where it asks first, as its own code does. */
  readonly asks: (opened: Opened) => readonly string[];
}

/** The overview, where one without a page begins, then the pages that staff keep open. */
export const earlyPages: readonly [EarlyPage, ...EarlyPage[]] = [
  {
    at: /^\/shops\/(?<shop>[^/]+)\/overview$/,
    needs: 'analytics:read',
    load: () => import('./pages/overview/overview-page.tsx'),
    asks: ({ shop, search, now }) => figuresAddresses(shop, search, now),
  },
  {
    at: /^\/shops\/(?<shop>[^/]+)\/customers$/,
    needs: 'customers:read',
    load: () => import('./pages/customers/list/customers-page.tsx'),
    asks: ({ shop, search }) => listAddresses(shop.slug, search, copyOf(shop.slug)),
  },
  {
    at: /^\/shops\/(?<shop>[^/]+)\/customers\/(?<customer>\d{1,10})$/,
    needs: 'customers:read',
    load: () => import('./pages/customers/one/customer-page.tsx'),
    asks: ({ shop, part }) => customerAddresses(shop, Number(part.customer)),
  },
];
