import type { ProductClaim } from '../../contract/records.ts';
import type { Tx } from '../../platform/db/postgres.ts';
import {
  findProducts,
  lockNaming,
  type ProductName,
  productKey,
  shareProducts,
  storeNames,
} from './name-products.ts';

/** A product as one source names it, perhaps with the name another channel has for the same thing. */
export interface NamedClaim extends ProductClaim {
  readonly sameAs?: ProductClaim | undefined;
}

export interface Resolved {
  /** Product id by `productKey`, for every claim and every `sameAs`. */
  readonly ids: Map<string, number>;
  readonly fresh: ReadonlySet<number>;
  /** Two products that already had numbers of their own and were now said to be the same. */
  readonly same: readonly (readonly [number, number])[];
}

/** Product ids of all claims; makes what is missing. A name unknown until now joins the product it is `sameAs`. */
export async function resolveClaims(
  tx: Tx,
  shopId: number,
  { claims, importId }: { claims: readonly NamedClaim[]; importId: number | undefined },
): Promise<Resolved> {
  const all = claims.flatMap((claim) => (claim.sameAs ? [claim, claim.sameAs] : [claim]));
  await shareProducts(tx, shopId);
  const known = await findProducts(tx, shopId, all);
  if (all.every((claim) => known.has(productKey(claim)))) return { ids: known, ...nothingNew(claims, known) };
  const next = await lockNaming(tx, shopId);
  const plan = planNames(claims, await findProducts(tx, shopId, all), next);
  await storeNames(tx, shopId, { ...plan, importId });
  return { ids: plan.ids, fresh: new Set(plan.fresh), same: samePairs(claims, plan.ids) };
}

const nothingNew = (claims: readonly NamedClaim[], ids: Map<string, number>) => ({
  fresh: new Set<number>(),
  same: samePairs(claims, ids),
});

/** Numbers for what has none, from `next` on. Pure. */
function planNames(claims: readonly NamedClaim[], known: ReadonlyMap<string, number>, next: number) {
  const ids = new Map(known);
  const names: ProductName[] = [];
  const fresh: number[] = [];
  const name = ({ channel, productNo }: ProductClaim, productId: number) => {
    if (ids.has(productKey({ channel, productNo }))) return;
    ids.set(productKey({ channel, productNo }), productId);
    names.push({ channel, productNo, productId });
  };
  for (const claim of claims) {
    const other = claim.sameAs && ids.get(productKey(claim.sameAs));
    const productId = ids.get(productKey(claim)) ?? other ?? next++;
    if (!ids.has(productKey(claim)) && other === undefined) fresh.push(productId);
    name(claim, productId);
    if (claim.sameAs) name(claim.sameAs, productId);
  }
  return { ids, names, fresh, next };
}

function samePairs(claims: readonly NamedClaim[], ids: ReadonlyMap<string, number>): [number, number][] {
  return claims.flatMap((claim) => {
    if (!claim.sameAs) return [];
    const pair: [number, number] = [ids.get(productKey(claim))!, ids.get(productKey(claim.sameAs))!];
    return pair[0] === pair[1] ? [] : [pair];
  });
}
