import { runRecommend, showRecommend } from '../../domains/analytics/index.ts';
import { orThrow } from '../../platform/errors.ts';
import { engineCommand } from '../command.ts';
import { day, flag, shop } from '../option.ts';
import { sayLearnt } from '../say-recommendations.ts';
import { shopOf } from '../shop-of.ts';

/** `shuke recommend learn`: learns what served lists are made of, as the schedule does every day. */
export const command = engineCommand({
  name: 'recommend learn',
  summary: { zh: '现在学习推荐，供接口使用', en: 'learn now what served lists are made of' },
  options: {
    shop,
    'as-of': day({ zh: '截至店铺日 (含)，默认昨天', en: 'shop day, inclusive; yesterday unless told' }),
    refit: flag({ zh: '重新选择组合', en: 'choose the mix anew' }),
  },
  async run({ platform, options, language, signal, result, actor }) {
    const shop = await shopOf(platform, options.shop);
    const wish = { refit: options.refit, asOf: options['as-of'], by: actor };
    orThrow(await runRecommend({ platform, shop, signal }, wish));
    const view = orThrow(await showRecommend({ platform, shop }));
    result(view, () => sayLearnt(view, language));
  },
});
