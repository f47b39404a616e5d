import ImportOutlined from '@ant-design/icons/ImportOutlined';
import type { PageEntry } from './shell/page-entry.ts';

/** How data comes in, what runs, and how the shop and the installation are set. */
export const dataPages: readonly PageEntry[] = [
  {
    path: '/shops/:shop/imports',
    title: { zh: '导入', en: 'Imports' },
    needs: 'imports:read',
    group: 'data',
    icon: ImportOutlined,
    load: () => import('./pages/imports/imports-page.tsx'),
  },
  {
    path: '/shops/:shop/imports/new',
    title: { zh: '导入文件', en: 'Import a file' },
    needs: 'imports:write',
    load: () => import('./pages/imports/wizard-page.tsx'),
  },
  {
    path: '/shops/:shop/imports/:id',
    title: { zh: '导入', en: 'Import' },
    needs: 'imports:read',
    load: () => import('./pages/imports/import-page.tsx'),
  },
];
