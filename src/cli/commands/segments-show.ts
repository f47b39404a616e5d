import { showHistory, showSegment } from '../../domains/segments/index.ts';
import { orThrow } from '../../platform/errors.ts';
import { engineCommand } from '../command.ts';
import { shop } from '../option.ts';
import { segmentArgument, segmentId } from '../segment-id.ts';
import { shopOf } from '../shop-of.ts';
import { shopTime } from '../shop-time.ts';
import { table } from '../table.ts';

const heads = {
  zh: ['统计于', '原因', '人数', '进入', '离开'],
  en: ['counted', 'cause', 'members', 'entered', 'left'],
} as const;

/** `shuke segments show SEGMENT`: its conditions read aloud, its size and sizes there were. */
export const command = engineCommand({
  name: 'segments show',
  summary: { zh: '人群的条件、人数与变化', en: 'conditions of a segment, its size and how it changed' },
  arguments: [segmentArgument],
  options: { shop },
  async run({ platform, options, arguments: [word], language, signal, result }) {
    const found = await shopOf(platform, options.shop);
    const looker = { platform, shop: found, signal };
    const shown = orThrow(await showSegment(looker, segmentId(word)));
    const history = orThrow(await showHistory(looker, shown.segment_id));
    const rows = history.refreshes
      .slice(0, 20)
      .map((it) => [
        ...[shopTime(it.at, found.timeZone), it.cause, { figure: String(it.members) }],
        ...[{ figure: String(it.entered) }, { figure: String(it.left) }],
      ]);
    result({ ...shown, ...history }, () =>
      [`${shown.name}: ${shown.members ?? '-'}`, shown.sentence[language], table(heads[language], rows)].join(
        '\n',
      ),
    );
  },
});
