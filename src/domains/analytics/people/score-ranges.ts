import { findScoreKind, scoreKinds } from '../../../contract/score-kinds.ts';
import type { Issue } from '../../../platform/errors.ts';
import type { CurrentScore } from '../scores/current-scores.ts';

/** A range of a score, and where its values lie; `current` undefined: no run of it is done yet. */
export interface ScoreRange {
  readonly code: string;
  readonly from: number | undefined;
  readonly to: number | undefined;
  /** What the score names; of a score of the unit `word`. */
  readonly is: string | undefined;
  readonly current: CurrentScore | undefined;
}

/** `lifetime-value:10000..,interest-category=家居` as ranges; the contract has seen to its form. */
export const readRanges = (text = ''): Omit<ScoreRange, 'current'>[] =>
  text === ''
    ? []
    : text.split(',').map((part) => {
        const at = part.search(/[:=]/);
        const [code, rest] = [part.slice(0, at), part.slice(at + 1)];
        if (part[at] === '=') return { code, from: undefined, to: undefined, is: rest };
        const [from, to] = rest.split('..');
        return { code, from: numberOf(from), to: numberOf(to), is: undefined };
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

/** Of words asked of a score that is a number. */
export const wordIssues = (ranges: readonly Omit<ScoreRange, 'current'>[], field: string): Issue[] =>
  ranges
    .filter(({ code, is }) => is !== undefined && !isNamed(code))
    .map(({ code }) => ({
      ...{ code: 'no-word', field },
      message: {
        zh: `得分 ${code} 是数值，请给出范围，如 ${code}:10..`,
        en: `The score ${code} is a number: give a range, such as ${code}:10..`,
      },
    }));

/** Whether a score names something in words; one that nobody gives is said elsewhere. */
const isNamed = (code: string): boolean => (findScoreKind(code)?.unit ?? 'word') === 'word';
