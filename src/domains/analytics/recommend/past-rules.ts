import { entriesOf, type Interactions } from './interactions.ts';

/** What somebody bought: places in the products, and how often. Looks teach a model, and are no part of this: a list is made of what PostgreSQL knows of one customer. */
export type Past = readonly { readonly place: number; readonly weight: number }[];

/** What a customer of the interactions bought up to the calibration. */
export function pastOf(told: Interactions, customer: number): Past {
  const [from, to] = entriesOf(told, customer);
  const past: { place: number; weight: number }[] = [];
  for (let n = from; n < to; n++)
    if (told.bought[n]! > 0) past.push({ place: told.items[n]!, weight: told.bought[n]! });
  return past;
}
