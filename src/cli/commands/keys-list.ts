import { listKeys } from '../../platform/auth/index.ts';
import { engineCommand } from '../command.ts';
import { keyDocument } from '../key-document.ts';
import { shop } from '../option.ts';
import { shopOf } from '../shop-of.ts';
import { maybeShopTime } from '../shop-time.ts';
import { table } from '../table.ts';
import { stateWord } from '../words.ts';

const heads = {
  zh: ['编号', '种类', '用途', '开头', '来源 / 权限', '最近使用', '吊销'],
  en: ['id', 'kind', 'name', 'starts with', 'source / scopes', 'last used', 'revoked'],
} as const;

/** `shuke keys list`: what keys there are; never the keys themselves. */
export const command = engineCommand({
  name: 'keys list',
  summary: { zh: '列出密钥', en: "list a shop's keys" },
  options: { shop },
  async run({ platform, options, language, result }) {
    const { shopId, timeZone } = await shopOf(platform, options.shop);
    const keys = (await listKeys(platform, shopId)).map(keyDocument);
    result({ keys }, () =>
      table(
        heads[language].map((head, n) => (n < 5 ? head : `${head} (${timeZone})`)),
        keys.map((it) => [
          ...[it.id, stateWord(it.kind, language), it.name, it.prefix, it.source ?? it.scopes.join(' ')],
          ...[it.last_used_at, it.revoked_at].map((at) => maybeShopTime(at, timeZone)),
        ]),
      ),
    );
  },
});
