import { sql } from 'kysely';
import type { PeopleFilter } from '../../../contract/people.ts';
import { withShop } from '../../../platform/db/postgres.ts';
import { type Issue, ok, type Result } from '../../../platform/errors.ts';
import type { Platform } from '../../../platform/platform.ts';
import type { PeopleFinder, PeopleView } from '../../customers/index.ts';
import { dayIssue } from '../metrics/question.ts';
import { orUnusable } from '../rfm/rfm-question.ts';
import { habitsOf } from './habits.ts';
import {
  countPeople,
  figuresOf,
  listPeople,
  type PeopleQuestion,
  peopleBehind,
  stands,
} from './list-people.ts';
import { usePeople } from './use-people.ts';

/** The people of a view, for the list of customers and whatever else is done to them. */
export const peopleFinder: PeopleFinder = {
  habits: habitsOf,
  page: (ask) =>
    answering(
      ask,
      (question) => listPeople({ ...ask, ...question }),
      ({ people }) => people.length === 0,
    ),
  count: (view) => answering(view, countPeople, ({ customers }) => customers === 0),
  behind: (view, after, limit) =>
    answering(
      view,
      (question) => peopleBehind(question, after, limit),
      (numbers) => numbers.length === 0,
    ),
  async figures({ platform, shop, signal }, customerIds) {
    const build = await usePeople({ platform, shop, signal });
    return figuresOf({ clickhouse: platform.clickhouse, shop, build, signal }, customerIds);
  },
};

/** Nobody is asked about twice: a build whose slot was emptied between the look at it and the question has no people. */
export async function answering<T>(
  view: PeopleView,
  answer: (question: PeopleQuestion) => Promise<T>,
  isNobody: (it: T) => boolean,
): Promise<Result<T>> {
  const { filter } = view;
  const checked = orUnusable(filter, filterIssues(filter));
  if (!checked.ok) return checked;
  const question = await questionOf(view);
  const found = await answer(question);
  if (!isNobody(found) || (await stands(question))) return ok(found);
  return ok(await answer(await questionOf(view)));
}

/** Everything that is no day. */
const filterIssues = (filter: PeopleFilter): Issue[] =>
  Object.entries(filter).flatMap(([name, value]) =>
    (name === 'as_of' || /_(order|seen)_(from|to)$|^ordered_(from|to)$/.test(name)) && value !== undefined
      ? dayIssue(name, String(value))
      : [],
  );

async function questionOf(view: PeopleView): Promise<PeopleQuestion> {
  const { platform, shop, filter, customerIds, signal } = view;
  const now = platform.clock.now();
  const build = await usePeople({ platform, shop, asOf: filter.as_of, signal });
  const tagNumber =
    filter.tag === undefined ? undefined : await readTagNumber(platform, shop.shopId, filter.tag);
  return { clickhouse: platform.clickhouse, shop, build, filter, tagNumber, customerIds, now, signal };
}

/** As the mirror writes it (mirror-customers.ts). */
async function readTagNumber({ db }: Platform, shopId: number, tag: string): Promise<string> {
  const { rows } = await withShop(db, shopId, (tx) =>
    sql<{ number: string }>`
      select hashtextextended(${tag.normalize('NFKC').trim()}, ${shopId}::bigint)::text as number`.execute(
      tx,
    ),
  );
  return rows[0]!.number;
}
