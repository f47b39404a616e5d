import type { LookAlike } from '../../../contract/look-alike.ts';
import type { Param } from '../../../platform/clickhouse/clickhouse.ts';
import { caught, ProblemError, problem, type Result } from '../../../platform/errors.ts';
import { type InterestsAsk, type InterestsPlan, planInterests } from '../interests/plan-interests.ts';
import {
  checkOf,
  directionTo,
  driversOf,
  ENOUGH_HELD,
  type FeatureMeans,
  type Ranking,
} from './look-alike-rules.ts';
import { checkSql, type LookAlikePlan, nearestSql, sumsSql } from './look-alike-sql.ts';

const VERSION = 1;

/** Members whose numbers a question holds. */
export const MOST_MEMBERS = 100_000;

export interface LookAlikeQuestion extends InterestsAsk {
  /** Customer numbers. */
  readonly members: readonly number[];
  /** Most look-alikes of the answer. */
  readonly limit: number;
}

/**
 * Customers whose interests lie where those of the members lie apart from everybody's, with what sets them apart and how well it finds
 * members it has not seen. Problems: `unusable-question`; `no-members` where none of the set has interests.
 */
export async function findLookAlikes(question: LookAlikeQuestion): Promise<Result<LookAlike>> {
  const plan = await planInterests(question);
  return plan.ok ? caught(() => answer(question, plan.value)) : plan;
}

async function answer(question: LookAlikeQuestion, plan: InterestsPlan): Promise<LookAlike> {
  const { means, members, customers } = await readMeans(question, plan);
  if (members === 0) throw new ProblemError(noMembers);
  const check = await checkedOn(question, plan, means);
  const look_alikes = await nearestTo(question, plan, means);
  const { asOf, halfLifeDays } = plan.asked;
  return {
    ...{ model: 'look-alike', version: VERSION, as_of: asOf, half_life_days: halfLifeDays },
    ...{ members, candidates: customers - members, check, drivers: driversOf(means), look_alikes },
    low_confidence: (check?.held_out ?? 0) < ENOUGH_HELD,
  };
}

const noMembers = problem('no-members', 422, {
  zh: '这些客户近期都没有可用于画像的浏览或购买，无从寻找相似的人。',
  en: 'None of these customers has interests to go by: they bought and looked at nothing of late, or objected to being profiled.',
});

interface SumRow extends Pick<FeatureMeans, 'dimension' | 'value'> {
  readonly learnt: number;
  readonly members: number;
  readonly everybody: number;
}

async function readMeans(question: LookAlikeQuestion, plan: InterestsPlan) {
  const sums = await ask<SumRow>(question, plan, sumsSql);
  const counts = sums.find((it) => it.dimension === 'hour' && it.value === '');
  const of = (sum: number, count: number | undefined) => (count ? sum / count : 0);
  const means = sums
    .filter((it) => it.value !== '')
    .map(
      ({ dimension, value, learnt, members, everybody }): FeatureMeans => ({
        ...{ dimension, value, learnt: of(learnt, counts?.learnt), members: of(members, counts?.members) },
        all: of(everybody, counts?.everybody),
      }),
    );
  const round = (count = 0) => Math.round(count);
  return { means, members: round(counts?.members), customers: round(counts?.everybody) };
}

async function checkedOn(question: LookAlikeQuestion, plan: InterestsPlan, means: readonly FeatureMeans[]) {
  const direction = directionTo(means, 'learnt');
  if (direction.size === 0 || means.every((it) => it.learnt === 0)) return null;
  const [row] = await ask<Readonly<Record<'ranked' | 'held' | 'places', string>> & { found: string[] }>(
    question,
    plan,
    (it) => checkSql(it, direction),
  );
  const ranking: Ranking = {
    ...{ ranked: Number(row!.ranked), held: Number(row!.held), places: Number(row!.places) },
    found: row!.found.map(Number),
  };
  return checkOf(ranking);
}

async function nearestTo(question: LookAlikeQuestion, plan: InterestsPlan, means: readonly FeatureMeans[]) {
  const direction = directionTo(means, 'members');
  if (direction.size === 0) return [];
  return ask<LookAlike['look_alikes'][number]>(question, plan, (it) =>
    nearestSql(it, direction, question.limit),
  );
}

async function ask<Row>(
  { clickhouse, shop, signal, members }: LookAlikeQuestion,
  plan: InterestsPlan,
  sqlOf: (it: LookAlikePlan) => string,
): Promise<Row[]> {
  const { at, bound } = plan.bound('l');
  const sql = sqlOf({ at, bound, members: bound.bind(members as readonly Param[], 'Array(UInt32)') });
  return clickhouse.query<Row>({
    ...{ sql, shopId: shop.shopId, params: bound.params, seconds: 120 },
    ...(signal && { signal }),
  });
}
