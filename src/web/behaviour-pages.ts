import FilterOutlined from '@ant-design/icons/FilterOutlined';
import NodeIndexOutlined from '@ant-design/icons/NodeIndexOutlined';
import type { PageEntry } from './shell/page-entry.ts';

/** What customers do, one thing after another. */
export const behaviourPages: readonly PageEntry[] = [
  {
    path: '/shops/:shop/funnels',
    title: { zh: '转化漏斗', en: 'Funnels' },
    needs: 'analytics:read',
    group: 'insight',
    icon: FilterOutlined,
    load: () => import('./pages/funnels/funnels-page.tsx'),
  },
  {
    path: '/shops/:shop/paths',
    title: { zh: '行为路径', en: 'Paths' },
    needs: 'analytics:read',
    group: 'insight',
    icon: NodeIndexOutlined,
    load: () => import('./pages/paths/paths-page.tsx'),
  },
];
