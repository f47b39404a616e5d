import type { EventRecord } from '../../../contract/records.ts';
import type { LearntProduct } from '../../products/index.ts';

/** The product an event names; the event's category fills in the product's where nobody said one yet. */
export function productOf({ product, category }: EventRecord): LearntProduct | undefined {
  if (product === undefined) return undefined;
  return category === undefined || category === '' ? product : { ...product, category: [category] };
}
