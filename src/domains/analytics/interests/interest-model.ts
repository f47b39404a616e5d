import { scoresOfModel } from '../../../contract/score-kinds.ts';
import { mayBeProfiled } from '../facts/profiled.ts';
import type { ScoreModel } from '../scores/score-model.ts';
import { valueModel } from '../value/value-model.ts';
import { runRules } from './run-rules.ts';
import { strongestSql } from './strongest-sql.ts';

/** Of the method: figures of another version are not comparable. */
const version = 1;

/** What of each customer's interests is a number, as of each day. */
export const interestModel: ScoreModel = {
  name: 'interests',
  version,
  label: { zh: '兴趣画像', en: 'Interests' },
  scores: scoresOfModel('interests'),
  ready: valueModel.ready,
  run: (work) =>
    runRules(work, async (plan) => {
      const { at, bound } = plan.bound('i');
      const sql = `SELECT customer_id, if(dimension = 'hour', 'interest-hour', 'interest-price-band') AS code, toFloat64(strongest) AS value
FROM (${strongestSql(at)}) WHERE dimension IN ('hour', 'price') AND ${mayBeProfiled('customer_id')}`;
      return { sql, params: bound.params, rules: null };
    }),
};
