import { listKeys } from '../../platform/auth/index.ts';
import { engineCommand } from '../command.ts';
import { keyDocument } from '../key-document.ts';
import { shop } from '../option.ts';
import { shopOf } from '../shop-of.ts';
import { table } from '../table.ts';

/** `shuke keys list`: what keys there are; never the keys themselves. */
export const command = engineCommand({
  name: 'keys list',
  summary: { zh: '列出密钥', en: "list a shop's keys" },
  options: { shop },
  async run({ platform, options, result }) {
    const { shopId } = await shopOf(platform, options.shop);
    const keys = (await listKeys(platform, shopId)).map(keyDocument);
    result({ keys }, () =>
      table(
        ['id', 'kind', 'name', 'starts with', 'source / scopes', 'last used', 'revoked'],
        keys.map((it) => [
          ...[it.id, it.kind, it.name, it.prefix, it.source ?? it.scopes.join(' ')],
          ...[it.last_used_at, it.revoked_at],
        ]),
      ),
    );
  },
});
