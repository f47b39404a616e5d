import { findScoreKind, scoreKinds } from '../../../contract/score-kinds.ts';
import type { Issue } from '../../../platform/errors.ts';
import type { CurrentScore } from '../scores/current-scores.ts';

/** A range of a score, and where its values lie; `current` undefined: no run of it is done yet. */
export interface ScoreRange {
  readonly code: string;
  readonly from: number | undefined;
  readonly to: number | undefined;
  readonly current: CurrentScore | undefined;
}

/** `lifetime-value:10000..,alive:..0.3` as ranges; the contract has seen to its form. */
export const readRanges = (text = ''): Omit<ScoreRange, 'current'>[] =>
  text === ''
    ? []
    : text.split(',').map((part) => {
        const [code, range = ''] = part.split(':') as [string, string?];
        const [from, to] = range.split('..');
        return { code, from: numberOf(from), to: numberOf(to) };
      });

const numberOf = (text: string | undefined): number | undefined =>
  text === undefined || text === '' ? undefined : Number(text);

/** Of scores that nobody gives. */
export function scoreIssues(codes: readonly string[], field: string): Issue[] {
  const known = scoreKinds.map((it) => it.code).join(', ');
  return codes
    .filter((code) => findScoreKind(code) === undefined)
    .map((code) => ({
      ...{ code: 'no-such-score', field },
      message: {
        zh: `没有得分 ${code}。可用：${known}`,
        en: `There is no score ${code}. There are: ${known}`,
      },
    }));
}
