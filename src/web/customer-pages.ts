import ClusterOutlined from '@ant-design/icons/ClusterOutlined';
import CrownOutlined from '@ant-design/icons/CrownOutlined';
import GiftOutlined from '@ant-design/icons/GiftOutlined';
import IdcardOutlined from '@ant-design/icons/IdcardOutlined';
import MailOutlined from '@ant-design/icons/MailOutlined';
import MergeCellsOutlined from '@ant-design/icons/MergeCellsOutlined';
import ShopOutlined from '@ant-design/icons/ShopOutlined';
import TeamOutlined from '@ant-design/icons/TeamOutlined';
import type { PageEntry } from './shell/page-entry.ts';

/** Who the customers are: the list, one of them, their groups, and who may be whom. */
export const customerPages: readonly PageEntry[] = [
  {
    path: '/shops/:shop/customers',
    title: { zh: '客户', en: 'Customers' },
    needs: 'customers:read',
    group: 'people',
    icon: TeamOutlined,
    load: () => import('./pages/customers/list/customers-page.tsx'),
  },
  {
    path: '/shops/:shop/segments',
    title: { zh: '人群', en: 'Segments' },
    needs: 'segments:read',
    group: 'people',
    icon: ClusterOutlined,
    load: () => import('./pages/segments/segments-page.tsx'),
  },
  {
    path: '/shops/:shop/segments/new',
    title: { zh: '新建人群', en: 'New segment' },
    needs: 'segments:write',
    load: () => import('./pages/segments/editor/new-page.tsx'),
  },
  {
    path: '/shops/:shop/segments/compare',
    title: { zh: '比较人群', en: 'Compare segments' },
    needs: 'segments:read',
    load: () => import('./pages/segments/compare/compare-page.tsx'),
  },
  {
    path: '/shops/:shop/segments/:segment',
    title: { zh: '人群', en: 'Segment' },
    needs: 'segments:read',
    load: () => import('./pages/segments/one/segment-page.tsx'),
  },
  {
    path: '/shops/:shop/segments/:segment/edit',
    title: { zh: '修改人群', en: 'Edit segment' },
    needs: 'segments:write',
    load: () => import('./pages/segments/editor/edit-page.tsx'),
  },
  {
    path: '/shops/:shop/tiers',
    title: { zh: '会员等级', en: 'Tiers' },
    needs: 'tiers:read',
    group: 'people',
    icon: CrownOutlined,
    load: () => import('./pages/tiers/tiers-page.tsx'),
  },
  {
    path: '/shops/:shop/plus',
    title: { zh: '付费会员 PLUS', en: 'PLUS' },
    needs: 'plus:read',
    group: 'people',
    icon: IdcardOutlined,
    load: () => import('./pages/plus/plus-page.tsx'),
  },
  {
    path: '/shops/:shop/points',
    title: { zh: '积分', en: 'Points' },
    needs: 'points:read',
    group: 'people',
    icon: GiftOutlined,
    load: () => import('./pages/points/points-page.tsx'),
  },
  {
    path: '/shops/:shop/mall',
    title: { zh: '积分商城', en: 'Points mall' },
    needs: 'points:read',
    group: 'people',
    icon: ShopOutlined,
    load: () => import('./pages/mall/mall-page.tsx'),
  },
  {
    path: '/shops/:shop/messages',
    title: { zh: '消息', en: 'Messages' },
    needs: 'messages:read',
    group: 'people',
    icon: MailOutlined,
    load: () => import('./pages/messages/messages-page.tsx'),
  },
  {
    path: '/shops/:shop/customers/review',
    title: { zh: '合并审核', en: 'Who is who' },
    needs: 'customers:merge',
    group: 'people',
    icon: MergeCellsOutlined,
    load: () => import('./pages/customers/review/review-page.tsx'),
  },
  {
    path: '/shops/:shop/customers/:customer',
    title: { zh: '客户', en: 'Customer' },
    needs: 'customers:read',
    load: () => import('./pages/customers/one/customer-page.tsx'),
  },
];
