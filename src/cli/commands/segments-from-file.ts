import { resolve } from 'node:path';
import { listBys } from '../../contract/segment-list.ts';
import { makeSegment, refreshOrThrow, showSegment, takeList } from '../../domains/segments/index.ts';
import { withShop } from '../../platform/db/postgres.ts';
import { orThrow } from '../../platform/errors.ts';
import { engineCommand } from '../command.ts';
import { choice, shop, text } from '../option.ts';
import { shopOf } from '../shop-of.ts';

/** `shuke segments from-file NAME FILE`: a list of customers from a file, and the segment of who stands on it. */
export const command = engineCommand({
  name: 'segments from-file',
  summary: { zh: '由名单文件新建人群', en: 'make a segment of the customers a file lists' },
  arguments: [
    { name: 'NAME', summary: { zh: '名称', en: 'its name' } },
    { name: 'FILE', summary: { zh: '名单文件', en: 'the list' } },
  ],
  options: {
    shop,
    by: choice(listBys, { zh: '每行是什么，默认手机号', en: 'what a line is; phone unless told' }),
    column: text('NAME', { zh: '列名，默认第一列', en: 'the column; the first unless told' }),
    channel: text('NAME', { zh: '账号所属渠道，默认全部', en: 'channel of accounts; all unless told' }),
  },
  async run({ platform, options, arguments: [name = '', file = ''], actor, cwd, language, result }) {
    const found = await shopOf(platform, options.shop);
    const { by = 'phone', column, channel } = options;
    const path = resolve(cwd, file);
    const asked = { platform, shopId: found.shopId, path, name, by: actor };
    const taken = orThrow(await takeList({ ...asked, column: { by, column, channel } }));
    const tree = { kind: 'list', list: taken.listId } as const;
    const now = platform.clock.now();
    const made = await withShop(platform.db, found.shopId, async (tx) => {
      const it = { name, description: '', tree, isLive: true, by: actor, now };
      return orThrow(await makeSegment(tx, found.shopId, it));
    });
    await refreshOrThrow({ platform, shop: found, cause: 'rule', segmentIds: [made.segmentId] });
    const shown = orThrow(await showSegment({ platform, shop: found }, made.segmentId));
    const { lines, found: named, rejected, problems } = taken;
    result(
      { ...shown, list: { list_id: taken.listId, lines, found: named, rejected, problems } },
      () =>
        `${shown.segment_id}  ${shown.name}  ${shown.members}\n${problems.map((it) => `${it.line}: ${it.message[language]}\n`).join('')}`,
    );
  },
});
