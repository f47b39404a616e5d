import type { PersonaRule } from '../../../contract/personas.ts';
import { scoresOfModel } from '../../../contract/score-kinds.ts';
import type { InterestsPlan } from '../interests/plan-interests.ts';
import { runRules } from '../interests/run-rules.ts';
import type { Among } from '../interests/signs-sql.ts';
import type { ScoreModel } from '../scores/score-model.ts';
import type { Listed } from '../scores/write-scores.ts';
import { valueModel } from '../value/value-model.ts';
import { readPersonas } from './ask-personas.ts';
import { personasSql } from './personas-sql.ts';

/** Of the method: figures of another version are not comparable. */
const version = 1;

/** Who has which persona as of each day, kept as scores: lists, segments and exports filter by them, and days can be compared. */
export const personaModel: ScoreModel = {
  name: 'personas',
  version,
  label: { zh: '潜在客户', en: 'Personas' },
  scores: scoresOfModel('personas'),
  ready: valueModel.ready,
  run: (work) =>
    runRules(work, async (plan) => {
      const { settings } = await readPersonas({ ...work.asking, platform: work.platform });
      const rules = settings.personas;
      return { rules, scores: (among) => personasOf(plan, rules, among) };
    }),
};

function personasOf(plan: InterestsPlan, rules: readonly PersonaRule[], among: Among): Listed {
  const { at, bound } = plan.bound('p', among);
  const each = rules.map(({ persona }, n) => `('persona-${persona}', has_${n})`).join(', ');
  const sql = `SELECT customer_id, one.1 AS code, one.2 AS value, '' AS word FROM (
  SELECT customer_id, arrayJoin([${each}]) AS one FROM (${personasSql({ at, bound, rules })})) WHERE value = 1`;
  return { sql, params: bound.params };
}
