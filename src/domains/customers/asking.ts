import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Masking } from '../../contract/auth.ts';
import { customerIdSchema } from '../../contract/customer.ts';
import { slugSchema } from '../../contract/shops.ts';
import { callerOf, shopOf } from '../../platform/auth/index.ts';
import type { ShopKeys } from '../../platform/crypto/keyring.ts';
import { type Tx, withShop } from '../../platform/db/postgres.ts';
import type { Platform } from '../../platform/platform.ts';

/** What every act on customers needs to know about who asks, in which shop, and when. */
export interface Asking {
  readonly tx: Tx;
  readonly keys: ShopKeys;
  readonly shopId: number;
  readonly actor: string;
  readonly masking: Masking;
  readonly now: Date;
}

/** What a list is asked for: a key is a system's, and what it reads is in that system's hands, as a file is; staff only look. */
export const readingOf = (request: FastifyRequest): 'list-read' | undefined =>
  callerOf(request).kind === 'key' ? 'list-read' : undefined;

/** Runs `work` in one transaction of the route's shop, for the caller. */
export async function asking<T>(
  platform: Platform,
  request: FastifyRequest,
  work: (it: Asking) => Promise<T>,
): Promise<T> {
  const { shopId } = shopOf(request);
  const { actor, masking } = callerOf(request);
  const keys = await platform.keyring.forShop(shopId);
  const now = platform.clock.now();
  return withShop(platform.db, shopId, (tx) => work({ tx, keys, shopId, actor, masking, now }));
}

/** The same for what changes customers: afterwards the mirror carries it to ClickHouse. */
export async function changing<T>(
  platform: Platform,
  request: FastifyRequest,
  work: (it: Asking) => Promise<T>,
): Promise<T> {
  const answer = await asking(platform, request, work);
  await platform.mirror.payOff(shopOf(request).shopId);
  return answer;
}

const tags = ['customers'];
const shopParams = Type.Object({ shop: slugSchema });
const customerParams = Type.Object({ shop: slugSchema, customer: customerIdSchema });

/** What a route says about itself: of the shop's customers, or of one. */
export const ofShop = (summary: string) => ({ tags, summary, params: shopParams });
export const ofCustomer = (summary: string) => ({ tags, summary, params: customerParams });
