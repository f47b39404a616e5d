/**
 * Who may do what, as data. A permission is `<noun>:<act>`; the same words are the scopes of API keys and what a route
 * declares (`config: { permission: 'customers:read' }`). A role's policy is an explicit list: nothing is inherited, so
 * that reading one entry tells everything the role may do.
 */

/** Every permission there is, with what it opens. */
export const permissionTexts = {
  'analytics:read': { zh: '查看指标与分析', en: 'See measures, RFM and other analyses' },
  'audit:read': { zh: '查看审计日志', en: 'Read the audit log' },
  'compliance:read': { zh: '查看授权与主体请求', en: 'See consents and requests of the person concerned' },
  'compliance:write': {
    zh: '登记授权，处理主体请求',
    en: 'Record consents, answer requests of the person concerned',
  },
  'customers:merge': { zh: '合并与拆分客户', en: 'Merge customers and undo merges' },
  'customers:read': { zh: '查看客户 (脱敏)', en: 'See customers, personal fields masked' },
  'customers:unmask': {
    zh: '查看个人信息明文 (需填写理由)',
    en: 'See a personal field in clear, with a reason',
  },
  'customers:write': { zh: '编辑客户属性、标签、备注', en: 'Change traits, tags and notes' },
  'dictionary:write': { zh: '维护数据字典', en: 'Change the data dictionary' },
  'events:read': { zh: '查看行为事件', en: 'See behaviour events' },
  'export:personal': { zh: '导出个人信息', en: 'Export personal fields' },
  'imports:read': { zh: '查看导入', en: 'See imports and their rejects' },
  'imports:write': { zh: '导入与撤销导入', en: 'Import files and undo imports' },
  'keys:manage': { zh: '管理密钥', en: 'Create and revoke keys' },
  'members:link': {
    zh: '为客户生成会员中心链接',
    en: 'Make links to the page of a member',
  },
  'messages:manage': {
    zh: '修改消息模板与渠道',
    en: 'Change templates of messages and channels',
  },
  'messages:read': { zh: '查看消息', en: 'See messages' },
  'messages:write': { zh: '发送、重发与取消消息', en: 'Send messages, send again, cancel' },
  'models:write': {
    zh: '重新训练模型，修改模型设置',
    en: 'Have models learn anew and change their settings',
  },
  'orders:read': { zh: '查看订单与退款', en: 'See orders and refunds' },
  'orders:write': { zh: '写入订单与退款', en: 'Write orders and refunds' },
  'plus:manage': { zh: '设置 PLUS 套餐', en: 'Set the plans of PLUS' },
  'plus:read': { zh: '查看 PLUS 会员', en: 'See PLUS and who has it' },
  'plus:write': {
    zh: '开通、续费、取消、退订 PLUS，使用其权益',
    en: 'Start, renew, cancel and refund PLUS, use its benefits',
  },
  'points:adjust': {
    zh: '人工增减积分，结清欠分',
    en: 'Add and take points by hand, settle what is owed',
  },
  'points:manage': {
    zh: '修改积分规则，审批大额调整',
    en: 'Change the rules of points, approve large adjustments',
  },
  'points:read': { zh: '查看积分', en: 'See points' },
  'points:write': { zh: '发放、消费、退回积分', en: 'Grant, spend and give back points' },
  'products:read': { zh: '查看商品', en: 'See products' },
  'products:write': { zh: '编辑商品与映射', en: 'Change products and their mappings' },
  'recommendations:read': { zh: '获取推荐商品', en: 'Get products to show to customers' },
  'segments:read': { zh: '查看人群', en: 'See segments and who is in them' },
  'segments:write': { zh: '新建与修改人群', en: 'Make and change segments' },
  'shop:manage': { zh: '修改店铺设置', en: "Change the shop's settings" },
  'shop:read': { zh: '查看店铺设置', en: "See the shop's settings" },
  'spend:read': { zh: '查看获客投入', en: 'See acquisition spend' },
  'spend:write': { zh: '录入获客投入', en: 'Write acquisition spend' },
  'staff:manage': { zh: '管理员工与角色', en: 'Invite and remove staff, change roles' },
  'staff:read': { zh: '查看员工', en: 'See who works here' },
  'tiers:manage': {
    zh: '设置会员等级与权益',
    en: 'Set tiers and their benefits, move everybody by new rules',
  },
  'tiers:read': { zh: '查看会员等级与权益', en: 'See tiers and benefits' },
} as const satisfies Record<string, { zh: string; en: string }>;

export type Permission = keyof typeof permissionTexts;

export const permissions = Object.keys(permissionTexts) as Permission[];

export const roles = ['owner', 'manager', 'marketer', 'service-agent', 'analyst', 'auditor'] as const;

export type Role = (typeof roles)[number];

/** The whole policy. Only the owner holds `staff:manage`; the auditor reads everything and writes nothing. */
export const policy: Readonly<Record<Role, readonly Permission[]>> = {
  owner: permissions,
  manager: permissions.filter((it) => it !== 'staff:manage'),
  marketer: [
    'analytics:read',
    'customers:read',
    'customers:write',
    'events:read',
    'imports:read',
    'messages:manage',
    'messages:read',
    'messages:write',
    'models:write',
    'orders:read',
    'plus:read',
    'points:adjust',
    'points:read',
    'products:read',
    'recommendations:read',
    'segments:read',
    'segments:write',
    'shop:read',
    'spend:read',
    'spend:write',
    'tiers:read',
  ],
  'service-agent': [
    'customers:merge',
    'customers:read',
    'customers:unmask',
    'customers:write',
    'events:read',
    'members:link',
    'messages:read',
    'messages:write',
    'orders:read',
    'plus:read',
    'plus:write',
    'points:adjust',
    'points:read',
    'points:write',
    'products:read',
    'recommendations:read',
    'shop:read',
    'tiers:read',
  ],
  analyst: [
    'analytics:read',
    'customers:read',
    'events:read',
    'imports:read',
    'messages:read',
    'orders:read',
    'plus:read',
    'points:read',
    'products:read',
    'recommendations:read',
    'segments:read',
    'shop:read',
    'spend:read',
    'tiers:read',
  ],
  auditor: [
    'analytics:read',
    'audit:read',
    'compliance:read',
    'customers:read',
    'events:read',
    'imports:read',
    'messages:read',
    'orders:read',
    'plus:read',
    'points:read',
    'products:read',
    'recommendations:read',
    'segments:read',
    'shop:read',
    'spend:read',
    'staff:read',
    'tiers:read',
  ],
};

/**
 * How personal fields are shown without an audited unmasking. `masked` keeps what tells two people apart (王*明,
 * 138****5678), `hidden` shows only that there is a value. No role sees them in clear by default, the owner included.
 */
export type Masking = 'masked' | 'hidden';

export const masking: Readonly<Record<Role, Masking>> = {
  owner: 'masked',
  manager: 'masked',
  marketer: 'masked',
  'service-agent': 'masked',
  // Works on numbers: a person's name or phone adds nothing to a cohort, and is one leak more.
  analyst: 'hidden',
  auditor: 'masked',
};

/** What no key may ever carry: a leaked key must not be able to make keys, staff or change the shop. */
const neverForKeys: readonly Permission[] = ['keys:manage', 'shop:manage', 'staff:manage', 'staff:read'];

/** Permissions an API key may be given. */
export const scopes: readonly Permission[] = permissions.filter((it) => !neverForKeys.includes(it));
