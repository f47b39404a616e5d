import { type PivotQuestion, pivotQuestionSchema } from '../../../contract/explore.ts';
import { ProblemError, problem } from '../../../platform/errors.ts';
import { makeValidatorCompiler } from '../../../platform/http/validator.ts';

const check = makeValidatorCompiler()({
  ...{ schema: pivotQuestionSchema, httpPart: 'body', method: 'GET', url: '/explore' },
});

/** A question as it stands in an address, with what it leaves out. Throws `invalid-input` with every issue. */
export function readQuestion(text: string): PivotQuestion {
  const question = parsed(text);
  const checked = check(question);
  if (checked !== true && checked !== undefined && checked !== false && 'error' in checked)
    throw checked.error;
  return question as PivotQuestion;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ProblemError(notJson);
  }
}

const notJson = problem('question-not-json', 400, {
  zh: '问题不是有效的 JSON',
  en: 'The question is not valid JSON',
});
