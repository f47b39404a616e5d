import type { Role } from '../../contract/auth.ts';

/** Roles as staff know them. */
export const roleNames: Readonly<Record<Role, { zh: string; en: string }>> = {
  owner: { zh: '店主', en: 'Owner' },
  manager: { zh: '店长', en: 'Manager' },
  marketer: { zh: '运营', en: 'Marketer' },
  'service-agent': { zh: '客服', en: 'Service agent' },
  analyst: { zh: '数据分析', en: 'Analyst' },
  auditor: { zh: '审计', en: 'Auditor' },
};
