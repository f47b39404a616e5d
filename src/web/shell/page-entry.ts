import type { ComponentType } from 'react';
import type { Permission } from '../../contract/auth.ts';
import type { Here } from '../client/me.ts';

/** Groups of the navigation, in their order. */
export const groups = [
  { code: 'overview', title: { zh: '经营', en: 'Business' } },
  { code: 'people', title: { zh: '客户', en: 'Customers' } },
  { code: 'insight', title: { zh: '洞察', en: 'Insight' } },
  { code: 'data', title: { zh: '数据', en: 'Data' } },
  { code: 'settings', title: { zh: '店铺设置', en: 'Settings' } },
] as const;

/** A page as data: where it is, who may see it, where it stands in the navigation, and its code, loaded when needed. */
export interface PageEntry {
  /** Mirrors the API without its `/api`: `/shops/:shop/customers`. */
  readonly path: string;
  readonly title: { readonly zh: string; readonly en: string };
  /** A permission in the page's shop, or whoever is signed in, who runs the installation, or everybody (without the frame). */
  readonly needs: Permission | 'signed-in' | 'operator' | 'public';
  /** Absent: not in the navigation, such as the page of one customer. */
  readonly group?: (typeof groups)[number]['code'];
  /** Beside its title, so readers of screens pass it by. */
  readonly icon?: ComponentType<{ 'aria-hidden': true }>;
  readonly load: () => Promise<PageModule>;
}

/** The code of a page. */
export interface PageModule {
  readonly default: ComponentType;
  /** Asks what the page shows first: called when somebody goes there, before it is drawn, and again for another view of it. */
  readonly ask?: (opened: OpenedPage) => void;
}

/** Where somebody goes: the shop, and what else the address says. */
export interface OpenedPage {
  readonly shop: Here;
  readonly part: Readonly<Record<string, string | undefined>>;
  readonly search: URLSearchParams;
}
