import type { RecommendationCheck } from '../../../contract/recommendations.ts';
import { eachInTurn, mapInTurn } from '../../../platform/give-way.ts';
import { entriesOf, type Interactions } from './interactions.ts';
import { learn, type MethodCode, methodCodes, type Recommender } from './methods.ts';
import { chooseMix, type Mix, mixed, PLACES, partsFor, popularAlone, type Tested } from './mix-rules.ts';
import { pastOf } from './past-rules.ts';
import { meanOf, ndcgOf, recallOf, topOf } from './rank-rules.ts';

/** How well each method, and the mix of them, does on days it has not seen. */

export type Judged = RecommendationCheck['methods'][number];

export interface Judgement {
  /** Customers who had bought or looked at something and then bought something new, whom the figures are of; the mix was chosen by as many others. */
  readonly customers: number;
  readonly mix: Mix;
  readonly methods: readonly Judged[];
}

/** Asked at most: figures to half a percent. */
const MOST_TESTED = 8_000;

/**
 * Learns up to the calibration and asks for what each customer bought later and never before: what they buy again needs no
 * recommendation. Their past is what a list that is served knows: orders, and looks of late. Every other customer chooses the mix, the rest judge it. Customers without a past are in no comparison, all
 * methods would show them the same.
 */
export async function judge(told: Interactions): Promise<Judgement> {
  const tested = (await newLater(told)).slice(0, MOST_TESTED);
  if (tested.length === 0) return { customers: 0, mix: popularAlone, methods: [] };
  const recommender = await learn(told);
  const mix = await chooseMix(
    recommender,
    tested.filter((_, n) => n % 2 === 1),
  );
  const judges = tested.filter((_, n) => n % 2 === 0);
  return { customers: judges.length, mix, methods: await judgeAll(recommender, judges, mix) };
}

async function newLater(told: Interactions): Promise<Tested[]> {
  const all = await mapInTurn(told.customers.keys(), (customer) => {
    const [from, to] = entriesOf(told, customer);
    const later = new Set<number>();
    for (let n = from; n < to; n++) if (told.later[n]! > 0 && told.bought[n] === 0) later.add(told.items[n]!);
    return { ...pastOf(told, customer), later };
  });
  return all.filter((it) => it.past.length > 0 && it.later.size > 0);
}

interface Tally {
  readonly method: MethodCode | 'mix';
  readonly mix: Mix;
  readonly shown: Set<number>;
  readonly recalls: number[];
  readonly gains: number[];
}

const tallyOf = (method: Tally['method'], mix: Mix): Tally => ({
  ...{ method, mix, shown: new Set(), recalls: [], gains: [] },
});

const alone = (method: MethodCode): Mix => ({ ...popularAlone, popular: 0, [method]: 1 });

async function judgeAll(recommender: Recommender, judges: readonly Tested[], mix: Mix): Promise<Judged[]> {
  const tallies = [tallyOf('mix', mix), ...methodCodes.map((it) => tallyOf(it, alone(it)))];
  await eachInTurn(judges, ({ past, had, later }) => {
    const isOut = (place: number) => had.has(place);
    const parts = partsFor(recommender, past, isOut);
    for (const tally of tallies) {
      const list = topOf(mixed(parts, tally.mix), PLACES, isOut);
      for (const place of list) tally.shown.add(place);
      tally.recalls.push(recallOf(list, later, PLACES));
      tally.gains.push(ndcgOf(list, later, PLACES));
    }
  });
  return tallies.map((it) => presentTally(it, recommender.products.length));
}

function presentTally({ method, recalls, gains, shown }: Tally, products: number): Judged {
  const { mean, low, high } = meanOf(recalls);
  return {
    ...{ method, recall_at_10: mean, recall_low: low, recall_high: high, ndcg_at_10: meanOf(gains).mean },
    coverage: shown.size / products,
  };
}
