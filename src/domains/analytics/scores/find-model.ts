import { fail, ok, problem, type Result } from '../../../platform/errors.ts';
import { scoreModels } from '../models.ts';
import type { ScoreModel } from './score-model.ts';

/** The model of a name. Problem: `no-such-model`. */
export function findModel(name: string): Result<ScoreModel> {
  const found = scoreModels.find((it) => it.name === name);
  const known = scoreModels.map((it) => it.name).join(', ');
  const said = { zh: `没有这个模型。可用：${known}`, en: `There is no such model. There are: ${known}` };
  return found === undefined ? fail(problem('no-such-model', 404, said)) : ok(found);
}
