import { type ConsentsView, type PurposeCode, purposes, refusalTexts } from '../../contract/consent.ts';
import { showConsents } from '../../domains/compliance/index.ts';
import { readPersonsOf } from '../../domains/customers/index.ts';
import { withShop } from '../../platform/db/postgres.ts';
import { orThrow } from '../../platform/errors.ts';
import { engineCommand, type Language } from '../command.ts';
import { idList } from '../id-list.ts';
import { shop } from '../option.ts';
import { shopOf } from '../shop-of.ts';
import { shopTime } from '../shop-time.ts';
import { table } from '../table.ts';

/** `shuke consents show ID`: what a customer consented to, and what may be done with their data. */
export const command = engineCommand({
  name: 'consents show',
  summary: { zh: '查看客户的授权与可用范围', en: 'show what a customer consented to, and what may be done' },
  arguments: [{ name: 'ID', summary: { zh: '客户编号', en: 'number of the customer' } }],
  options: { shop },
  async run({ platform, options, arguments: words, language, result }) {
    const { shopId, timeZone } = await shopOf(platform, options.shop);
    const [id = 0] = idList(words);
    const shown = await withShop(platform.db, shopId, async (tx) => {
      const personIds = orThrow(await readPersonsOf(tx, shopId, id));
      return showConsents(tx, shopId, { id, personIds });
    });
    result(shown, () => consentsPage(shown, { timeZone, language }));
  },
});

const heads = {
  zh: [
    ['目的', '渠道', '状态', '可用', '原因'],
    ['时间', '目的', '渠道', '状态', '方式', '登记人'],
  ],
  en: [
    ['purpose', 'channel', 'state', 'allowed', 'why not'],
    ['at', 'purpose', 'channel', 'state', 'how', 'by'],
  ],
} as const;

interface Reader {
  readonly timeZone: string;
  readonly language: Language;
}

/** Two tables: what stands, and how it came about. */
export function consentsPage(it: ConsentsView, { timeZone, language }: Reader): string {
  const name = (purpose: string) => purposes[purpose as PurposeCode]?.label[language] ?? purpose;
  const yes = language === 'zh' ? ['是', '否'] : ['yes', 'no'];
  const standing = it.standing.map((row) => [
    ...[name(row.purpose), row.channel, row.state ?? '-', yes[row.allowed ? 0 : 1]!],
    row.reason === null ? '' : refusalTexts[row.reason][language],
  ]);
  const history = it.history.map((row) => [
    ...[shopTime(row.at, timeZone), name(row.purpose), row.channel, row.state, row.source, row.recorded_by],
  ]);
  return `${table(heads[language][0], standing)}\n${table(heads[language][1], history)}`;
}
