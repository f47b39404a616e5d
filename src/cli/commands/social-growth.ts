import { growthSteps } from '../../contract/social.ts';
import { askGrowth } from '../../domains/analytics/index.ts';
import { orThrow } from '../../platform/errors.ts';
import { engineCommand } from '../command.ts';
import { choice, day, shop, withDefault } from '../option.ts';
import { sayGrowth } from '../say-social.ts';
import { shopOf } from '../shop-of.ts';

/** `shuke social growth`: the K-factor over time. */
export const command = engineCommand({
  name: 'social growth',
  summary: { zh: 'K 因子：每位客户的邀请数 × 转化', en: 'K-factor: invitations per customer x conversion' },
  options: {
    shop,
    from: day({ zh: '起始日 (含)，默认截至日前 365 天', en: 'first shop day; 365 days up to the last' }),
    to: day({ zh: '截至日 (含)，默认今天', en: 'last shop day; today unless told' }),
    by: withDefault(choice(growthSteps, { zh: '按日、周或月', en: 'day, week or month' }), 'month'),
  },
  async run({ platform, options, language, signal, result }) {
    const { clickhouse } = platform;
    const { shop: slug, ...query } = options;
    const shop = await shopOf(platform, slug);
    const answer = orThrow(await askGrowth({ platform, clickhouse, shop, signal }, query));
    result(answer, () => sayGrowth(answer, language));
  },
});
