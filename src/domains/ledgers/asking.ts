import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { customerIdSchema } from '../../contract/customer.ts';
import { actIdSchema } from '../../contract/points.ts';
import { slugSchema } from '../../contract/shops.ts';
import { callerOf, shopOf } from '../../platform/auth/index.ts';
import type { Db, Tx } from '../../platform/db/postgres.ts';
import { orAgain, withShopAgain } from '../../platform/db/with-shop-again.ts';
import type { Platform } from '../../platform/platform.ts';

/** Who asks, in which shop, when, inside one transaction of it. */
export interface Asking {
  readonly tx: Tx;
  readonly shopId: number;
  readonly timeZone: string;
  readonly currency: string;
  readonly actor: string;
  readonly now: Date;
}

/** Runs `work` in one transaction of the route's shop, for the caller; begun again where PostgreSQL took it back. */
export function asking<T>(
  platform: Platform,
  request: FastifyRequest,
  work: (it: Asking) => Promise<T>,
): Promise<T> {
  const { shopId, timeZone, currency } = shopOf(request);
  const { actor } = callerOf(request);
  const it = { shopId, timeZone, currency, actor, now: platform.clock.now() };
  return withShopAgain(platform.db, shopId, (tx) => work({ ...it, tx }));
}

/** The same for an act that is one statement and its own transaction. */
export type Acting = Omit<Asking, 'tx'> & { readonly db: Db };

/** Runs `work`, one statement on the pool, for the caller; asked again where PostgreSQL took it back. */
export function acting<T>(
  { db, clock }: Platform,
  request: FastifyRequest,
  work: (it: Acting) => Promise<T>,
): Promise<T> {
  const { shopId, timeZone, currency } = shopOf(request);
  const it = { db, shopId, timeZone, currency, actor: callerOf(request).actor, now: clock.now() };
  return orAgain(() => work(it));
}

export const all = '/api/shops/:shop/points';
export const one = `${all}/customers/:customer`;
export const act = `${all}/acts/:act`;

/** What a route says about itself: of the shop's points, of a customer's, or of an act. */
export const ofPoints = (summary: string) => ({
  ...{ tags: ['points'], summary },
  params: Type.Object({ shop: slugSchema }),
});
export const ofCustomerPoints = (summary: string) => ({
  ...{ tags: ['points'], summary },
  params: Type.Object({ shop: slugSchema, customer: customerIdSchema }),
});
export const ofAct = (summary: string) => ({
  ...{ tags: ['points'], summary },
  params: Type.Object({ shop: slugSchema, act: actIdSchema }),
});
