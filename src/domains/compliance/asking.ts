import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { customerIdSchema } from '../../contract/customer.ts';
import { slugSchema } from '../../contract/shops.ts';
import { callerOf, shopOf } from '../../platform/auth/index.ts';
import type { ShopKeys } from '../../platform/crypto/keyring.ts';
import { type Tx, withShop } from '../../platform/db/postgres.ts';
import type { Platform } from '../../platform/platform.ts';

/** Who asks, in which shop, and when. */
export interface Asking {
  readonly tx: Tx;
  readonly keys: ShopKeys;
  readonly shopId: number;
  readonly actor: string;
  readonly now: Date;
}

/** Runs `work` in one transaction of the route's shop, for the caller; what it changed is then told to the mirror. */
export async function asking<T>(
  platform: Platform,
  request: FastifyRequest,
  work: (it: Asking) => Promise<T>,
): Promise<T> {
  const { shopId } = shopOf(request);
  const { actor } = callerOf(request);
  const keys = await platform.keyring.forShop(shopId);
  const now = platform.clock.now();
  const answer = await withShop(platform.db, shopId, (tx) => work({ tx, keys, shopId, actor, now }));
  if (request.method !== 'GET') await platform.mirror.payOff(shopId);
  return answer;
}

const tags = ['compliance'];

/** What a route says about itself: of the shop, or of one customer. */
export const ofShop = (summary: string) => ({ tags, summary, params: Type.Object({ shop: slugSchema }) });
export const ofCustomer = (summary: string) => ({
  ...{ tags, summary },
  params: Type.Object({ shop: slugSchema, customer: customerIdSchema }),
});

export const all = '/api/shops/:shop/compliance';
export const one = `${all}/customers/:customer`;
export const reading = { permission: 'compliance:read' } as const;
export const writing = { permission: 'compliance:write' } as const;
