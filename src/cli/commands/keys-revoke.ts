import { recordAct } from '../../domains/compliance/index.ts';
import { revokeKey } from '../../platform/auth/index.ts';
import { orThrow } from '../../platform/errors.ts';
import { engineCommand } from '../command.ts';
import { keyDocument } from '../key-document.ts';
import { shop } from '../option.ts';
import { shopOf } from '../shop-of.ts';
import { maybeShopTime } from '../shop-time.ts';

/** `shuke keys revoke ID`: out of use at once, for good. */
export const command = engineCommand({
  name: 'keys revoke',
  summary: { zh: '吊销密钥', en: 'take a key out of use, for good' },
  arguments: [{ name: 'ID', summary: { zh: '密钥编号，见 keys list', en: 'its id, from keys list' } }],
  options: { shop },
  async run({ platform, options, actor, arguments: [id = ''], result }) {
    const { shopId, timeZone } = await shopOf(platform, options.shop);
    const parts = { db: platform.db, audit: recordAct };
    const key = keyDocument(orThrow(await revokeKey(parts, { shopId, actor }, id)));
    result(key, () => `${key.prefix}... ${maybeShopTime(key.revoked_at, timeZone)} (${timeZone})\n`);
  },
});
