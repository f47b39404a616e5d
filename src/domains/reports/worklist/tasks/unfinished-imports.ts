import { withShop } from '../../../../platform/db/postgres.ts';
import { listImports } from '../../../ingest/index.ts';
import type { TaskSource } from '../task.ts';

/** Of the newest imports, those that stopped before their end: figures lack what they would have brought. */
export const unfinishedImports: TaskSource = {
  code: 'unfinished-imports',
  permission: 'imports:read',
  async find({ platform, shop }) {
    const page = { before: undefined, limit: 50 };
    const imports = await withShop(platform.db, shop.shopId, (tx) => listImports(tx, shop.shopId, page));
    const stopped = imports.filter(({ state }) => state === 'interrupted' || state === 'failed');
    const count = stopped.length;
    if (count === 0) return undefined;
    return {
      title: { zh: '处理未完成的导入', en: 'See to unfinished imports' },
      reason: {
        zh: `${count} 个导入中断或失败，其余数据尚未入库，各项指标不含这些数据`,
        en: `${count} imports were interrupted or failed: the rest of their rows is not stored and in no figure`,
      },
      action: { zh: '查看导入', en: 'See imports' },
      ...{ count, expectedMoney: null, basis: null, link: '/imports' },
    };
  },
};
