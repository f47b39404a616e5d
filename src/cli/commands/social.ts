import { runSocial, showSocial } from '../../domains/analytics/index.ts';
import { orThrow } from '../../platform/errors.ts';
import { engineCommand } from '../command.ts';
import { day, shop } from '../option.ts';
import { saySocial } from '../say-social.ts';
import { shopOf } from '../shop-of.ts';

/** `shuke social`: counts who brings whom, and says whom it counts for most. */
export const command = engineCommand({
  name: 'social',
  summary: {
    zh: '社交关系：谁带来谁、带来多少成交与金额，以及社群',
    en: 'social graph: who brings whom, with what; communities',
  },
  options: {
    shop,
    'as-of': day({
      zh: '截至店铺日 (含)，默认昨天；很久没有订单的店铺为最后一个有订单的日子',
      en: 'shop day, inclusive; yesterday unless told, or the last day with orders',
    }),
  },
  async run({ platform, options, language, signal, result, actor }) {
    const shop = await shopOf(platform, options.shop);
    const wish = { refit: true, asOf: options['as-of'], by: actor };
    const run = orThrow(await runSocial({ platform, shop, signal }, wish));
    const { clickhouse } = platform;
    const view = orThrow(await showSocial({ platform, clickhouse, shop, signal, asOf: run.asOf }));
    result(view, () => saySocial(view, language));
  },
});
