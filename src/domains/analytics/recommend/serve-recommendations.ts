import type { RecommendationList, RecommendationQuery, WhyPlain } from '../../../contract/recommendations.ts';
import { type Tx, withShop } from '../../../platform/db/postgres.ts';
import { fail, ok, problem, type Result } from '../../../platform/errors.ts';
import type { Platform } from '../../../platform/platform.ts';
import { inHoldout, mayProfile } from '../../compliance/index.ts';
import { readPersonsOf } from '../../customers/index.ts';
import { rememberHoldout } from '../lift/remember-holdout.ts';
import type { AnalysedShop } from '../metrics/question.ts';
import { type Asker, type Named, type PastProduct, readAsker, readPast } from './asker-store.ts';
import { fillList } from './fill-list.ts';
import { weightOfLooks } from './look-rules.ts';
import { type Opened, openRecommender } from './open-recommender.ts';
import type { Past } from './past-rules.ts';

export interface Serving {
  readonly platform: Pick<Platform, 'db'>;
  readonly shop: AnalysedShop;
}

type Asked = Omit<RecommendationQuery, 'products' | 'viewed'>;

/** The query as it came, its products as numbers. */
export type ServedQuestion = { readonly [Name in keyof Asked]: Asked[Name] | undefined } & {
  readonly place: Asked['place'];
  readonly limit: number;
  readonly bought: boolean;
  readonly products: readonly number[];
  /** Looked at in this visit. */
  readonly viewed: readonly number[];
};

/**
 * What to show somebody in a place: from what was learnt last, and from what PostgreSQL knows at this moment of the customer's
 * orders, their looks of late, their say and the stock. ClickHouse is not asked. Four statements as a rule: who asks, their say, what they
 * bought and looked at, what is on offer. Problem: `not-learnt-yet`.
 */
export function serveRecommendations(
  { platform, shop }: Serving,
  question: ServedQuestion,
): Promise<Result<RecommendationList>> {
  const { shopId, currency } = shop;
  return withShop(platform.db, shopId, async (tx) => {
    const products = [...question.products, ...question.viewed];
    const asker = await readAsker(tx, shopId, { customer: question.customer, products });
    const opened = asker && (await openRecommender(platform.db, tx, { ...asker, shopId }));
    if (asker === undefined || opened === undefined) return fail(notLearnt);
    const known = await knownOf(tx, { db: platform.db, shopId }, { asker, opened, question });
    const found = await fillList(tx, shopId, fillingOf({ asker, opened, question }, known));
    const { whyPlain } = known;
    return ok({
      ...{ as_of: opened.asOf, personal: whyPlain === null, why_plain: whyPlain, products: found, currency },
    });
  });
}

const notLearnt = problem('not-learnt-yet', 404, {
  zh: '推荐还没有学习过：导入订单后服务器会自动学习，也可以在“推荐”页面现在学习。',
  en: 'Recommendations have not been learnt yet: once orders are there the server learns by itself, or have the model learn now.',
});

interface Question {
  readonly asker: Asker;
  readonly opened: Opened;
  readonly question: ServedQuestion;
}

interface Known {
  /** What they bought and looked at, in this visit too. */
  readonly past: readonly PastProduct[];
  readonly whyPlain: WhyPlain | null;
}

const plain = (whyPlain: WhyPlain): Known => ({ past: [], whyPlain });

/**
 * What may be used of a customer. Where they objected nothing of them is read, not even to leave out what they have: a list that
 * knows what they bought is one made of it (PIPL art. 24); nor does the visit count. Whoever is held out would be shown a list of their
 * own and is shown the plain one.
 */
async function knownOf(
  tx: Tx,
  { db, shopId }: { readonly db: Platform['db']; readonly shopId: number },
  { asker, opened, question }: Question,
): Promise<Known> {
  const { customer } = question;
  const personIds = asker.personIds ?? [];
  if (customer !== undefined && personIds.length > 0) {
    if (!(await allows(tx, shopId, { customer, personIds }))) return plain('switched-off');
  }
  const kept = personIds.length === 0 ? [] : await readPast(tx, shopId, { personIds, asOf: asker.asOf });
  const past = withVisit(kept, namedOf(asker, question.viewed));
  if (past.some(({ product }) => opened.placeOf.has(product))) {
    const isHeld =
      personIds.length > 0 && inHoldout(await rememberHoldout(db, tx, shopId), Math.min(...personIds));
    return isHeld ? plain('held-out') : { past, whyPlain: null };
  }
  return plain(customer === undefined ? 'no-customer' : 'nothing-known');
}

/** With what was looked at in this visit: once at least, and no more where it was counted already. */
function withVisit(kept: readonly PastProduct[], viewed: readonly Named[]): PastProduct[] {
  const past = new Map(kept.map((it) => [it.product, it]));
  for (const it of viewed) {
    const { orders = 0, looks = 0 } = past.get(it.product) ?? {};
    past.set(it.product, { ...it, orders, looks: Math.max(1, looks) });
  }
  return [...past.values()];
}

/** Of the products named those that are known, each once under its one number across channels. */
function namedOf({ named }: Asker, products: readonly number[]): Named[] {
  const asked = new Set(products);
  const found = new Map(named.filter((it) => asked.has(it.asked)).map((it) => [it.product, it]));
  return [...found.values()];
}

function fillingOf({ asker, opened, question }: Question, { past }: Known) {
  const beside = question.place === 'home' ? [] : namedOf(asker, question.products);
  const weight = ({ orders, looks }: PastProduct) => orders + weightOfLooks(looks);
  const had = question.bought ? [] : past.filter(({ orders }) => orders > 0);
  return {
    ...{ opened, past: placed(opened, past, weight), limit: question.limit },
    beside: placed(opened, beside, () => 1),
    titles: titlesOf(opened, [...beside, ...past]),
    had: new Set(placed(opened, had, weight).map(({ place }) => place)),
    prices: { from: question.price_from, to: question.price_to },
  };
}

const placed = <T extends Named>(
  { placeOf }: Opened,
  products: readonly T[],
  weightOf: (it: T) => number,
): Past =>
  products.flatMap((it) => {
    const place = placeOf.get(it.product);
    return place === undefined ? [] : [{ place, weight: weightOf(it) }];
  });

const titlesOf = ({ placeOf }: Opened, named: readonly Named[]): Map<number, Named> =>
  new Map(named.flatMap((it) => (placeOf.has(it.product) ? [[placeOf.get(it.product)!, it]] : [])));

/** Whether a customer may be shown a list of their own; nobody known may not. */
export const mayPersonalise = ({ platform, shop: { shopId } }: Serving, customer: number): Promise<boolean> =>
  withShop(platform.db, shopId, async (tx) => {
    const persons = await readPersonsOf(tx, shopId, customer);
    return persons.ok && allows(tx, shopId, { customer, personIds: persons.value });
  });

async function allows(
  tx: Tx,
  shopId: number,
  { customer, personIds }: { readonly customer: number; readonly personIds: readonly number[] },
): Promise<boolean> {
  const subjects = [{ id: customer, personIds }];
  const may = await mayProfile(tx, { shopId, subjects, purpose: 'personalised-recommendation' });
  return may.get(customer)!.allowed;
}
