import { withShop } from '../../../../platform/db/postgres.ts';
import { countToDecide } from '../../../customers/index.ts';
import type { TaskSource } from '../task.ts';

/** Values that would join too many customers, and that nobody has looked at. */
export const quarantined: TaskSource = {
  code: 'quarantined',
  permission: 'customers:merge',
  async find({ platform, shop }) {
    const { quarantined: count } = await withShop(platform.db, shop.shopId, (tx) =>
      countToDecide(tx, shop.shopId),
    );
    if (count === 0) return undefined;
    return {
      title: { zh: '查看被隔离的身份标识', en: 'Look at quarantined identities' },
      reason: {
        zh: `${count} 个手机号等标识关联了过多客户，已停止用于合并，等待人工判断`,
        en: `${count} phones or other identities were named with too many customers; they join nobody until somebody decides`,
      },
      action: { zh: '去判断', en: 'Decide' },
      ...{ count, expectedMoney: null, basis: null, link: '/customers/review?tab=quarantine' },
    };
  },
};
