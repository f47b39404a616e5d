import type { AffinityLevel } from '../../../contract/affinity.ts';
import { productTitles } from '../facts/product-titles.ts';
import type { Asking } from '../metrics/question.ts';
import type { Titles } from './rule-rules.ts';

/** What items are called: a category by itself, a product by its title. */
export const titlesOf = async (
  asking: Asking,
  level: AffinityLevel,
  keys: readonly string[],
): Promise<Titles> =>
  level === 'category' ? new Map(keys.map((key) => [key, key])) : productTitles(asking, keys);
