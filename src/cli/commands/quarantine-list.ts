import { listQuarantined, quarantineStates } from '../../domains/customers/index.ts';
import { withShop } from '../../platform/db/postgres.ts';
import { orThrow } from '../../platform/errors.ts';
import { readCursor, writeCursor } from '../../platform/http/cursor.ts';
import { engineCommand } from '../command.ts';
import { choice, shop, text, wholeNumber, withDefault } from '../option.ts';
import { shopOf } from '../shop-of.ts';
import { shopTime } from '../shop-time.ts';
import { table } from '../table.ts';
import { kindWord } from '../words.ts';

const heads = {
  zh: ['自然人', '渠道', '身份标识', '值', '同时出现', '隔离时间', '保留'],
  en: ['person', 'channel', 'identity', 'value', 'named with', 'since', 'kept by'],
};

/** `shuke quarantine list`: values that join nobody because they would join too many, masked. */
export const command = engineCommand({
  name: 'quarantine list',
  summary: { zh: '被隔离的身份标识 (脱敏)', en: 'values that would join too many customers, masked' },
  options: {
    shop,
    state: withDefault(
      choice(quarantineStates, { zh: '待处理，已保留或全部', en: 'open, kept by staff, or all' }),
      'open',
    ),
    limit: withDefault(wholeNumber({ zh: '每页条数', en: 'how many' }, 1), 50),
    cursor: text('CURSOR', { zh: '上一页的 next_cursor', en: 'next_cursor of the page before' }),
  },
  async run({ platform, options, language, result }) {
    const { shopId, timeZone } = await shopOf(platform, options.shop);
    const place = { platform, shopId, list: `cli quarantine ${options.state}` };
    const [after] = orThrow(readCursor(place, options.cursor)) ?? [];
    const limit = Math.min(options.limit, 1000);
    const page = { state: options.state, limit, after: after === undefined ? undefined : Number(after) };
    const keys = await platform.keyring.forShop(shopId);
    const quarantined = await withShop(platform.db, shopId, (tx) =>
      listQuarantined(tx, { keys, shopId, masking: 'masked', ...page }),
    );
    const last = quarantined.length === limit ? quarantined.at(-1) : undefined;
    const next_cursor = last ? writeCursor(place, [last.person_id]) : null;
    const rows = quarantined.map((it) => [
      ...[String(it.person_id), it.channel, kindWord(it.kind, language), it.value, String(it.named_with)],
      ...[shopTime(it.quarantined_at, timeZone), it.kept_by ?? '-'],
    ]);
    const more = next_cursor === null ? '' : `--cursor ${next_cursor}\n`;
    result({ quarantined, next_cursor }, () => `${table(heads[language], rows)}${more}`);
  },
});
