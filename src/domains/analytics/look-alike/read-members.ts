import { Type } from 'typebox';
import { type PeopleFilter, peopleFilter } from '../../../contract/people.ts';
import { fail, type Issue, ok, ProblemError, problem, type Result } from '../../../platform/errors.ts';
import { makeValidatorCompiler } from '../../../platform/http/validator.ts';
import type { SelectionAsk } from '../behaviour/selected-people.ts';
import { orUnusable } from '../rfm/rfm-question.ts';
import { MOST_MEMBERS } from './find-look-alikes.ts';

/** A set of people: filters of the list of customers as in an address, or numbers with commas. */
export interface MembersAsked {
  readonly of?: string | undefined;
  readonly customers?: string | undefined;
}

/** Numbers of the members. Problems: `unusable-question`, `too-many-members`, and those of the list. */
export async function readMembers(
  ask: SelectionAsk,
  { of, customers }: MembersAsked,
): Promise<Result<number[]>> {
  if ((of === undefined) === (customers === undefined)) return orUnusable([], [oneOfBoth]);
  if (customers !== undefined) return ok(numbersIn(customers));
  const filter = readFilter(of!);
  if (!filter.ok) return filter;
  const members = await ask.behind!(filter.value, MOST_MEMBERS + 1);
  return members.ok && members.value.length > MOST_MEMBERS ? fail(tooMany) : members;
}

/** Greater numbers are nobody's. */
const MOST_NUMBER = 4_294_967_295;

const numbersIn = (customers: string): number[] =>
  [...new Set(customers.split(',').map(Number))].filter((id) => id <= MOST_NUMBER);

const oneOfBoth: Issue = {
  ...{ code: 'not-a-set', field: 'of' },
  message: { zh: '请给出 of 或 customers 其中之一', en: 'give either of or customers' },
};

const tooMany = problem('too-many-members', 422, {
  zh: `一次最多从 ${MOST_MEMBERS} 位客户寻找相似的人，请缩小范围`,
  en: `Look-alikes are found of ${MOST_MEMBERS} customers at most: narrow the set`,
});

const check = makeValidatorCompiler()({
  ...{ schema: Type.Object(peopleFilter, { additionalProperties: false }), httpPart: 'querystring' },
  ...{ method: 'GET', url: '/customers' },
});

/** The filter a text means. A set of look-alikes is none: it would be worked out again and again. */
function readFilter(of: string): Result<PeopleFilter> {
  const asked = Object.fromEntries(new URLSearchParams(of));
  if (asked.behaviour?.startsWith('look-alike')) return orUnusable({}, [nested]);
  const checked = check(asked);
  if (typeof checked !== 'object' || !('error' in checked)) return ok(asked as PeopleFilter);
  const issues = checked.error instanceof ProblemError ? (checked.error.problem.issues ?? []) : [];
  return orUnusable(
    {},
    issues.length > 0 ? issues.map((it) => ({ ...it, field: `of.${it.field ?? ''}` })) : [nested],
  );
}

const nested: Issue = {
  ...{ code: 'not-a-set', field: 'of' },
  message: { zh: '不能用来寻找相似的人', en: 'is no set that look-alikes can be found of' },
};
