import MergeCellsOutlined from '@ant-design/icons/MergeCellsOutlined';
import TeamOutlined from '@ant-design/icons/TeamOutlined';
import type { PageEntry } from './shell/page-entry.ts';

/** Who the customers are: the list, one of them, and who may be whom. */
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
    example: { customer: '5' },
    load: () => import('./pages/customers/one/customer-page.tsx'),
  },
];
