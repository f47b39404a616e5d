import { readPersonsOf } from '../../domains/customers/index.ts';
import { presentEntry, presentStanding, readEntries, readStanding } from '../../domains/ledgers/index.ts';
import { withShop } from '../../platform/db/postgres.ts';
import { orThrow } from '../../platform/errors.ts';
import { engineCommand } from '../command.ts';
import { shop, wholeNumber, withDefault } from '../option.ts';
import { oneId } from '../points-options.ts';
import { standingPage } from '../say-points.ts';
import { shopOf } from '../shop-of.ts';

/** `shuke points show ID`: what a customer holds now, in which lots, and how it came to be. */
export const command = engineCommand({
  name: 'points show',
  summary: { zh: '查看客户积分：余额、批次、流水', en: 'points of a customer: balance, lots, ledger' },
  arguments: [{ name: 'ID', summary: { zh: '客户编号', en: 'number of the customer' } }],
  options: {
    shop,
    entries: withDefault(
      wholeNumber({ zh: '列出多少条流水，默认 20', en: 'how many entries; 20 unless told' }),
      20,
    ),
  },
  async run({ platform, options, arguments: words, language, result }) {
    const { shopId, timeZone } = await shopOf(platform, options.shop);
    const found = await withShop(platform.db, shopId, async (tx) => {
      const personIds = orThrow(await readPersonsOf(tx, shopId, oneId(words)));
      const of = { shopId, personIds };
      const entries = await readEntries(tx, of, { limit: Math.min(options.entries, 200) });
      const standing = await readStanding(tx, of, platform.clock.now());
      return { ...presentStanding(standing), entries: entries.map(presentEntry) };
    });
    result(found, () => standingPage(found, { language, timeZone }));
  },
});
