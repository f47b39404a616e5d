import { type Tx, withShop } from '../../../platform/db/postgres.ts';
import { withShopAgain } from '../../../platform/db/with-shop-again.ts';
import type { Platform } from '../../../platform/platform.ts';
import { type AnalysedShop, shopDay } from '../../analytics/index.ts';
import { earnPoints } from '../../ledgers/index.ts';
import { expiresAt } from '../points/lot-times-rules.ts';
import { readRules, rulesOn } from '../points/rules-store.ts';
import { type Grant, putGrantAside, settleGrant, takeOwed } from './grant-store.ts';

const PIECE = 200;

interface Giving {
  readonly platform: Platform;
  readonly shop: AnalysedShop;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Puts promised points into the ledger, under the grant's own key: cut off in the middle, what was given is not given again.
 * A piece that fails is given one by one, and what fails alone is put aside for longer and longer. Answers how many.
 */
export async function givePoints(it: Giving): Promise<number> {
  const { db, clock } = it.platform;
  const { shopId } = it.shop;
  let given = 0;
  while (it.signal?.aborted !== true) {
    const at = clock.now();
    const owed = await withShop(db, shopId, (tx) => takeOwed(tx, shopId, { at, limit: PIECE }));
    if (owed.length === 0) break;
    const done = await withShopAgain(db, shopId, (tx) => givePiece(tx, it, { at, limit: PIECE })).catch(() =>
      giveAlone(it, { at, owed }),
    );
    given += done;
    if (owed.length < PIECE) break;
  }
  return given;
}

/** Each in its own transaction. Whatever cannot be given is put aside, so that every piece makes the next one another. */
async function giveAlone(it: Giving, { at, owed }: { at: Date; owed: readonly Grant[] }): Promise<number> {
  const { db, log } = it.platform;
  const { shopId } = it.shop;
  let given = 0;
  for (const { grant_id: grantId } of owed) {
    if (it.signal?.aborted === true) break;
    try {
      given += await withShopAgain(db, shopId, (tx) => givePiece(tx, it, { at, limit: 1, grantId }));
    } catch (err) {
      log.warn({ err, shopId, grantId }, 'points of a gift could not be given');
      await withShop(db, shopId, (tx) => putGrantAside(tx, shopId, { grantId, at }));
    }
  }
  return given;
}

async function givePiece(
  tx: Tx,
  { shop }: Giving,
  taking: { readonly at: Date; readonly limit: number; readonly grantId?: number },
): Promise<number> {
  const { at } = taking;
  const owed = await takeOwed(tx, shop.shopId, taking);
  if (owed.length === 0) return 0;
  const rules = rulesOn(await readRules(tx, shop.shopId), shopDay(at, shop));
  const expires = rules === undefined ? null : expiresAt(at, rules.rules.expiry, shop.timeZone);
  let given = 0;
  // In the order of persons, in which everybody locks customers.
  for (const grant of owed.toSorted((a, b) => a.person_id! - b.person_id!))
    given += Number(await giveOne(tx, shop.shopId, { grant, at, expires }));
  return given;
}

/**
 * Whether it was given. Where the ledger refuses for good (the account is closed, the person is gone, the balance full), the
 * grant is void; where the clock is wrong it waits.
 */
async function giveOne(
  tx: Tx,
  shopId: number,
  { grant, at, expires }: { readonly grant: Grant; readonly at: Date; readonly expires: Date | null },
): Promise<boolean> {
  const grantId = grant.grant_id;
  const points = 'points' in grant.gift ? grant.gift.points : 0;
  const done = await earnPoints(tx, shopId, {
    earning: { personId: grant.person_id!, points, expiresAt: expires },
    ask: {
      ...{ key: ` benefit:${grantId}`, cause: grant.benefit, ref: `grant:${grantId}` },
      ...{ by: 'system', at },
    },
  });
  if (!done.ok && done.problem.code === 'clock-went-back') await putGrantAside(tx, shopId, { grantId, at });
  else await settleGrant(tx, shopId, { grantId, state: done.ok ? 'given' : 'void', at });
  return done.ok;
}
