import type { RecommendationList } from '../../../contract/recommendations.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import type { Named } from './asker-store.ts';
import { composeList, type Line, reasonOf } from './compose-list.ts';
import { isOffered, type PriceRange } from './offer-rules.ts';
import { type Offer, readOffers, readStandings } from './offer-store.ts';
import type { Opened } from './open-recommender.ts';
import type { Past } from './past-rules.ts';

/** What a list is made of. */
export interface Filling {
  readonly opened: Opened;
  readonly past: Past;
  readonly beside: Past;
  /** Titles of the products of both, by place. */
  readonly titles: ReadonlyMap<number, Named>;
  /** Places that may not stand in it, whatever they cost. */
  readonly had: ReadonlySet<number>;
  readonly prices: PriceRange;
  readonly limit: number;
}

/** How many lines are looked at, for each that is wanted, before all products are. */
const SPARE = 3;

/**
 * The lines that may be shown at this moment. One statement as a rule; where a price is asked for, or too few of the first lines are there,
 * two: which of all products may be shown, then those that are.
 */
export async function fillList(tx: Tx, shopId: number, it: Filling): Promise<RecommendationList['products']> {
  const isPriced = it.prices.from !== undefined || it.prices.to !== undefined;
  const first = isPriced ? undefined : await presentLines(tx, shopId, it, ordered(it, it.limit * SPARE));
  const isEnough = (first?.length ?? 0) >= it.limit || it.limit * SPARE >= it.opened.kept.products.length;
  if (first !== undefined && isEnough) return first;
  const there = await readThere(tx, shopId, it);
  return presentLines(tx, shopId, it, ordered(it, it.limit, there));
}

function ordered(
  { opened: { kept }, past, beside, had }: Filling,
  most: number,
  there?: ReadonlySet<number>,
) {
  const isOut = (place: number) =>
    had.has(place) || (there !== undefined && !there.has(kept.products[place]!));
  return composeList(kept, { past, beside, mix: kept.mix, most, isOut });
}

/** Products that may be shown at this moment. */
async function readThere(tx: Tx, shopId: number, { opened, prices }: Filling): Promise<Set<number>> {
  const standings = await readStandings(tx, shopId, [...opened.kept.products]);
  return new Set(standings.filter((one) => isOffered(one, prices)).map(({ product }) => product));
}

async function presentLines(
  tx: Tx,
  shopId: number,
  it: Filling,
  lines: readonly Line[],
): Promise<RecommendationList['products']> {
  const { kept } = it.opened;
  const numbers = lines.map(({ place }) => kept.products[place]!);
  const offers = new Map((await readOffers(tx, shopId, numbers)).map((offer) => [offer.product, offer]));
  return lines
    .flatMap((line) => {
      const offer = offers.get(kept.products[line.place]!);
      return offer !== undefined && isOffered(offer, it.prices) ? [{ line, offer }] : [];
    })
    .slice(0, it.limit)
    .map(({ line, offer }) => presentLine(it, line, offer));
}

function presentLine(
  it: Filling,
  line: Line,
  { product, title, price, codes }: Offer,
): RecommendationList['products'][number] {
  const place = reasonOf(it.opened.kept, it, line);
  const reason = place === null ? undefined : it.titles.get(place);
  return {
    ...{ product, title: title ?? '', price, method: line.method, codes: [...codes] },
    because: reason === undefined ? null : { product: reason.product, title: reason.title ?? '' },
  };
}
