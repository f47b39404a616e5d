import { scoresOfModel } from '../../../contract/score-kinds.ts';
import { mayBeProfiled } from '../facts/profiled.ts';
import type { ScoreModel } from '../scores/score-model.ts';
import type { Listed } from '../scores/write-scores.ts';
import { valueModel } from '../value/value-model.ts';
import type { InterestsPlan } from './plan-interests.ts';
import { runRules } from './run-rules.ts';
import type { Among } from './signs-sql.ts';
import { strongestSql } from './strongest-sql.ts';

/** Of the method: figures of another version are not comparable. */
const version = 2;

/** What each customer likes most, by dimension, as of each day. */
export const interestModel: ScoreModel = {
  name: 'interests',
  version,
  label: { zh: '兴趣画像', en: 'Interests' },
  scores: scoresOfModel('interests'),
  ready: valueModel.ready,
  run: (work) => runRules(work, (plan) => ({ rules: null, scores: (among) => interestsOf(plan, among) })),
};

function interestsOf(plan: InterestsPlan, among: Among): Listed {
  const { at, bound } = plan.bound('i', among);
  // Price bands and hours are numbers; the others are words, as strong as their share.
  const isNumber = "dimension IN ('hour', 'price')";
  const sql = `SELECT customer_id, if(dimension = 'price', 'interest-price-band', concat('interest-', dimension)) AS code,
  if(${isNumber}, toFloat64OrZero(strongest), round(share, 6)) AS value, if(${isNumber}, '', strongest) AS word
FROM (${strongestSql(at)}) WHERE ${mayBeProfiled('customer_id')}`;
  return { sql, params: bound.params };
}
