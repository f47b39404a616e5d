import { retentionSubjects } from '../../contract/retention.ts';
import { previewRetention, setTerm } from '../../domains/compliance/index.ts';
import { ProblemError, problem } from '../../platform/errors.ts';
import { retentionHandlers } from '../../retention-handlers.ts';
import { engineCommand } from '../command.ts';
import { choice, flag, required, shop, wholeNumber } from '../option.ts';
import { shopOf } from '../shop-of.ts';
import { retentionTable } from './retention-show.ts';

const subjects = retentionSubjects.map(({ code }) => code);

/** `shuke retention set`: how long one subject is kept. Drops nothing. */
export const command = engineCommand({
  name: 'retention set',
  summary: { zh: '设定保存期限 (不会立即删除)', en: 'set how long something is kept; drops nothing yet' },
  options: {
    shop,
    subject: required(choice(subjects, { zh: '哪种数据', en: 'which data' })),
    months: wholeNumber({ zh: '保存的整月数', en: 'whole months kept besides this one' }, 1),
    forever: flag({ zh: '不设期限', en: 'keep without a term' }),
  },
  async run({ platform, options: { shop: slug, subject, months, forever }, actor, language, result }) {
    if ((months === undefined) !== forever || (months ?? 1) > 1200) throw new ProblemError(oneOfBoth);
    const it = await shopOf(platform, slug);
    await setTerm(platform.db, { shopId: it.shopId, subject, months: months ?? null, actor });
    const entries = await previewRetention({ platform, handlers: retentionHandlers }, it);
    result({ entries }, () => retentionTable(entries, { language, timeZone: it.timeZone }));
  },
});

const oneOfBoth = problem('wrong-usage', 400, {
  zh: '--months N (1 到 1200) 与 --forever 须指定其中一个',
  en: 'Give either --months N (1 to 1200) or --forever',
});
