import { findScoreKind } from './score-kinds.ts';

/** Customers grouped by what a model says of them, as data: Explore splits by these, and a band opens its customers. */

interface Text {
  readonly zh: string;
  readonly en: string;
}

interface Band {
  /** As the list of customers takes a range of the score. */
  readonly value: string;
  readonly label: Text;
  /** Least value of the score, inclusive; the band reaches to the next. */
  readonly from: number;
}

export interface ScoreBands {
  /** Code of the dimension. */
  readonly code: string;
  /** Code of the score. */
  readonly score: string;
  readonly label: Text;
  /** From the least. */
  readonly bands: readonly Band[];
}

/** Fifths of a probability, as the pages of the models have them. */
const fifths: readonly Band[] = [0, 20, 40, 60, 80].map((from) => {
  const said = `${from}%–${from + 20}%`;
  return { value: `${from / 100}..${(from + 20) / 100}`, label: { zh: said, en: said }, from: from / 100 };
});

const valueBands: readonly Band[] = findScoreKind('value-band')!
  .bands!.map(({ value, label }) => ({ value: `${value}..${value}`, label, from: value }))
  .toReversed();

export const scoreBands = [
  {
    ...{ code: 'value-band', score: 'value-band', bands: valueBands },
    label: { zh: '价值分层', en: 'Value band' },
  },
  {
    ...{ code: 'alive-band', score: 'alive', bands: fifths },
    label: { zh: '仍会回来的概率', en: 'P(alive)' },
  },
  {
    ...{ code: 'churn-band', score: 'churn-risk', bands: fifths },
    label: { zh: '流失风险', en: 'Churn risk' },
  },
  {
    ...{ code: 'next-purchase-band', score: 'buys-30-days', bands: fifths },
    label: { zh: '30 天内购买概率', en: 'Buys within 30 days' },
  },
] as const satisfies readonly ScoreBands[];

export type ScoreBandCode = (typeof scoreBands)[number]['code'];

export const findScoreBands = (code: string): ScoreBands | undefined =>
  scoreBands.find((it) => it.code === code);
