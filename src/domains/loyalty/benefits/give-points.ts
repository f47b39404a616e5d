import { type Tx, withShop } from '../../../platform/db/postgres.ts';
import type { Platform } from '../../../platform/platform.ts';
import { type AnalysedShop, shopDay } from '../../analytics/index.ts';
import { earnPoints } from '../../ledgers/index.ts';
import { expiresAt } from '../points/lot-times-rules.ts';
import { readRules, rulesOn } from '../points/rules-store.ts';
import { type Grant, settleGrant, takeOwed } from './grant-store.ts';

const PIECE = 200;

interface Giving {
  readonly platform: Platform;
  readonly shop: AnalysedShop;
  readonly signal?: AbortSignal | undefined;
}

/** Puts promised points into the ledger, under the grant's own key: cut off in the middle, what was given is not given again. Answers how many. */
export async function givePoints({ platform, shop, signal }: Giving): Promise<number> {
  let given = 0;
  while (signal?.aborted !== true) {
    const done = await withShop(platform.db, shop.shopId, (tx) => givePiece(tx, { platform, shop }));
    given += done;
    if (done < PIECE) break;
  }
  return given;
}

async function givePiece(tx: Tx, { platform, shop }: Giving): Promise<number> {
  const at = platform.clock.now();
  const owed = await takeOwed(tx, shop.shopId, PIECE);
  if (owed.length === 0) return 0;
  const rules = rulesOn(await readRules(tx, shop.shopId), shopDay(at, shop));
  const expires = rules === undefined ? null : expiresAt(at, rules.rules.expiry, shop.timeZone);
  // In the order of persons, in which everybody locks customers.
  for (const grant of owed.toSorted((a, b) => a.person_id! - b.person_id!))
    await giveOne(tx, shop.shopId, { grant, at, expires });
  return owed.length;
}

/** Where the ledger refuses for good (the account is closed, the person is gone, the balance full), the grant is void. */
async function giveOne(
  tx: Tx,
  shopId: number,
  { grant, at, expires }: { readonly grant: Grant; readonly at: Date; readonly expires: Date | null },
): Promise<void> {
  const points = 'points' in grant.gift ? grant.gift.points : 0;
  const done = await earnPoints(tx, shopId, {
    earning: { personId: grant.person_id!, points, expiresAt: expires },
    ask: {
      ...{ key: ` benefit:${grant.grant_id}`, cause: grant.benefit, ref: `grant:${grant.grant_id}` },
      ...{ by: 'system', at },
    },
  });
  if (!done.ok && done.problem.code === 'clock-went-back') return;
  await settleGrant(tx, shopId, { grantId: grant.grant_id, state: done.ok ? 'given' : 'void', at });
}
