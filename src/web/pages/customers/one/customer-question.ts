import { addressOf } from '../../../client/address-of.ts';
import type { MyShop } from '../../../client/me.ts';

/** What the page of a customer shows first, and where that is asked. Pure: the first script asks ahead of the page. */

export const cardPath = '/api/shops/{shop}/customers/{customer}';
export const figuresPath = '/api/shops/{shop}/customers/{customer}/figures';
export const timelinePath = '/api/shops/{shop}/customers/{customer}/timeline';

/** A page of the timeline; `types` narrows it to kinds (comma between them), '' is everything. */
export const timelineQuery = (types: string, cursor: string | undefined) => ({
  limit: 40,
  ...(types !== '' && { types }),
  ...(cursor !== undefined && { cursor }),
});

/** Where it asks first, of what the person may see. */
export function customerAddresses({ slug: shop, permissions }: MyShop, customer: number): string[] {
  const path = { shop, customer };
  return [
    addressOf(cardPath, path),
    ...(permissions.includes('orders:read') ? [addressOf(figuresPath, path)] : []),
    addressOf(timelinePath, path, timelineQuery('', undefined)),
  ];
}
