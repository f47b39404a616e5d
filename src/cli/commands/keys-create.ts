import { scopes } from '../../contract/auth.ts';
import type { NewKey } from '../../contract/keys.ts';
import { recordAct } from '../../domains/compliance/index.ts';
import { createKey } from '../../platform/auth/index.ts';
import { type Issue, ProblemError, problem } from '../../platform/errors.ts';
import { engineCommand } from '../command.ts';
import { keyDocument } from '../key-document.ts';
import { required, shop, text } from '../option.ts';
import { shopOf } from '../shop-of.ts';

/** `shuke keys create`: a write key for a source, or an API key with scopes. Shown once. */
export const command = engineCommand({
  name: 'keys create',
  summary: { zh: '新建密钥 (仅显示一次)', en: 'make a key; it is shown once' },
  options: {
    shop,
    name: required(text('NAME', { zh: '用途', en: 'what it is for' })),
    source: text('SOURCE', {
      zh: '写入密钥：数据来源，如 mini-program',
      en: 'a write key, for data of this source',
    }),
    scopes: text('A,B', { zh: 'API 密钥：权限，以逗号分隔', en: 'an API key, with these scopes' }),
  },
  async run({ platform, options, actor, result }) {
    const key = newKey(options);
    const { shopId } = await shopOf(platform, options.shop);
    const parts = { db: platform.db, audit: recordAct };
    const made = await createKey(parts, { shopId, actor }, key);
    result({ ...keyDocument(made), key: made.key }, () => `${made.key}\n`);
  },
});

interface Asked {
  readonly name: string;
  readonly source: string | undefined;
  readonly scopes: string | undefined;
}

function newKey({ name, source, scopes: words }: Asked): NewKey {
  if ((source === undefined) === (words === undefined)) throw wrong([oneOfBoth]);
  if (source !== undefined) {
    if (!/^[a-z0-9][a-z0-9-]{0,62}$/.test(source)) throw wrong([badSource]);
    return { kind: 'write', name, source };
  }
  const wanted = [...new Set(words!.split(',').map((word) => word.trim()))];
  if (wanted.some((word) => !(scopes as readonly string[]).includes(word))) throw wrong([unknownScope]);
  return { kind: 'api', name, scopes: wanted } as NewKey;
}

const wrong = (issues: readonly Issue[]): ProblemError =>
  new ProblemError(
    problem('wrong-usage', 400, { zh: '密钥的描述有误', en: 'No such key can be made' }, issues),
  );

const oneOfBoth: Issue = {
  code: 'one-of-both',
  field: '--source, --scopes',
  message: { zh: '须指定其中一个，且只能一个', en: 'give one of them, not both' },
};

const badSource: Issue = {
  code: 'not-a-slug',
  field: '--source',
  message: { zh: '应为小写字母，数字和短横线', en: 'must be small letters, digits and hyphens' },
};

/** Says what there is, not what was typed: an error is kept where a terminal's output is. */
const unknownScope: Issue = {
  code: 'not-one-of',
  field: '--scopes',
  message: { zh: `每一项须为：${scopes.join(', ')}`, en: `each must be one of: ${scopes.join(', ')}` },
};
