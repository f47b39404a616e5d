import type { Problem } from '../platform/errors.ts';
import type { Language } from './command.ts';

/** A problem for a reader at a terminal: its sentence, then one line an issue. */
export function sayProblem(problem: Problem, language: Language): string {
  const issues = (problem.issues ?? []).map((it) => {
    const place = [it.line === undefined ? '' : `${it.line}`, it.field ?? '']
      .filter((word) => word !== '')
      .join(' ');
    return `  - ${place === '' ? '' : `${place}: `}${it.message[language]} [${it.code}]`;
  });
  return [`${problem.message[language]} [${problem.code}]`, ...issues, ''].join('\n');
}
