import type { ConditionOf } from '../../../contract/segment-conditions.ts';
import type { Text } from '../../../platform/errors.ts';
import { inShop } from '../../analytics/index.ts';
import type { ConditionKind, Standpoint } from './condition-kind.ts';

/** Has a birthday then, by that of any of their persons. Birthdays are sealed: PostgreSQL says whose it is, ClickHouse hears numbers. */
export const birthday: ConditionKind<'birthday'> = {
  kind: 'birthday',
  label: { zh: '生日', en: 'Birthday' },
  profiles: false,
  sentence: ({ when }) => ({ zh: `${words[when].zh}过生日`, en: `has a birthday ${words[when].en}` }),
  compile(it, writing) {
    const ids = writing.bound.bind(personsOf(it.when, writing), 'Array(UInt32)');
    const part = { source: { from: 'persons', where: inShop }, sql: `toInt64(countIf(person_id IN ${ids}))` };
    return { columns: { n: { fold: 'sum', parts: [part] } }, verdict: ({ n }) => `${n} > 0` };
  },
  evaluate(it, { persons }, standpoint) {
    const ids = new Set(personsOf(it.when, standpoint));
    return { met: persons.some(({ personId }) => ids.has(personId)), value: null };
  },
};

type When = ConditionOf<'birthday'>['when'];

const personsOf = (when: When, { known }: Standpoint): readonly number[] => {
  const persons = known.birthdays.get(when);
  if (persons === undefined) throw new Error('Birthdays were not looked up before a condition on them');
  return persons;
};

const words: Readonly<Record<When, Text>> = {
  today: { zh: '今天', en: 'today' },
  'this-month': { zh: '本月', en: 'this month' },
  'next-month': { zh: '下月', en: 'next month' },
  'next-7-days': { zh: '未来 7 天', en: 'within 7 days' },
};
