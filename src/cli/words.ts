import type { IdentityKind } from '../contract/records.ts';
import type { Language } from './command.ts';

/** Codes as people say them. In English the code is the word; in Chinese what the list lacks stays a code. */

const chinese: Readonly<Record<string, string>> = {
  ...{ created: '已下单', paid: '已支付', shipped: '已发货', delivered: '已签收' },
  ...{ completed: '已完成', cancelled: '已取消' },
  ...{ processing: '处理中', done: '已完成', rejected: '已拒绝' },
  ...{ running: '进行中', interrupted: '已中断', failed: '失败', undone: '已撤销', undoing: '撤销中' },
  ...{ write: '写入', api: '接口' },
  any: '通用',
};

const kinds: Readonly<Record<IdentityKind, string>> = {
  ...{ 'open-address': '收件信息标识', 'open-uid': '买家标识', 'union-id': 'UnionID', 'open-id': 'OpenID' },
  ...{
    'member-name': '会员名',
    'member-card': '会员卡',
    'customer-number': '客户号',
    'pos-number': '门店客户号',
  },
  ...{ phone: '手机号', 'e-mail': '邮箱', device: '设备', 'user-id': '用户编号', 'anonymous-id': '匿名编号' },
};

/** A state of an order, refund, import or key. */
export const stateWord = (code: string, language: Language): string =>
  language === 'zh' ? (chinese[code] ?? code) : code;

/** A kind of identity. */
export const kindWord = (code: string, language: Language): string =>
  language === 'zh' ? (kinds[code as IdentityKind] ?? code) : code;
