import type { ShopKeys } from '../../../platform/crypto/keyring.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import { readCards } from '../profiles/read-cards.ts';

interface Asked {
  readonly keys: ShopKeys;
  readonly shopId: number;
  readonly customerIds: readonly number[];
  readonly names: readonly string[];
  readonly now: Date;
}

/** These traits of these customers in clear, by customer and name. For exports, which put it on record before they ask. */
export async function clearTraits(tx: Tx, asked: Asked): Promise<Map<number, ReadonlyMap<string, string>>> {
  const cards = await readCards(tx, asked);
  return new Map(
    cards.map(({ customerId, traits }) => [
      customerId,
      new Map(traits.map(({ name, value }) => [name, String(value)])),
    ]),
  );
}
