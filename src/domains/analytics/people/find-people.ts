import { sql } from 'kysely';
import type { PeopleFilter } from '../../../contract/people.ts';
import { withShop } from '../../../platform/db/postgres.ts';
import { type Issue, ok, type Result } from '../../../platform/errors.ts';
import type { Platform } from '../../../platform/platform.ts';
import type { PeopleFinder, PeopleView, ScoresAsk, ViewPageAsk } from '../../customers/index.ts';
import type { SelectedPeople } from '../behaviour/selected-people.ts';
import { cellIssues } from '../cohorts/behind-cell.ts';
import { type Asking, dayIssue } from '../metrics/question.ts';
import { orUnusable } from '../rfm/rfm-question.ts';
import { type CurrentScore, currentScores, scoresOfCustomers } from '../scores/current-scores.ts';
import { habitsOf } from './habits.ts';
import {
  countPeople,
  figuresOf,
  listPeople,
  type PeoplePage,
  type PeopleQuestion,
  peopleBehind,
  stands,
} from './list-people.ts';
import { selectPeople } from './people-by-behaviour.ts';
import { readRanges, scoreIssues, wordIssues } from './score-ranges.ts';
import { usePeople } from './use-people.ts';

/** The people of a view, for the list of customers and whatever else is done to them. */
export const peopleFinder: PeopleFinder = {
  habits: habitsOf,
  page: async (ask) => {
    const issues = scoreIssues(ask.byScore === undefined ? [] : [ask.byScore], 'by_score');
    if (issues.length > 0) return orUnusable(nobody, issues);
    return answering(
      ask,
      async (question) => {
        const current = await scoresAsked(ask, ask.filter.as_of);
        const ranking = current.find(({ code }) => code === ask.byScore);
        const page = await listPeople({ ...ask, ...question, ranking });
        return withScores({ ...question, current, scores: ask.scores }, page);
      },
      ({ people }) => people.length === 0,
    );
  },
  count: (view) => answering(view, countPeople, ({ customers }) => customers === 0),
  behind: (view, after, limit) =>
    answering(
      view,
      (question) => peopleBehind(question, after, limit),
      (numbers) => numbers.length === 0,
    ),
  async figures({ scores, ...view }, customerIds) {
    const { platform, shop, signal } = view;
    const asking = { clickhouse: platform.clickhouse, shop, signal };
    const [build, current] = await Promise.all([
      usePeople({ platform, shop, signal }),
      scoresAsked({ ...view, scores }),
    ]);
    const figures = await figuresOf({ ...asking, build }, customerIds);
    const people = [...figures].map(([customerId, it]) => ({ customerId, figures: it }));
    const scored = await withScores({ ...asking, current, scores }, { people, next: undefined });
    return new Map(scored.people.map((it) => [it.customerId, it.figures]));
  },
};

const nobody: PeoplePage = { people: [], next: undefined };

interface Scoring extends Asking {
  readonly current: readonly CurrentScore[];
  readonly scores: ScoresAsk | undefined;
}

/** The same people, with what was asked for of what models say of each. */
async function withScores(
  { current, scores = [], ...asking }: Scoring,
  page: PeoplePage,
): Promise<PeoplePage> {
  const ids = page.people.map((it) => it.customerId);
  const told = scores === 'all' ? current : current.filter(({ code }) => scores.includes(code));
  const found = Map.groupBy(await scoresOfCustomers(asking, told, ids), (it) => it.customerId);
  const people = page.people.map(({ customerId, figures }) => {
    const scores = found.get(customerId) ?? [];
    const model_scores = scores.map(({ code: score, value, word, low, high }) => ({
      score,
      value,
      word,
      low,
      high,
    }));
    return { customerId, figures: { ...figures, model_scores } };
  });
  return { ...page, people };
}

/** Nobody is asked about twice: a build whose slot was emptied between the look at it and the question has no people. */
export async function answering<T>(
  view: PeopleView,
  answer: (question: PeopleQuestion) => Promise<T>,
  isNobody: (it: T) => boolean,
): Promise<Result<T>> {
  const { filter } = view;
  const checked = orUnusable(filter, filterIssues(filter));
  if (!checked.ok) return checked;
  const asked = await behaviourOf(view);
  if (!asked.ok) return asked;
  const question = await questionOf(view, asked.value);
  const found = await answer(question);
  if (!isNobody(found) || (await stands(question))) return ok(found);
  return ok(await answer(await questionOf(view, asked.value)));
}

/** Everything that is no day, and cells that cannot be read. */
const filterIssues = (filter: PeopleFilter): Issue[] => [
  ...(filter.cohort === undefined ? [] : cellIssues(filter.cohort)),
  ...Object.entries(filter).flatMap(([name, value]) =>
    (name === 'as_of' || /_(order|seen)_(from|to)$|^ordered_(from|to)$/.test(name)) && value !== undefined
      ? dayIssue(name, String(value))
      : [],
  ),
  ...scoreIssues(
    readRanges(filter.score).map((it) => it.code),
    'score',
  ),
  ...wordIssues(readRanges(filter.score), 'score'),
];

async function behaviourOf(view: PeopleView): Promise<Result<SelectedPeople | undefined>> {
  const { platform, shop, filter, signal } = view;
  if (filter.behaviour === undefined) return ok(undefined);
  const behind = (of: PeopleFilter, limit: number) =>
    peopleFinder.behind({ platform, shop, signal, filter: of }, 0, limit);
  return selectPeople({ clickhouse: platform.clickhouse, shop, signal, platform, behind }, filter.behaviour);
}

async function questionOf(view: PeopleView, behaviour: SelectedPeople | undefined): Promise<PeopleQuestion> {
  const { platform, shop, filter, customerIds, selected, heldOut, signal } = view;
  const now = platform.clock.now();
  // None of them waits for another: each is a journey to PostgreSQL and back.
  const [build, tagNumber, current] = await Promise.all([
    usePeople({ platform, shop, asOf: filter.as_of, signal }),
    filter.tag === undefined ? undefined : readTagNumber(platform, shop.shopId, filter.tag),
    filter.score === undefined ? [] : scoresAt(view, filter.as_of),
  ]);
  const ranges = readRanges(filter.score).map((it) => ({
    ...it,
    current: current.find(({ code }) => code === it.code),
  }));
  const asked = { clickhouse: platform.clickhouse, shop, build, filter, tagNumber, customerIds };
  return { ...asked, behaviour, selected, heldOut, ranges, now, signal };
}

/** Where the scores lie that a list sorts by or tells; nothing is asked where it does neither. */
async function scoresAsked(
  { scores = [], byScore, ...view }: Omit<PeopleView, 'filter'> & Pick<ViewPageAsk, 'scores' | 'byScore'>,
  asOf?: string,
): Promise<readonly CurrentScore[]> {
  return scores.length === 0 && byScore === undefined ? [] : scoresAt(view, asOf);
}

const scoresAt = ({ platform, shop }: Omit<PeopleView, 'filter'>, asOf: string | undefined) =>
  withShop(platform.db, shop.shopId, (tx) => currentScores(tx, shop.shopId, asOf));

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
