import AppstoreOutlined from '@ant-design/icons/AppstoreOutlined';
import FundOutlined from '@ant-design/icons/FundOutlined';
import type { PageEntry } from './shell/page-entry.ts';

/** Free questions of the catalogue, and what was saved of them. */
export const explorePages: readonly PageEntry[] = [
  {
    path: '/shops/:shop/explore',
    title: { zh: '自助分析', en: 'Explore' },
    needs: 'analytics:read',
    group: 'overview',
    icon: FundOutlined,
    load: () => import('./pages/explore/explore-page.tsx'),
  },
  {
    path: '/shops/:shop/dashboards',
    title: { zh: '看板', en: 'Dashboards' },
    needs: 'analytics:read',
    group: 'overview',
    icon: AppstoreOutlined,
    load: () => import('./pages/explore/dashboards/dashboards-page.tsx'),
  },
  {
    path: '/shops/:shop/dashboards/:dashboard',
    title: { zh: '看板', en: 'Dashboard' },
    needs: 'analytics:read',
    load: () => import('./pages/explore/dashboards/dashboard-page.tsx'),
  },
];
