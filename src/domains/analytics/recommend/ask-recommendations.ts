import type { ListMethod } from '../../../contract/recommendations.ts';
import { caught, fail, type Issue, problem, type Result } from '../../../platform/errors.ts';
import { addDays } from '../metrics/days.ts';
import { type Asking, dayIssue } from '../metrics/question.ts';
import { orUnusable } from '../rfm/rfm-question.ts';
import { composeList, type Line, reasonOf } from './compose-list.ts';
import { type Interactions, readInteractions } from './interactions.ts';
import { MOST_CUSTOMERS } from './interactions-sql.ts';
import type { Judged } from './judge.ts';
import { isUnsure, learnMix, METHOD_VERSION } from './learn-recommender.ts';
import { learn } from './methods.ts';
import { type Mix, PLACES, sharesOf } from './mix-rules.ts';
import { isOffered } from './offer-rules.ts';
import { pastOf } from './past-rules.ts';

export interface RecommendQuestion extends Asking {
  /** Last shop day that is known. */
  readonly asOf: string;
  /** Days at the end that check what was learnt before them. */
  readonly holdoutDays: number;
  /** Whose list; none = only how well it does. */
  readonly customer?: number | undefined;
  /** false: nothing of the customer may be used (mayPersonalise); the list is everybody's. */
  readonly isPersonal?: boolean;
  /** Minor units. */
  readonly priceFrom?: number | undefined;
  readonly priceTo?: number | undefined;
}

export interface RecommendedProduct {
  readonly product: number;
  readonly title: string;
  readonly method: ListMethod;
  /** What of the customer's own past speaks most for it. */
  readonly because: { readonly product: number; readonly title: string } | null;
}

export interface Recommendations {
  readonly model: 'recommendation';
  readonly version: number;
  readonly as_of: string;
  readonly calibration_end: string;
  /** Learnt from; a hash of their numbers chose them where `is_sample`. */
  readonly customers: number;
  readonly is_sample: boolean;
  readonly products: number;
  readonly holdout: { readonly customers: number; readonly methods: readonly Judged[] };
  /** What lists are mixed of. */
  readonly mix: ReturnType<typeof sharesOf>;
  readonly low_confidence: boolean;
  readonly list: {
    readonly customer: number;
    /** false: nothing is known of them, or they may not be profiled; what most buy is shown. */
    readonly personal: boolean;
    readonly products: readonly RecommendedProduct[];
  } | null;
}

/**
 * What to show whom, and how well that does: learnt up to the calibration, mixed and checked by the days behind, then learnt anew from
 * everything for the list. Problems: `unusable-question`; `no-purchases` where nobody bought a known product before the holdout.
 */
export async function askRecommendations(question: RecommendQuestion): Promise<Result<Recommendations>> {
  const sound = orUnusable(undefined, issuesOf(question));
  if (!sound.ok) return sound;
  const held = await caught(() => learnMix(question, question));
  if (!held.ok) return held;
  if (held.value.check === null) return fail(noPurchases);
  return caught(() => answer(question, held.value));
}

const noPurchases = problem('no-purchases', 422, {
  zh: '检验期之前没有已知客户买过有商品编号的商品，无从学起；请导入带商品的订单明细，或缩短检验期。',
  en: 'No known customer bought a product with a number before the holdout, so there is nothing to learn from; import order lines that name products, or shorten the holdout.',
});

function issuesOf({ asOf, holdoutDays }: RecommendQuestion): Issue[] {
  if (holdoutDays >= 1 && holdoutDays <= 3_650) return dayIssue('as_of', asOf);
  const message = { zh: '检验期应为 1 到 3650 天。', en: 'The holdout must be 1 to 3650 days.' };
  return [...dayIssue('as_of', asOf), { code: 'not-a-holdout', field: 'holdout_days', message }];
}

async function answer(
  question: RecommendQuestion,
  { told, mix, check }: Awaited<ReturnType<typeof learnMix>>,
): Promise<Recommendations> {
  const { asOf, holdoutDays, customer } = question;
  const { customers, methods } = check!;
  return {
    ...{ model: 'recommendation', version: METHOD_VERSION, as_of: asOf },
    ...{ calibration_end: addDays(asOf, -holdoutDays), customers: told.customers.length },
    is_sample: told.customers.length === MOST_CUSTOMERS,
    ...{ products: told.products.length, holdout: { customers, methods }, mix: sharesOf(mix) },
    low_confidence: isUnsure(check),
    list: customer === undefined ? null : await listFor({ ...question, customer }, mix),
  };
}

const nothing = { past: [], had: new Set<number>() };

async function listFor(
  question: RecommendQuestion & { readonly customer: number },
  mix: Mix,
): Promise<Recommendations['list']> {
  const { asOf, customer, isPersonal = true } = question;
  const told = await readInteractions(question, { calibration: asOf, until: asOf });
  const at = told.customers.indexOf(customer);
  const { past, had } = at < 0 || !isPersonal ? nothing : pastOf(told, at);
  const recommender = await learn(told);
  const prices = { from: question.priceFrom, to: question.priceTo };
  const plan = {
    ...{ past, beside: [], mix, most: PLACES },
    isOut: (it: number) => had.has(it) || !isOffered(told.products[it]!, prices),
  };
  const products = composeList(recommender, plan).map((line) =>
    presented(line, { told, because: reasonOf(recommender, plan, line) }),
  );
  return { customer, personal: past.length > 0, products };
}

function presented(
  { place, method }: Line,
  { told: { products }, because }: { readonly told: Interactions; readonly because: number | null },
): RecommendedProduct {
  const { product, title } = products[place]!;
  const reason = because === null ? null : products[because]!;
  return {
    ...{ product, title, method },
    because: reason && { product: reason.product, title: reason.title },
  };
}
