import { ProblemError, problem } from '../platform/errors.ts';

/** Positive whole numbers from words; throws `wrong-usage` with every word that is none. */
export function idList(words: readonly string[]): number[] {
  const issues = words
    .filter((word) => !/^[1-9]\d{0,14}$/.test(word))
    .map((word) => ({
      code: 'not-an-id',
      field: word,
      message: { zh: '不是编号', en: 'is no number of anything' },
    }));
  if (issues.length === 0) return words.map(Number);
  throw new ProblemError(
    problem('wrong-usage', 400, { zh: '编号有误', en: 'Not all of these are numbers' }, issues),
  );
}
