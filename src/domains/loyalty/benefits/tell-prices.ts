import type { Static } from 'typebox';
import type { pricesAsked, pricesTold } from '../../../contract/benefits.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import { ok, type Result } from '../../../platform/errors.ts';
import { readPersonsOf } from '../../customers/index.ts';
import { placesOfProducts } from '../../products/index.ts';
import { plusAt, plusOfPersons } from '../plus/terms-of-persons.ts';
import { benefitsOfPersons } from './benefits-of.ts';
import { bestPrice, type PriceRule, priceOf, priceRulesOn } from './price-rules.ts';

type Asked = Static<typeof pricesAsked>;

/** A rule, and whose it is: a tier's, or a plan's of PLUS. */
interface OwnRule extends PriceRule {
  readonly version: number;
  readonly tier: string | null;
  readonly plan_id: number | null;
}

interface Pricing {
  readonly shopId: number;
  readonly now: Date;
  /** Shop day of now. */
  readonly day: string;
}

/** What a customer pays for products, each with the public rule that makes it so: equal for everybody on the tier or with the plan, and by nothing else. */
export async function tellPrices(
  tx: Tx,
  pricing: Pricing,
  { customer_id: customerId, items }: Asked,
): Promise<Result<Static<typeof pricesTold>>> {
  const known = await readPersonsOf(tx, pricing.shopId, customerId);
  if (!known.ok) return known;
  const own = await rulesOf(tx, { ...pricing, customerId });
  const products = [...new Set(items.map(({ product_id: id }) => id))];
  const places = await placesOfProducts(tx, pricing.shopId, products);
  const prices = items.map((item) => {
    const best = bestPrice(own, places.get(item.product_id)?.category ?? []);
    if (best === undefined) return { ...item, price_minor: item.list_minor, rule: null };
    const { category: _, ...rule } = best;
    return { ...item, price_minor: priceOf(item.list_minor, rule.percent), rule };
  });
  return ok({ prices });
}

interface PricingOne extends Pricing {
  readonly customerId: number;
}

async function rulesOf(tx: Tx, { shopId, day, now, customerId }: PricingOne): Promise<OwnRule[]> {
  const own = (await benefitsOfPersons(tx, shopId, [customerId])).get(customerId);
  const ofTier = priceRulesOn(own?.benefits ?? [], day).map(({ name, percent, category }) => ({
    ...{ version: own!.version, tier: own!.tier, plan_id: null, name, percent, category },
  }));
  const plus = plusAt((await plusOfPersons(tx, shopId, [customerId])).get(customerId), now);
  const ofPlus = plus.flatMap(({ planId, version, terms }) =>
    terms.member_prices.map((it) => ({ version, tier: null, plan_id: planId, ...it })),
  );
  return [...ofTier, ...ofPlus];
}
