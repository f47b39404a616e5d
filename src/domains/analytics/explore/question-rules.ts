import type { PivotQuestion } from '../../../contract/explore.ts';
import { mostDimensions } from '../../../contract/explore-words.ts';
import type { Issue, Text } from '../../../platform/errors.ts';
import { findExplored } from '../catalog/catalogue.ts';
import { splitDimensions } from '../catalog/dimensions.ts';
import { dayIssues, stepIssues } from '../metrics/question.ts';
import { dimensionsOf, isTime } from './groupings.ts';

const known = new Set<string>(splitDimensions.map(({ code }) => code));

/** Everything wrong with a question, not the first thing only. */
export function pivotIssues(question: PivotQuestion): Issue[] {
  const { from, to } = question;
  const dimensions = dimensionsOf(question);
  const time = dimensions.filter(isTime);
  return [
    ...dayIssues(from, to),
    ...question.measures.flatMap((code, n) =>
      findExplored(code) ? [] : [issue('no-such-measure', `/measures/${n}`, noMeasure)],
    ),
    ...dimensions.flatMap((code) => dimensionIssue(code, isTime(code) || known.has(code))),
    ...(dimensions.length > mostDimensions ? [issue('too-many-dimensions', '/rows', tooMany)] : []),
    ...(new Set(dimensions).size < dimensions.length ? [issue('dimension-twice', '/columns', twice)] : []),
    ...(time.length > 1 ? [issue('time-twice', '/columns', timeTwice)] : []),
    ...time.slice(0, 1).flatMap((by) => stepIssues({ from, to, by })),
    ...question.filters.flatMap(({ dimension }) => dimensionIssue(dimension, known.has(dimension))),
    ...topIssues(question, dimensions),
  ];
}

const dimensionIssue = (code: string, isKnown: boolean): Issue[] =>
  isKnown ? [] : [issue('no-such-dimension', code, noDimension)];

function topIssues({ top, measures }: PivotQuestion, dimensions: readonly string[]): Issue[] {
  return top.flatMap(({ dimension, measure = measures[0]! }, n) => [
    ...(dimensions.includes(dimension) && !isTime(dimension)
      ? []
      : [issue('top-of-what', `/top/${n}`, topOfWhat)]),
    ...(top.findIndex((it) => it.dimension === dimension) < n
      ? [issue('top-twice', `/top/${n}`, twice)]
      : []),
    ...(findExplored(measure) ? [] : [issue('no-such-measure', `/top/${n}/measure`, noMeasure)]),
  ]);
}

const issue = (code: string, field: string, message: Text): Issue => ({ code, field, message });

const noMeasure = { zh: '没有这个指标', en: 'There is no such measure' };
const noDimension = { zh: '没有这个维度', en: 'There is no such dimension' };
const tooMany = {
  zh: `行与列合计最多 ${mostDimensions} 个维度`,
  en: `At most ${mostDimensions} dimensions on rows and columns together`,
};
const twice = { zh: '同一维度出现了两次', en: 'The same dimension stands there twice' };
const timeTwice = { zh: '只能使用一个时间维度', en: 'Only one time dimension can be used' };
const topOfWhat = {
  zh: '前 N 项只能用于行或列中的维度，且不能是时间',
  en: 'A top list takes a dimension of rows or columns that is not time',
};
