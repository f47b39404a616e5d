import { findScoreKind } from '../../../contract/score-kinds.ts';
import type { ConditionOf } from '../../../contract/segment-conditions.ts';
import { type BandEnds, bandKey } from '../band-rules.ts';
import { type ConditionKind, nobody, type Standpoint } from './condition-kind.ts';
import { turnedShare } from './random.ts';
import { noSuchScore, scoreColumn } from './score.ts';

type Band = ConditionOf<'band'>;

/**
 * Where somebody's score lies among all of its run: from `from` per cent of them below, up to `to`. 90 to 100 are the top tenth. The
 * ends are values, so that equal scores are never parted; who has no score is in no band.
 */
export const band: ConditionKind<'band'> = {
  kind: 'band',
  label: { zh: '得分排名', en: 'Band of a score' },
  profiles: true,
  sentence({ score, from, to }) {
    const label = findScoreKind(score)?.label ?? { zh: score, en: score };
    if (to === 100)
      return {
        zh: `${label.zh}排名前 ${share(100 - from)}%`,
        en: `in the top ${share(100 - from)} % by ${label.en}`,
      };
    if (from === 0)
      return { zh: `${label.zh}排名后 ${share(to)}%`, en: `in the bottom ${share(to)} % by ${label.en}` };
    return {
      zh: `${label.zh}高于 ${share(from)}% 至 ${share(to)}% 的客户`,
      en: `above ${share(from)} % to ${share(to)} % of customers by ${label.en}`,
    };
  },
  issues: (it) => [...noSuchScore(it.score), ...turnedShare(it)],
  compile(it, writing) {
    const ends = endsOf(it, writing);
    const column = scoreColumn(it.score, writing);
    if (column === undefined || ends === undefined) return nobody;
    const [low, high] = [ends.low, ends.high].map(
      (end) => end !== null && writing.bound.bind(end, 'Float64'),
    );
    return {
      columns: { value: column },
      verdict: ({ value }) =>
        `ifNull(${low ? `${value} >= ${low}` : '1'} AND ${high ? `${value} < ${high}` : '1'} AND isNotNull(${value}), 0)`,
    };
  },
  evaluate(it, { scores }, standpoint) {
    const [value, ends] = [scores.get(it.score), endsOf(it, standpoint)];
    if (value === undefined || ends === undefined) return { met: false, value: value ?? null };
    const met = (ends.low === null || value >= ends.low) && (ends.high === null || value < ends.high);
    return { met, value };
  },
};

const share = (it: number): number => Math.round(it * 100) / 100;

const endsOf = (it: Band, { known }: Standpoint): BandEnds | undefined => known.bands.get(bandKey(it));
