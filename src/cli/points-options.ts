import { randomUUID } from 'node:crypto';
import { ProblemError, problem } from '../platform/errors.ts';
import { idList } from './id-list.ts';
import { text, wholeNumber } from './option.ts';

/** What several commands of points ask for. */

export const keyOption = text('KEY', {
  zh: '幂等键：同一键再执行一次得到第一次的结果；不写则每次都是新的操作',
  en: 'does it once: run again with it, the first answer comes; anew each time unless told',
});

export const refOption = text('ID', { zh: '为何而用，如 order:12', en: 'what for, such as order:12' });

export const pointsOption = wholeNumber({ zh: '积分数', en: 'how many points' }, 1);

export const keyOf = (key: string | undefined): string => key ?? `cli:${randomUUID()}`;

/** The one number an argument names. */
export function oneId(words: readonly string[]): number {
  const [id] = idList(words);
  if (id !== undefined) return id;
  throw new ProblemError(problem('wrong-usage', 400, { zh: '缺少编号', en: 'A number is missing' }));
}
