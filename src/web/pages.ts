import DashboardOutlined from '@ant-design/icons/DashboardOutlined';
import UnorderedListOutlined from '@ant-design/icons/UnorderedListOutlined';
import { behaviourPages } from './behaviour-pages.ts';
import { customerPages } from './customer-pages.ts';
import { dataPages } from './data-pages.ts';
import { explorePages } from './explore-pages.ts';
import { insightPages } from './insight-pages.ts';
import type { PageEntry } from './shell/page-entry.ts';

/** Every page there is, in the order of the navigation: one line a page. */
export const pages: readonly PageEntry[] = [
  {
    path: '/shops/:shop/overview',
    title: { zh: '概览', en: 'Overview' },
    needs: 'analytics:read',
    group: 'overview',
    icon: DashboardOutlined,
    load: () => import('./pages/overview/overview-page.tsx'),
  },
  {
    path: '/shops/:shop/worklist',
    title: { zh: '今日要事', en: 'Worklist' },
    needs: 'shop:read',
    group: 'overview',
    icon: UnorderedListOutlined,
    load: () => import('./pages/worklist/worklist-page.tsx'),
  },
  ...customerPages,
  ...behaviourPages,
  ...explorePages,
  ...insightPages,
  ...dataPages,
  {
    path: '/me',
    title: { zh: '我的账号', en: 'My account' },
    needs: 'signed-in',
    load: () => import('./pages/me/me-page.tsx'),
  },
  {
    path: '/open-shop',
    title: { zh: '新开店铺', en: 'Open a shop' },
    needs: 'operator',
    load: () => import('./pages/shops/new-shop-page.tsx'),
  },
  {
    path: '/invitation',
    title: { zh: '加入店铺', en: 'Join a shop' },
    needs: 'public',
    load: () => import('./pages/invitation/invitation-page.tsx'),
  },
  {
    path: '/sign-in',
    title: { zh: '登录', en: 'Sign in' },
    needs: 'public',
    load: () => import('./pages/sign-in/sign-in-page.tsx'),
  },
];
