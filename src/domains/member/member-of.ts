import type { FastifyRequest } from 'fastify';
import { findShopById, type Shop } from '../../platform/auth/index.ts';
import type { ShopKeys } from '../../platform/crypto/keyring.ts';
import { allOf } from '../../platform/crypto/master-keys.ts';
import type { Tx } from '../../platform/db/postgres.ts';
import { withShopAgain } from '../../platform/db/with-shop-again.ts';
import { orThrow, ProblemError, problem } from '../../platform/errors.ts';
import type { Platform } from '../../platform/platform.ts';
import { customersOf, readPersonsOf } from '../customers/index.ts';
import { readMemberToken } from './token-rules.ts';

/** Who reads the page, inside one transaction of their shop. */
export interface Member {
  readonly tx: Tx;
  readonly keys: ShopKeys;
  readonly shop: Shop;
  readonly shopId: number;
  readonly personId: number;
  /** The customer now: the token's person may have been joined to others since. */
  readonly customerId: number;
  readonly personIds: readonly number[];
  readonly now: Date;
}

/**
 * Runs `work` for whoever the token of the request names. What they do is on record as theirs (`member`). Problems:
 * member-token-invalid.
 */
export async function asMember<T>(
  platform: Platform,
  request: FastifyRequest,
  work: (it: Member) => Promise<T>,
): Promise<T> {
  const now = platform.clock.now();
  const token = String(request.headers['x-member-token'] ?? '');
  const of = allOf(platform.secrets('member'))
    .map((secret) => readMemberToken(secret, token, now))
    .find((it) => it !== undefined);
  const shop = of && (await findShopById(platform.db, of.shopId));
  if (of === undefined || shop === undefined) throw new ProblemError(tokenInvalid);
  const { shopId, personId } = of;
  const keys = await platform.keyring.forShop(shopId);
  const answer = await withShopAgain(platform.db, shopId, async (tx) => {
    const customerId = (await customersOf(tx, shopId, [personId])).get(personId);
    if (customerId === undefined) throw new ProblemError(tokenInvalid);
    const personIds = orThrow(await readPersonsOf(tx, shopId, customerId));
    return work({ tx, keys, shop, shopId, personId, customerId, personIds, now });
  });
  if (request.method !== 'GET') await platform.mirror.payOff(shopId);
  return answer;
}

const tokenInvalid = problem('member-token-invalid', 401, {
  zh: '链接已失效，请从店铺重新进入',
  en: 'This link has run out; open the page from the shop again',
});
