import { type Db, withShop } from '../../../platform/db/postgres.ts';
import { takePersonNumbers } from './identity-store.ts';

/**
 * Person numbers taken before the transaction that gives them out. Taken inside it, the shop's counter is locked until the
 * commit, and of two flushes full of newcomers one waits for the other. Numbers that a server still has when it ends are
 * never given to anybody.
 */
export interface NumbersAhead {
  /** Numbers for somebody to give out: half as many again as the shop's last one needed, none where it needed none. */
  reserve(shopId: number): Promise<Reservation>;
}

export interface Reservation {
  /** The first of `count` consecutive numbers nobody has; undefined where fewer are left, and the counter must be asked. */
  take(count: number): number | undefined;
  /** Lets others have what was not taken. */
  release(): void;
}

interface Range {
  readonly first: number;
  /** The first number behind it. */
  readonly end: number;
}

interface OfShop {
  needed: number;
  readonly spare: Range[];
}

/** A flush of 4,000 calls names hardly more. */
const MOST = 8000;

/** The numbers one server has at hand; bounded by the flushes under way at once. */
export function openNumbersAhead(db: Db): NumbersAhead {
  const shops = new Map<number, OfShop>();
  return {
    async reserve(shopId) {
      const shop = shops.get(shopId) ?? { needed: 0, spare: [] };
      shops.set(shopId, shop);
      const count = Math.min(MOST, Math.ceil(shop.needed * 1.5));
      return reservation(
        shop,
        count === 0 ? { first: 1, end: 1 } : await rangeOf(db, shopId, { shop, count }),
      );
    },
  };
}

async function rangeOf(
  db: Db,
  shopId: number,
  { shop, count }: { shop: OfShop; count: number },
): Promise<Range> {
  const place = shop.spare.findIndex(({ first, end }) => end - first >= count);
  if (place >= 0) return shop.spare.splice(place, 1)[0]!;
  const first = await withShop(db, shopId, (tx) => takePersonNumbers(tx, shopId, count));
  return { first, end: first + count };
}

function reservation(shop: OfShop, range: Range): Reservation {
  let [next, needed] = [range.first, 0];
  return {
    take(count) {
      needed += count;
      if (range.end - next < count) return undefined;
      next += count;
      return next - count;
    },
    release() {
      shop.needed = needed;
      if (range.end > next && shop.spare.length < MOST_SPARE)
        shop.spare.push({ first: next, end: range.end });
    },
  };
}

/** Two flushes of a source are under way at once, and of a shop's few sources not all have newcomers. */
const MOST_SPARE = 8;
