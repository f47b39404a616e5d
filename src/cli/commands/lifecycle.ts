import { askLifecycle } from '../../domains/analytics/index.ts';
import { orThrow } from '../../platform/errors.ts';
import { engineCommand } from '../command.ts';
import { day, required, shop } from '../option.ts';
import { shopOf } from '../shop-of.ts';
import { percent, table } from '../table.ts';

const heads = {
  zh: ['阶段', '客户', '占比', '定义'],
  en: ['stage', 'customers', 'share', 'definition'],
} as const;

/** `shuke lifecycle`: how many customers are prospects, new, active, loyal, at risk, lost, won back. */
export const command = engineCommand({
  name: 'lifecycle',
  summary: { zh: '客户生命周期阶段', en: 'customers by stage of life as of a day' },
  options: { shop, 'as-of': required(day({ zh: '截至日 (含)', en: 'as of the end of this shop day' })) },
  async run({ platform, options, language, signal, result }) {
    const asking = { clickhouse: platform.clickhouse, shop: await shopOf(platform, options.shop), signal };
    const answer = orThrow(await askLifecycle({ ...asking, asOf: options['as-of'] }));
    const rows = answer.stages.map((it) => [
      it.label[language],
      it.customers,
      percent(it.share),
      it.definition[language],
    ]);
    result(answer, () => table(heads[language], rows));
  },
});
