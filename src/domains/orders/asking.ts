import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Masking } from '../../contract/auth.ts';
import { orderIdSchema } from '../../contract/order.ts';
import { slugSchema } from '../../contract/shops.ts';
import { callerOf, shopOf } from '../../platform/auth/index.ts';
import type { ShopKeys } from '../../platform/crypto/keyring.ts';
import { type Tx, withShop } from '../../platform/db/postgres.ts';
import type { Platform } from '../../platform/platform.ts';

/** Who asks, in which shop, inside one transaction of it. */
export interface Asking {
  readonly tx: Tx;
  readonly keys: ShopKeys;
  readonly shopId: number;
  readonly actor: string;
  readonly masking: Masking;
}

/** Runs `work` in one transaction of the route's shop, for the caller. */
export async function asking<T>(
  platform: Platform,
  request: FastifyRequest,
  work: (it: Asking) => Promise<T>,
): Promise<T> {
  const { shopId } = shopOf(request);
  const { actor, masking } = callerOf(request);
  const keys = await platform.keyring.forShop(shopId);
  return withShop(platform.db, shopId, (tx) => work({ tx, keys, shopId, actor, masking }));
}

/** What a route says about itself. */
export const ofOrders = (summary: string) => ({
  tags: ['orders'],
  summary,
  params: Type.Object({ shop: slugSchema }),
});
export const ofOrder = (summary: string) => ({
  ...{ tags: ['orders'], summary },
  params: Type.Object({ shop: slugSchema, order: orderIdSchema }),
});
export const ofSpend = (summary: string) => ({
  tags: ['spend'],
  summary,
  params: Type.Object({ shop: slugSchema }),
});
