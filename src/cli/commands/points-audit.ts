import { auditPoints, presentAudit, shareAudited } from '../../domains/ledgers/index.ts';
import { engineCommand } from '../command.ts';
import { shop } from '../option.ts';
import { shopOf } from '../shop-of.ts';
import { table } from '../table.ts';

/** `shuke points audit`: goes on with the audit under way or begins one, to its end: adds the whole ledger up anew and compares it with every balance. */
export const command = engineCommand({
  name: 'points audit',
  summary: {
    zh: '重新加总积分台账，与余额逐一核对',
    en: 'add the ledger of points up anew and compare every balance',
  },
  options: { shop },
  async run({ platform, options, language, signal, output, result }) {
    const { shopId } = await shopOf(platform, options.shop);
    const audit = await auditPoints(platform.db, {
      ...{ shopId, at: platform.clock.now(), signal },
      onPiece: (it) =>
        output.progress({ label: says[language].at, done: Math.floor(shareAudited(it) * 100), total: 100 }),
    });
    const say = says[language];
    result(presentAudit(audit), () =>
      audit.findings.length === 0
        ? `${say.fine} ${audit.accounts} / ${audit.lots} / ${audit.entries}\n`
        : table(
            say.head,
            audit.findings.map(({ what, count, ids }) => [what, count, ids.join(', ')]),
          ),
    );
  },
});

const says = {
  zh: { at: '核对', fine: '全部相符；账户/批次/流水:', head: ['不符', '数量', '前几个编号'] },
  en: {
    at: 'adding up',
    fine: 'everything adds up; accounts/lots/entries:',
    head: ['differs', 'count', 'first ids'],
  },
};
