import { permissions } from '../../contract/auth.ts';
import { makeWorklist } from '../../domains/reports/index.ts';
import { engineCommand } from '../command.ts';
import { amountCell } from '../money.ts';
import { shop } from '../option.ts';
import { shopOf } from '../shop-of.ts';
import { table } from '../table.ts';

const heads = {
  zh: ['要事', '数量', '预计金额', '理由'],
  en: ['task', 'count', 'expected', 'reason'],
} as const;

/** `shuke worklist`: what is worth doing now. */
export const command = engineCommand({
  name: 'worklist',
  summary: { zh: '今日要事：现在最值得做的几件事', en: 'what is worth doing now, by expected money' },
  options: { shop },
  async run({ platform, options, language, signal, result }) {
    const found = await shopOf(platform, options.shop);
    const answer = await makeWorklist({ platform, shop: found, permissions: new Set(permissions), signal });
    const rows = answer.tasks.map((it) => [
      ...[it.title[language], it.count],
      it.expected_money === null ? null : amountCell(found.currency, it.expected_money),
      it.reason[language],
    ]);
    result(answer, () => table(heads[language], rows));
  },
});
