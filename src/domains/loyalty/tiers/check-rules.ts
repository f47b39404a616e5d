import type { TierRules } from '../../../contract/tiers.ts';
import type { Issue, Text } from '../../../platform/errors.ts';

/** What a schema does not say of a ladder and its rules: all of it, each with its place. */
export const issuesOfTiers = ({ ladder, growth }: TierRules): Issue[] => [
  ...(ladder[0]?.from === 0 ? [] : [issue('/rules/ladder/0/from', beginsAtNothing)]),
  ...ladder.flatMap(({ from }, n) =>
    n > 0 && from <= ladder[n - 1]!.from ? [issue(`/rules/ladder/${n}/from`, notAscending)] : [],
  ),
  ...ladder.flatMap(({ benefits = [] }, n) =>
    benefits.flatMap((it, at) =>
      it.kind === 'limited-offer' && it.until < it.from
        ? [issue(`/rules/ladder/${n}/benefits/${at}/until`, endsBefore)]
        : [],
    ),
  ),
  ...twice(
    ladder.map(({ code }) => code),
    (n) => `/rules/ladder/${n}/code`,
  ),
  ...twice(
    ladder.map(({ name }) => name.zh),
    (n) => `/rules/ladder/${n}/name`,
  ),
  ...twice(
    growth.deeds.map(({ event }) => event),
    (n) => `/rules/growth/deeds/${n}`,
  ),
];

const twice = (names: readonly string[], field: (n: number) => string): Issue[] =>
  names.flatMap((name, n) => (names.indexOf(name) === n ? [] : [issue(field(n), namedTwice)]));

const issue = (field: string, message: Text): Issue => ({ code: 'tier-rule', field, message });

const beginsAtNothing = {
  zh: '最低等级须从 0 开始，人人都在',
  en: 'The lowest tier begins at 0: everybody is in it',
};
const notAscending = { zh: '须高于前一等级', en: 'Must be above the tier before' };
const endsBefore = { zh: '结束日早于开始日', en: 'Ends before it begins' };
const namedTwice = { zh: '同一名称出现了两次', en: 'Stands here twice' };
