import { createShop } from '../../platform/auth/index.ts';
import { orThrow } from '../../platform/errors.ts';
import { engineCommand } from '../command.ts';
import { shop, text, withDefault } from '../option.ts';

/** `shuke shops create`: a new, empty shop; it belongs to the installation's owner. */
export const command = engineCommand({
  name: 'shops create',
  summary: { zh: '新建店铺', en: 'open a new shop' },
  options: {
    shop,
    name: text('NAME', { zh: '店铺名称，默认同标识', en: 'its name; the slug unless told' }),
    currency: withDefault(text('CUR', { zh: '货币 (ISO 4217)', en: 'currency (ISO 4217)' }), 'CNY'),
    'time-zone': withDefault(text('ZONE', { zh: '时区 (IANA)', en: 'time zone (IANA)' }), 'Asia/Shanghai'),
  },
  async run({ platform, options, result }) {
    const { shop: slug, name = slug, currency, 'time-zone': timeZone } = options;
    const made = orThrow(await createShop(platform, { slug, name, currency, timeZone }));
    const document = { shop: made.slug, name: made.name, currency: made.currency, time_zone: made.timeZone };
    result(document, () => `${made.slug} (${made.currency}, ${made.timeZone})\n`);
  },
});
