import type { AffinityLevel, AffinityRules, RulesCheck } from '../../../contract/affinity.ts';
import { caught, type Result } from '../../../platform/errors.ts';
import { addDays, countDays, isDay } from '../metrics/days.ts';
import { type Asking, dayIssues } from '../metrics/question.ts';
import { orUnusable } from '../rfm/rfm-question.ts';
import { countBaskets, readSpan } from './basket-counts.ts';
import { checkRules } from './check-rules.ts';
import { findRules, matrixOf, usualSupport } from './rule-rules.ts';
import { titlesOf } from './titles.ts';

export interface RulesQuestion extends Asking {
  readonly level: AffinityLevel;
  /** Shop days, inclusive; `from` is 364 days before `to` unless told. */
  readonly from?: string | undefined;
  readonly to: string;
  /** Fewest orders with both. */
  readonly minSupport?: number | undefined;
  /** Most rules of the answer; all are counted. */
  readonly limit: number;
}

const VERSION = 2;

/**
 * What is bought together: rules "who takes this takes that" with their intervals and tests, and the pairs of the items
 * bought most; and how such rules did on days they were not learnt from. Speaks of orders and of nobody. Problem: `unusable-question`, with every issue.
 */
export async function askRules(question: RulesQuestion): Promise<Result<AffinityRules>> {
  const { to } = question;
  const from = question.from ?? (isDay(to) && to > '1971-01-01' ? addDays(to, -364) : '1970-01-01');
  const sound = orUnusable(undefined, dayIssues(from, to));
  return sound.ok ? caught(() => answer({ ...question, from })) : sound;
}

async function answer(question: RulesQuestion & { readonly from: string }): Promise<AffinityRules> {
  const { level, from, to, limit } = question;
  const counts = await countBaskets(question, { level, from, to });
  const minSupport = question.minSupport ?? usualSupport(counts.baskets);
  const titles = await titlesOf(question, level, [...counts.single.keys()]);
  const { rules, tested, items } = findRules(counts, minSupport, titles);
  return {
    ...{ model: 'pair-rules', version: VERSION, level, from, to, baskets: counts.baskets },
    ...{ baskets_of_several: counts.several, left_out: counts.leftOut, min_support: minSupport },
    ...{ items: counts.items, items_looked_at: items, pairs_tested: tested },
    ...{ rules_found: rules.length, significant_found: rules.filter((it) => it.significant).length },
    check: await checkedOn(question),
    ...{ rules: rules.slice(0, limit), matrix: matrixOf(counts, titles) },
  };
}

/** Of the days that have orders three quarters teach, and the last quarter checks. */
const TAUGHT = 0.75;

async function checkedOn(question: RulesQuestion & { readonly from: string }): Promise<RulesCheck | null> {
  const { level, minSupport } = question;
  const span = await readSpan(question, question);
  if (span === null) return null;
  const cut = addDays(span.from, Math.ceil(countDays(span.from, span.to) * TAUGHT) - 1);
  if (cut >= span.to) return null;
  const earlier = await countBaskets(question, { level, from: span.from, to: cut });
  const later = await countBaskets(question, { level, from: addDays(cut, 1), to: span.to });
  if (earlier.baskets === 0 || later.baskets === 0) return null;
  const figures = checkRules(earlier, later, minSupport ?? usualSupport(earlier.baskets));
  return { calibration_end: cut, to: span.to, baskets: later.baskets, ...figures };
}
