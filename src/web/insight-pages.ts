import AlertOutlined from '@ant-design/icons/AlertOutlined';
import CalendarOutlined from '@ant-design/icons/CalendarOutlined';
import DollarOutlined from '@ant-design/icons/DollarOutlined';
import GiftOutlined from '@ant-design/icons/GiftOutlined';
import HeartOutlined from '@ant-design/icons/HeartOutlined';
import HeatMapOutlined from '@ant-design/icons/HeatMapOutlined';
import RiseOutlined from '@ant-design/icons/RiseOutlined';
import ShareAltOutlined from '@ant-design/icons/ShareAltOutlined';
import ShoppingOutlined from '@ant-design/icons/ShoppingOutlined';
import type { PageEntry } from './shell/page-entry.ts';

/** What the shop's past says of what is to come. */
export const insightPages: readonly PageEntry[] = [
  {
    path: '/shops/:shop/cohorts',
    title: { zh: '留存', en: 'Retention' },
    needs: 'analytics:read',
    group: 'insight',
    icon: HeatMapOutlined,
    load: () => import('./pages/cohorts/cohorts-page.tsx'),
  },
  {
    path: '/shops/:shop/value',
    title: { zh: '客户价值', en: 'Value' },
    needs: 'analytics:read',
    group: 'insight',
    icon: DollarOutlined,
    load: () => import('./pages/value/value-page.tsx'),
  },
  {
    path: '/shops/:shop/forecast',
    title: { zh: '需求预测', en: 'Demand forecast' },
    needs: 'analytics:read',
    group: 'insight',
    icon: RiseOutlined,
    load: () => import('./pages/forecast/forecast-page.tsx'),
  },
  {
    path: '/shops/:shop/affinity',
    title: { zh: '关联购买', en: 'Bought together' },
    needs: 'analytics:read',
    group: 'insight',
    icon: ShoppingOutlined,
    load: () => import('./pages/affinity/affinity-page.tsx'),
  },
  {
    path: '/shops/:shop/churn',
    title: { zh: '流失预警', en: 'Churn' },
    needs: 'analytics:read',
    group: 'insight',
    icon: AlertOutlined,
    load: () => import('./pages/churn/churn-page.tsx'),
  },
  {
    path: '/shops/:shop/next-purchase',
    title: { zh: '下次购买', en: 'Next purchase' },
    needs: 'analytics:read',
    group: 'insight',
    icon: CalendarOutlined,
    load: () => import('./pages/next-purchase/next-purchase-page.tsx'),
  },
  {
    path: '/shops/:shop/recommendations',
    title: { zh: '商品推荐', en: 'Recommendations' },
    needs: 'analytics:read',
    group: 'insight',
    icon: GiftOutlined,
    load: () => import('./pages/recommendations/recommendations-page.tsx'),
  },
  {
    path: '/shops/:shop/interests',
    title: { zh: '兴趣画像', en: 'Interests' },
    needs: 'analytics:read',
    group: 'insight',
    icon: HeartOutlined,
    load: () => import('./pages/interests/interests-page.tsx'),
  },
  {
    path: '/shops/:shop/social',
    title: { zh: '社交关系', en: 'Who brings whom' },
    needs: 'analytics:read',
    group: 'insight',
    icon: ShareAltOutlined,
    load: () => import('./pages/social/social-page.tsx'),
  },
];
