import { inShop } from './source.ts';

/**
 * Whose customer each person is, as a number of rows and a sum that differs after every change. As the dictionary has
 * them, which answers: its table knows of a merge some moments before, and what was counted in between would stand under
 * the mark of what came after.
 */
export const overridesMark = (rows: string): string =>
  `count() AS ${rows}, sum(cityHash64(person_key, customer_id)) AS versions
FROM (SELECT person_key, customer_id, bitShiftRight(person_key, 32) AS shop_id FROM dictionary('person_overrides'))
WHERE ${inShop}`;
