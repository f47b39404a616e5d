import { refreshOrThrow, showSegments } from '../../domains/segments/index.ts';
import { engineCommand } from '../command.ts';
import { shop } from '../option.ts';
import { shopOf } from '../shop-of.ts';

/** `shuke segments refresh`: counts every segment of a shop anew. */
export const command = engineCommand({
  name: 'segments refresh',
  summary: { zh: '重新统计店铺的全部人群', en: 'count every segment of a shop anew' },
  options: { shop },
  async run({ platform, options, signal, result }) {
    const found = await shopOf(platform, options.shop);
    const done = await refreshOrThrow({ platform, shop: found, cause: 'asked', signal });
    const segments = await showSegments({ platform, shop: found, signal });
    const shown = segments.filter(({ segment_id }) => done.includes(segment_id));
    result({ segments: shown }, () =>
      shown.map((it) => `${it.segment_id}  ${it.name}  ${it.members}\n`).join(''),
    );
  },
});
