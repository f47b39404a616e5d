import type { EventRecord, MetProduct } from '../../../contract/records.ts';
import type { LearntProduct } from '../../products/index.ts';

/** The product an event names; the event's category fills in the product's where nobody said one yet. */
export function productOf({ product, category }: EventRecord): LearntProduct | undefined {
  if (product === undefined) return undefined;
  if (product.category !== undefined || category === undefined || category === '') return product;
  return { ...product, category: [category] };
}

/** All products an event speaks of. */
export function productsOf(event: EventRecord): readonly MetProduct[] {
  const product = productOf(event);
  const others = event.products ?? [];
  return product === undefined ? others : [product, ...others];
}
