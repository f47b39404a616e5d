import { listAllShops } from '../../platform/auth/index.ts';
import { engineCommand } from '../command.ts';
import { table } from '../table.ts';

const heads = {
  zh: ['店铺', '名称', '货币', '时区'],
  en: ['shop', 'name', 'currency', 'time zone'],
} as const;

/** `shuke shops list`: the shops of this installation. */
export const command = engineCommand({
  name: 'shops list',
  summary: { zh: '列出所有店铺', en: 'list the shops' },
  options: {},
  async run({ platform, language, result }) {
    const shops = (await listAllShops(platform.db)).map(({ slug, name, currency, timeZone, isDemo }) => ({
      ...{ shop: slug, name, currency },
      time_zone: timeZone,
      demo: isDemo,
    }));
    result({ shops }, () =>
      table(
        heads[language],
        shops.map((it) => [it.shop, it.name, it.currency, it.time_zone]),
      ),
    );
  },
});
