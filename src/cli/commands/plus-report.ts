import { showReport } from '../../domains/loyalty/index.ts';
import { withShop } from '../../platform/db/postgres.ts';
import { engineCommand } from '../command.ts';
import { shop } from '../option.ts';
import { plusReportPage } from '../say-plus.ts';
import { shopOf } from '../shop-of.ts';

/** `shuke plus report`: subscribers, revenue and cost by plan, renewals by the month of the first payment. */
export const command = engineCommand({
  name: 'plus report',
  summary: {
    zh: 'PLUS 报表：人数、收入与权益成本、各月续费率',
    en: 'PLUS in figures: members, revenue and cost of benefits, renewals by month',
  },
  options: { shop },
  async run({ platform, options, language, result }) {
    const it = await shopOf(platform, options.shop);
    const report = await withShop(platform.db, it.shopId, (tx) =>
      showReport(tx, { ...it, now: platform.clock.now() }),
    );
    result(report, () => plusReportPage(report, language));
  },
});
