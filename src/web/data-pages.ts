import AuditOutlined from '@ant-design/icons/AuditOutlined';
import BookOutlined from '@ant-design/icons/BookOutlined';
import CloudServerOutlined from '@ant-design/icons/CloudServerOutlined';
import FieldTimeOutlined from '@ant-design/icons/FieldTimeOutlined';
import HourglassOutlined from '@ant-design/icons/HourglassOutlined';
import ImportOutlined from '@ant-design/icons/ImportOutlined';
import KeyOutlined from '@ant-design/icons/KeyOutlined';
import SafetyOutlined from '@ant-design/icons/SafetyOutlined';
import TeamOutlined from '@ant-design/icons/TeamOutlined';
import type { PageEntry } from './shell/page-entry.ts';

/** How data comes in, what runs, and how the shop and the installation are set. */
export const dataPages: readonly PageEntry[] = [
  {
    path: '/shops/:shop/imports',
    title: { zh: '导入', en: 'Imports' },
    needs: 'imports:read',
    group: 'overview',
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
  {
    path: '/shops/:shop/customers/dictionary',
    title: { zh: '数据字典', en: 'Data dictionary' },
    needs: 'customers:read',
    group: 'data',
    icon: BookOutlined,
    load: () => import('./pages/dictionary/dictionary-page.tsx'),
  },
  {
    path: '/shops/:shop/keys',
    title: { zh: '来源与密钥', en: 'Sources and keys' },
    needs: 'keys:manage',
    group: 'data',
    icon: KeyOutlined,
    load: () => import('./pages/keys/keys-page.tsx'),
  },
  {
    path: '/shops/:shop/jobs',
    title: { zh: '后台任务', en: 'Jobs' },
    needs: 'shop:read',
    group: 'data',
    icon: FieldTimeOutlined,
    load: () => import('./pages/jobs/jobs-page.tsx'),
  },
  {
    path: '/shops/:shop/staff',
    title: { zh: '员工与角色', en: 'Staff and roles' },
    needs: 'staff:read',
    group: 'settings',
    icon: TeamOutlined,
    load: () => import('./pages/staff/staff-page.tsx'),
  },
  {
    path: '/shops/:shop/compliance/notices',
    title: { zh: '授权与联系规则', en: 'Consent rules' },
    needs: 'compliance:read',
    group: 'settings',
    icon: SafetyOutlined,
    load: () => import('./pages/consents/consents-page.tsx'),
  },
  {
    path: '/shops/:shop/compliance/retention',
    title: { zh: '数据保留', en: 'Data retention' },
    needs: 'compliance:read',
    group: 'settings',
    icon: HourglassOutlined,
    load: () => import('./pages/retention/retention-page.tsx'),
  },
  {
    path: '/shops/:shop/compliance/audit-log',
    title: { zh: '审计日志', en: 'Audit log' },
    needs: 'audit:read',
    group: 'settings',
    icon: AuditOutlined,
    load: () => import('./pages/audit/audit-page.tsx'),
  },
  {
    path: '/system',
    title: { zh: '系统状态', en: 'System' },
    needs: 'operator',
    group: 'settings',
    icon: CloudServerOutlined,
    load: () => import('./pages/system/system-page.tsx'),
  },
  {
    path: '/setup',
    title: { zh: '首次设置', en: 'Set-up' },
    needs: 'public',
    load: () => import('./pages/setup/setup-page.tsx'),
  },
];
