import { recordAct } from '../../domains/compliance/index.ts';
import { readDictionary, settleRotation } from '../../domains/customers/index.ts';
import { rotateKeys } from '../../platform/crypto/rotate-keys.ts';
import { withShop } from '../../platform/db/postgres.ts';
import { protectedColumns } from '../../protected-columns.ts';
import { engineCommand } from '../command.ts';
import { shop } from '../option.ts';
import { shopOf } from '../shop-of.ts';

/** `shuke keys rotate`: new data keys for a shop's personal fields, while it goes on working. */
export const command = engineCommand({
  name: 'keys rotate',
  summary: {
    zh: '轮换个人信息的数据密钥，不停机',
    en: 'give personal fields new data keys, without downtime',
  },
  options: { shop },
  async run({ platform, options, actor, language, output, result }) {
    const { shopId } = await shopOf(platform, options.shop);
    const dictionary = await withShop(platform.db, shopId, async (tx) => {
      await recordAct(tx, { shopId, actor, act: 'keys.rotate', subject: `shop:${shopId}` });
      return readDictionary(tx, shopId);
    });
    const label = language === 'zh' ? '轮换数据密钥' : 'rotating data keys';
    const onProgress = (done: number, total: number) => output.progress({ label, done, total });
    const tools = { ...platform, onProgress };
    const rotated = await rotateKeys(tools, shopId, protectedColumns(dictionary));
    await settleRotation(platform, shopId, dictionary);
    const document = {
      seal_version: rotated.sealVersion,
      index_version: rotated.indexVersion,
      resealed: rotated.resealed,
      reindexed: rotated.reindexed,
    };
    const { resealed, reindexed } = rotated;
    result(document, () =>
      language === 'zh'
        ? `重新加密: ${resealed}, 重建索引: ${reindexed}\n`
        : `sealed again: ${resealed}, indexed again: ${reindexed}\n`,
    );
  },
});
