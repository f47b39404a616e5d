import { entriesOf, type Interactions } from './interactions.ts';

/** What somebody bought, and looked at of late: places in the products, and how much each says of their interest. */
export type Past = readonly { readonly place: number; readonly weight: number }[];

/** What is known of a customer of the interactions up to the calibration, and which products they bought. */
export function pastOf(told: Interactions, customer: number): { past: Past; had: Set<number> } {
  const [from, to] = entriesOf(told, customer);
  const past: { place: number; weight: number }[] = [];
  const had = new Set<number>();
  for (let n = from; n < to; n++) {
    if (told.weights[n]! > 0) past.push({ place: told.items[n]!, weight: told.weights[n]! });
    if (told.bought[n]! > 0) had.add(told.items[n]!);
  }
  return { past, had };
}
