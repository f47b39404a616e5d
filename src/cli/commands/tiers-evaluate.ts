import { evaluateNow } from '../../domains/loyalty/index.ts';
import { orThrow } from '../../platform/errors.ts';
import { engineCommand } from '../command.ts';
import { shop } from '../option.ts';
import { outcomePage } from '../say-tiers.ts';
import { shopOf } from '../shop-of.ts';

/** `shuke tiers evaluate`: everybody by the rules that stand, as a server does every shop day. */
export const command = engineCommand({
  name: 'tiers evaluate',
  summary: { zh: '立即为所有客户重新定级', en: 'evaluate everybody now, as is done every shop day' },
  options: { shop },
  async run({ platform, options, language, result }) {
    const it = await shopOf(platform, options.shop);
    const done = orThrow(await evaluateNow({ platform, shop: it, cause: 'asked' }));
    result(done, () => outcomePage(done, { language, currency: it.currency }));
  },
});
