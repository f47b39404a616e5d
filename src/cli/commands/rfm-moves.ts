import { askMoves } from '../../domains/analytics/index.ts';
import { orThrow } from '../../platform/errors.ts';
import { engineCommand } from '../command.ts';
import { day, required, shop } from '../option.ts';
import { scoringOf, scoringOptions } from '../rfm-options.ts';
import { shopOf } from '../shop-of.ts';
import { table } from '../table.ts';

/** `shuke rfm moves`: who changed groups between two shop days. */
export const command = engineCommand({
  name: 'rfm moves',
  summary: { zh: '两日之间的 RFM 分群流转', en: 'moves between RFM groups from one day to another' },
  options: {
    shop,
    from: required(day({ zh: '前一日', en: 'the earlier shop day' })),
    to: required(day({ zh: '后一日', en: 'the later shop day' })),
    ...scoringOptions,
  },
  async run({ platform, options, language, signal, result }) {
    const { from, to } = options;
    const asking = { clickhouse: platform.clickhouse, shop: await shopOf(platform, options.shop), signal };
    const answer = orThrow(await askMoves({ ...asking, from, to, ...scoringOf(options) }));
    const rows = answer.moves.map((it) => [it.from_group, it.to_group, it.customers]);
    result(answer, () => table([from, to, language === 'zh' ? '客户' : 'customers'], rows));
  },
});
