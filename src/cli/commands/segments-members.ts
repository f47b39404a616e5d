import { findMembers } from '../../domains/segments/index.ts';
import { orThrow } from '../../platform/errors.ts';
import { engineCommand } from '../command.ts';
import { shop, wholeNumber, withDefault } from '../option.ts';
import { segmentArgument, segmentId } from '../segment-id.ts';
import { shopOf } from '../shop-of.ts';

/** `shuke segments members SEGMENT`: numbers of the members, ascending; with names: `customers list --segment N`. */
export const command = engineCommand({
  name: 'segments members',
  summary: {
    zh: '成员的客户编号；带资料：customers list --segment N',
    en: 'numbers of the members; with more of them: customers list --segment N',
  },
  arguments: [segmentArgument],
  options: {
    shop,
    after: withDefault(wholeNumber({ zh: '从此编号之后', en: 'from behind this number' }), 0),
    limit: withDefault(wholeNumber({ zh: '条数', en: 'how many' }, 1), 100),
  },
  async run({ platform, options, arguments: [word], signal, result }) {
    const found = await shopOf(platform, options.shop);
    const { after, limit } = options;
    const looker = { platform, shop: found, signal };
    const page = orThrow(
      await findMembers(looker, segmentId(word), { after, limit: Math.min(limit, 100_000) }),
    );
    result(page, () => page.items.map((it) => `${it}\n`).join(''));
  },
});
