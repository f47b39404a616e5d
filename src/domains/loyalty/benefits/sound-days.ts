import { fail, ok, problem, type Result } from '../../../platform/errors.ts';
import { dayIssue } from '../../analytics/index.ts';

interface Span {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** First and last shop day of a question, both optional, as they are. Problem: `unusable-question`. */
export function soundDays<T extends Span>(span: T): Result<T> {
  const days = Object.entries({ from: span.from, to: span.to });
  const issues = days.flatMap(([field, day]) => (day === undefined ? [] : dayIssue(field, day)));
  if (issues.length === 0) return ok(span);
  const message = { zh: '这个问题无法回答，详见 issues', en: 'This question cannot be answered; see issues' };
  return fail(problem('unusable-question', 422, message, issues));
}
