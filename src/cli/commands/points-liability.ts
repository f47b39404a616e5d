import { showLiability } from '../../domains/loyalty/index.ts';
import { withShop } from '../../platform/db/postgres.ts';
import { orThrow } from '../../platform/errors.ts';
import { engineCommand } from '../command.ts';
import { day, shop } from '../option.ts';
import { liabilityPage } from '../say-points.ts';
import { shopOf } from '../shop-of.ts';

/** `shuke points liability`: what the shop owes in points, what of it is expected to expire, and its days. */
export const command = engineCommand({
  name: 'points liability',
  summary: { zh: '积分负债与过期预测', en: 'what the shop owes in points, and what of it will expire' },
  options: {
    shop,
    from: day({ zh: '起始店铺日，默认 30 天前', en: 'first shop day; 30 days back unless told' }),
    to: day({ zh: '截止店铺日，默认今天', en: 'last shop day; today unless told' }),
  },
  async run({ platform, options: { from, to, ...options }, language, result }) {
    const it = await shopOf(platform, options.shop);
    const showing = { ...it, from, to, now: platform.clock.now() };
    const found = await withShop(platform.db, it.shopId, async (tx) =>
      orThrow(await showLiability(tx, showing)),
    );
    result(found, () => liabilityPage(found, language));
  },
});
