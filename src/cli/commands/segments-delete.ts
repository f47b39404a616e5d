import { dropSegment } from '../../domains/segments/index.ts';
import { withShop } from '../../platform/db/postgres.ts';
import { orThrow } from '../../platform/errors.ts';
import { engineCommand } from '../command.ts';
import { shop } from '../option.ts';
import { segmentArgument, segmentId } from '../segment-id.ts';
import { shopOf } from '../shop-of.ts';

/** `shuke segments delete SEGMENT`: one that no other asks for. */
export const command = engineCommand({
  name: 'segments delete',
  summary: { zh: '删除人群', en: 'delete a segment' },
  arguments: [segmentArgument],
  options: { shop },
  async run({ platform, options, arguments: [word], actor, result }) {
    const { shopId } = await shopOf(platform, options.shop);
    const it = { segmentId: segmentId(word), by: actor };
    await withShop(platform.db, shopId, async (tx) => orThrow(await dropSegment(tx, shopId, it)));
    result({ deleted: it.segmentId }, () => `${it.segmentId}\n`);
  },
});
