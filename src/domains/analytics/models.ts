import { churnModel } from './churn/churn-model.ts';
import { interestModel } from './interests/interest-model.ts';
import { nextModel } from './next-purchase/next-model.ts';
import { personaModel } from './personas/persona-model.ts';
import { recommendModel } from './recommend/recommend-model.ts';
import type { ScoreModel } from './scores/score-model.ts';
import { socialModel } from './social/social-model.ts';
import { valueModel } from './value/value-model.ts';

/** Every model that gives customers scores: list it here and it is run on the schedule, seen in jobs and kept in bounds. */
export const scoreModels: readonly ScoreModel[] = [
  ...[valueModel, churnModel, nextModel],
  ...[socialModel, recommendModel],
  ...[interestModel, personaModel],
];
