import { churnScores } from './churn-scores.ts';
import { influenceScores } from './influence-scores.ts';
import { interestScores } from './interest-scores.ts';
import { nextPurchaseScores } from './next-purchase-scores.ts';
import { personaScores } from './persona-scores.ts';
import type { ScoreKind } from './score-kind.ts';
import { valueScores } from './value-scores.ts';

/** Every kind of score there is. A model lists its own in a file of its own beside this one. */
export const scoreKinds: readonly ScoreKind[] = [
  ...valueScores,
  ...churnScores,
  ...nextPurchaseScores,
  ...influenceScores,
  ...interestScores,
  ...personaScores,
];

export const findScoreKind = (code: string): ScoreKind | undefined =>
  scoreKinds.find((it) => it.code === code);

/** Codes of the scores of a model. */
export const scoresOfModel = (model: string): string[] =>
  scoreKinds.filter((it) => it.model === model).map((it) => it.code);
