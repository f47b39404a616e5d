import { type Issue, ProblemError, problem } from '../platform/errors.ts';
import { choice, text } from './option.ts';

const four = (zh: string, en: string) => text('A,B,C,D', { zh, en });

/** How scores are given; for every command that speaks of RFM groups. */
export const scoringOptions = {
  recency: four('固定界值：距今天数，从大到小', 'own cuts: most days since the last order, falling'),
  frequency: four('固定界值：订单数，从小到大', 'own cuts: fewest paid orders, rising'),
  monetary: four('固定界值：净额 (分), 从小到大', 'own cuts: least net sales (minor units), rising'),
  cut: choice(['mean', '2', '3', '4', '5'], {
    zh: '何谓高：高于均值，或不低于此分',
    en: 'what counts as high: above the mean, or from this score on',
  }),
};

interface Given {
  readonly recency: string | undefined;
  readonly frequency: string | undefined;
  readonly monetary: string | undefined;
  readonly cut: 'mean' | '2' | '3' | '4' | '5' | undefined;
}

/** The options as analytics takes them: fifths, or fixed thresholds when all three lists are given. */
export function scoringOf({ recency, frequency, monetary, cut }: Given) {
  const given = { recency, frequency, monetary };
  const lists = Object.values(given).filter((it) => it !== undefined);
  if (lists.length !== 0 && lists.length !== 3) throw wrong(missingOf(given));
  const scoring =
    lists.length === 0
      ? ({ mode: 'quintile' } as const)
      : ({
          mode: 'thresholds',
          recency: numbers(recency!),
          frequency: numbers(frequency!),
          monetary: numbers(monetary!),
        } as const);
  return {
    scoring,
    cut: cut === undefined || cut === 'mean' ? 'mean' : (Number(cut) as 2 | 3 | 4 | 5),
  } as const;
}

/** What is no number becomes NaN, which analytics refuses with the name of its field. */
const numbers = (list: string): number[] =>
  list.split(',').map((it) => (it.trim() === '' ? Number.NaN : Number(it)));

const missingOf = (given: Readonly<Record<string, string | undefined>>): Issue[] =>
  Object.entries(given)
    .filter(([, value]) => value === undefined)
    .map(([name]) => ({
      code: 'missing',
      field: `--${name}`,
      message: { zh: '三组界值须一并给出', en: 'give all three lists of cuts, or none' },
    }));

const wrong = (issues: readonly Issue[]): ProblemError =>
  new ProblemError(problem('wrong-usage', 400, { zh: '界值不全', en: 'The cuts are not complete' }, issues));
