import type { Tx } from '../../../platform/db/postgres.ts';
import type { Card } from './read-cards.ts';

/** Where something of a person's was sent, and when that was ordered. */
export interface PersonPlace {
  readonly personId: number;
  readonly province: string;
  /** Null where only the province is known. */
  readonly city: string | null;
  readonly at: Date;
}

/** The last place each of these persons had something sent to; persons without one are left out. Handed in by `app.ts`. */
export type PlaceFinder = (tx: Tx, shopId: number, personIds: readonly number[]) => Promise<PersonPlace[]>;

/** Half of one place and half of another would be a third. */
const placeTraits = ['province', 'city'];

export interface PlacesAsk {
  readonly shopId: number;
  readonly cards: readonly Card[];
  readonly findPlaces: PlaceFinder;
}

/** The last place of each customer whom nobody told the province or city of, over all their persons. By customer. */
export async function findCardPlaces(
  tx: Tx,
  { shopId, cards, findPlaces }: PlacesAsk,
): Promise<Map<number, PersonPlace>> {
  const placeless = cards.filter(({ traits }) => !traits.some(({ name }) => placeTraits.includes(name)));
  const customerOf = new Map(placeless.flatMap((it) => it.personIds.map((id) => [id, it.customerId])));
  if (customerOf.size === 0) return new Map();
  const places = await findPlaces(tx, shopId, [...customerOf.keys()]);
  const inTurn = places.toSorted((a, b) => a.at.getTime() - b.at.getTime());
  return new Map(inTurn.map((place) => [customerOf.get(place.personId)!, place]));
}
