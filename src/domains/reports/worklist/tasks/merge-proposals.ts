import { withShop } from '../../../../platform/db/postgres.ts';
import { countToDecide } from '../../../customers/index.ts';
import type { TaskSource } from '../task.ts';

/** Customers that may be one, by evidence too weak to join them without a human. */
export const mergeProposals: TaskSource = {
  code: 'merge-proposals',
  permission: 'customers:merge',
  async find({ platform, shop }) {
    const { proposals: count } = await withShop(platform.db, shop.shopId, (tx) =>
      countToDecide(tx, shop.shopId),
    );
    if (count === 0) return undefined;
    return {
      title: { zh: '处理合并建议', en: 'Decide on merge proposals' },
      reason: {
        zh: `${count} 对客户可能是同一人，证据不足以自动合并；重复的客户会拉低复购率与客户价值`,
        en: `${count} pairs of customers may be one human; counted twice, they lower the repurchase rate and what a customer is worth`,
      },
      action: { zh: '去处理', en: 'Decide' },
      ...{ count, expectedMoney: null, basis: null, link: '/customers/review' },
    };
  },
};
