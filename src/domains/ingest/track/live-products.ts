import type { MetProduct } from '../../../contract/records.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import { learnProducts, productKey } from '../../products/index.ts';
import { productsOf } from '../events/event-product.ts';
import type { Entry } from './entry.ts';
import type { LiveStores, Origin } from './live-stores.ts';

/** The number of a product; 0 where there is none. */
export type FindProduct = (product: MetProduct | undefined) => number;

export interface Products {
  readonly find: FindProduct;
  /** To be called once the transaction is committed. */
  readonly keep: () => void;
}

interface Learning {
  readonly stores: LiveStores;
  readonly origin: Origin;
  readonly entries: readonly Entry[];
  readonly generation: number;
}

/** Learns the products the entries speak of; what was told of one before is taken from memory. */
export async function findProducts(
  tx: Tx,
  { stores, origin, entries, generation }: Learning,
): Promise<Products> {
  const { shopId } = origin;
  const ids = new Map<string, number>();
  const unknown = new Map<string, MetProduct>();
  for (const product of metIn(entries)) {
    const key = saidKey(shopId, product);
    const known = stores.products.get(key);
    if (known?.generation === generation) ids.set(productKey(product), known.id);
    else unknown.set(key, product);
  }
  const at = entries[0]?.at ?? '';
  const learnt = await learnProducts(tx, shopId, { claims: [...unknown.values()], context: { at } });
  for (const [key, id] of learnt) ids.set(key, id);
  return {
    find: (product) => (product === undefined ? 0 : (ids.get(productKey(product)) ?? 0)),
    keep: () => {
      for (const [key, product] of unknown)
        stores.products.set(key, { id: ids.get(productKey(product))!, generation });
    },
  };
}

/** Finds products by memory alone; undefined where an entry speaks of one that is not in it. */
export function rememberedProducts(
  { products }: LiveStores,
  { shopId }: Origin,
  { entries, generation }: Pick<Learning, 'entries' | 'generation'>,
): FindProduct | undefined {
  const ids = new Map<string, number>();
  for (const product of metIn(entries)) {
    const known = products.get(saidKey(shopId, product));
    if (known?.generation !== generation) return undefined;
    ids.set(productKey(product), known.id);
  }
  return (product) => (product === undefined ? 0 : (ids.get(productKey(product)) ?? 0));
}

function* metIn(entries: readonly Entry[]): Generator<MetProduct> {
  for (const { event, order, refund } of entries) {
    if (event !== undefined) yield* productsOf(event);
    for (const { product } of [...(order?.lines ?? []), ...(refund?.lines ?? [])])
      if (product !== undefined) yield product;
  }
}

/** A product and whether its title and category were told: they fill gaps, and a gap is filled once. */
const saidKey = (shopId: number, product: MetProduct): string =>
  `${shopId}\0${productKey(product)}\0${product.title === undefined ? '' : 't'}${product.category === undefined ? '' : 'c'}`;
