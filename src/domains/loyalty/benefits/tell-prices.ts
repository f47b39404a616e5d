import type { Static } from 'typebox';
import type { pricesAsked, pricesTold } from '../../../contract/benefits.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import { ok, type Result } from '../../../platform/errors.ts';
import { readPersonsOf } from '../../customers/index.ts';
import { placesOfProducts } from '../../products/index.ts';
import { benefitsOfPersons } from './benefits-of.ts';
import { bestPrice, priceOf } from './price-rules.ts';

type Asked = Static<typeof pricesAsked>;

/** What a customer pays for products, each with the public rule that makes it so: equal for everybody on the tier, and by nothing else. */
export async function tellPrices(
  tx: Tx,
  shopId: number,
  { customer_id: customerId, items }: Asked,
): Promise<Result<Static<typeof pricesTold>>> {
  const known = await readPersonsOf(tx, shopId, customerId);
  if (!known.ok) return known;
  const own = (await benefitsOfPersons(tx, shopId, [customerId])).get(customerId);
  const products = [...new Set(items.map(({ product_id: id }) => id))];
  const places = await placesOfProducts(tx, shopId, products);
  const prices = items.map((item) => {
    const rule = own && bestPrice(own.benefits, places.get(item.product_id)?.category ?? []);
    if (own === undefined || rule === undefined) return { ...item, price_minor: item.list_minor, rule: null };
    const { name, percent } = rule;
    return {
      ...{ ...item, price_minor: priceOf(item.list_minor, percent) },
      rule: { version: own.version, tier: own.tier, name, percent },
    };
  });
  return ok({ prices });
}
