import { inShop } from '../../analytics/index.ts';
import type { ConditionKind, Standpoint } from './condition-kind.ts';

/** Has a tag that has not run out, on any of their persons. ClickHouse knows tags by number. */
export const tag: ConditionKind<'tag'> = {
  kind: 'tag',
  label: { zh: '标签', en: 'Tag' },
  profiles: false,
  sentence: (it) => ({ zh: `有标签「${it.tag}」`, en: `has the tag “${it.tag}”` }),
  compile(it, writing) {
    const number = `toInt64(${writing.bound.bind(numberOf(it.tag, writing), 'String')})`;
    const alive = `tag = ${number} AND toInt64(toUnixTimestamp(until)) * 1000 > ${writing.at}`;
    const sql = `toInt64(countIf(arrayExists((tag, until) -> ${alive}, tags, tag_ends)))`;
    const part = { source: { from: 'persons', where: inShop }, sql };
    return { columns: { n: { fold: 'sum', parts: [part] } }, verdict: ({ n }) => `${n} > 0` };
  },
  evaluate(it, { persons }, standpoint) {
    const number = numberOf(it.tag, standpoint);
    const own = persons.flatMap(({ tags }) => tags).filter((one) => one.number === number);
    const met = own.some(({ until }) => until > standpoint.at);
    return { met, value: met ? it.tag : null };
  },
};

const numberOf = (text: string, { known }: Standpoint): string => {
  const number = known.tagNumbers.get(text);
  if (number === undefined) throw new Error('A tag was not looked up before its condition was used');
  return number;
};
