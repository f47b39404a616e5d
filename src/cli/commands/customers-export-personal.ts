import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { complianceHandlers } from '../../compliance-handlers.ts';
import { copyPersonalData } from '../../domains/compliance/index.ts';
import { orThrow } from '../../platform/errors.ts';
import { engineCommand } from '../command.ts';
import { idList } from '../id-list.ts';
import { required, shop, text } from '../option.ts';
import { shopOf } from '../shop-of.ts';

/** `shuke customers export-personal ID --out FILE`: the copy a person may have of everything held on them. */
export const command = engineCommand({
  name: 'customers export-personal',
  summary: {
    zh: '导出一位客户的全部个人信息副本 (明文 JSON，记入审计)',
    en: 'write a copy of everything held on one customer (JSON, in clear, audited)',
  },
  arguments: [{ name: 'ID', summary: { zh: '客户编号', en: 'number of the customer' } }],
  options: {
    shop,
    out: required(text('FILE', { zh: '写入的文件，不得已存在', en: 'the file to write; must not exist' })),
    reason: required(text('TEXT', { zh: '理由，不含个人信息', en: 'why; no personal values' })),
  },
  async run({ platform, options, actor, cwd, arguments: words, result }) {
    const { shopId } = await shopOf(platform, options.shop);
    const [customerId = 0] = idList(words);
    const copying = { shopId, customerId, actor, reason: options.reason };
    const copy = orThrow(await copyPersonalData(platform, complianceHandlers, copying));
    const file = resolve(cwd, options.out);
    // Readable by its owner alone, and never over another file: it holds everything in clear.
    await writeFile(file, `${JSON.stringify(copy, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
    result({ customer_id: customerId, file }, () => `${file}\n`);
  },
});
