import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { slugSchema } from '../../contract/shops.ts';
import { callerOf, type Shop, shopOf } from '../../platform/auth/index.ts';
import type { ShopKeys } from '../../platform/crypto/keyring.ts';
import type { Tx } from '../../platform/db/postgres.ts';
import { withShopAgain } from '../../platform/db/with-shop-again.ts';
import type { Platform } from '../../platform/platform.ts';

/** Who asks, of which shop, when, inside one transaction of it. */
interface Asking {
  readonly tx: Tx;
  readonly keys: ShopKeys;
  readonly shop: Shop;
  readonly shopId: number;
  readonly actor: string;
  readonly now: Date;
}

/** Runs `work` in one transaction of the route's shop, for the caller; begun again where PostgreSQL took it back. */
export async function asking<T>(
  platform: Platform,
  request: FastifyRequest,
  work: (it: Asking) => Promise<T>,
): Promise<T> {
  const shop = shopOf(request);
  const { shopId } = shop;
  const keys = await platform.keyring.forShop(shopId);
  const it = { keys, shop, shopId, actor: callerOf(request).actor, now: platform.clock.now() };
  return withShopAgain(platform.db, shopId, (tx) => work({ ...it, tx }));
}

export const all = '/api/shops/:shop/messages';
export const read = { permission: 'messages:read' } as const;
export const write = { permission: 'messages:write' } as const;
export const manage = { permission: 'messages:manage' } as const;
export const tags = ['messages'];
export const ofShop = (summary: string) => ({ tags, summary, params: Type.Object({ shop: slugSchema }) });
