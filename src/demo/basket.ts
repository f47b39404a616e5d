import type { DemoPerson } from './people.ts';
import { type DemoProduct, productByNo, products } from './products.ts';
import { chance, pickWeighted, type Random } from './random.ts';

export interface BasketLine {
  readonly product: DemoProduct;
  readonly quantity: number;
}

/** What goes into one order: a product the person leans to, what belongs with it, and now and then another. */
export function fillBasket(random: Random, person: DemoPerson): BasketLine[] {
  const lines = new Map<string, BasketLine>();
  const put = (product: DemoProduct) =>
    lines.set(product.no, { product, quantity: quantityOf(random, person, product) });
  const first = pickWeighted(random, products, (it) => it.weight * leaning(person, it));
  put(first);
  for (const pair of first.with ?? []) if (chance(random, pair.chance)) put(productByNo.get(pair.no)!);
  if (chance(random, 0.12)) put(pickWeighted(random, products, (it) => it.weight));
  return [...lines.values()];
}

const leaning = (person: DemoPerson, product: DemoProduct): number =>
  product.category[0] === '母婴' ? person.babyShare : 1 - person.babyShare;

/** Cheap things are bought by the handful, and more so by those who spend more. */
function quantityOf(random: Random, person: DemoPerson, product: DemoProduct): number {
  const usual = (product.priceMinor < 3_000 ? 1.6 : 1.15) * person.spend;
  return Math.max(1, Math.min(9, Math.round(usual + (random.next() - 0.5))));
}
