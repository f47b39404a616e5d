import type { Tx } from '../../../platform/db/postgres.ts';
import { fail, ok, type Problem, type Result } from '../../../platform/errors.ts';
import { customersOf, readPersonsOf, traitOfPersons } from '../../customers/index.ts';
import { moveStock, reservePoints } from '../../ledgers/index.ts';
import { tiersOfPersons } from '../tiers/standing-store.ts';
import { type MallItem, readItem } from './item-store.ts';
import { mostFor } from './limit-rules.ts';
import { keyReused, limitReached, noSuchItem, notForTier, notListed, soldOut } from './mall-problems.ts';
import { addRedemption, countTaken, noteHold, type Redemption, readRedemption } from './redemption-store.ts';

export interface Redeeming {
  readonly shopId: number;
  /** The customer; asked again it may be the number of before or after a merge. */
  readonly personId: number;
  readonly itemId: number;
  readonly count: number;
  /** How long it is held at most. */
  readonly minutes: number;
  readonly key: string;
  readonly by: string;
  readonly now: Date;
}

/** How it stands, and whether it was asked before. */
export interface Redeemed {
  readonly redemption: Redemption;
  readonly again: boolean;
}

/**
 * Holds so many of an item and the points for them, both or neither. Stock goes first, one conditional statement whose row
 * stays locked: what a customer took before is then counted alone. A refusal must take the transaction back. Problems:
 * no-such-customer, no-such-mall-item, key-reused, mall-item-not-listed, mall-item-not-for-tier, mall-item-sold-out,
 * mall-limit-reached, not-enough-points, clock-went-back.
 */
export async function redeem(tx: Tx, it: Redeeming): Promise<Result<Redeemed>> {
  const { shopId, key } = it;
  const before = await readRedemption(tx, shopId, { key });
  if (before !== undefined) return answerAgain(tx, before, it);
  const known = await readPersonsOf(tx, shopId, it.personId);
  if (!known.ok) return known;
  const item = await readItem(tx, shopId, it.itemId);
  const refused = await whyNot(tx, it, item);
  if (refused !== undefined) return fail(refused);
  const isHeld = await moveStock(tx, shopId, { stockId: item!.stockId, move: 'hold', count: it.count });
  // Whoever held the row may have asked under the same key, or taken what was left to this customer.
  const meanwhile = await readRedemption(tx, shopId, { key });
  if (meanwhile !== undefined) {
    if (isHeld) await moveStock(tx, shopId, { stockId: item!.stockId, move: 'release', count: it.count });
    return answerAgain(tx, meanwhile, it);
  }
  if (!isHeld) return fail(soldOut);
  const left = await leftTo(tx, it, item!);
  if (!left.ok) return left;
  if (left.value < it.count) return fail(limitReached(Math.max(0, left.value)));
  return hold(tx, it, item!);
}

/** Behind the lock of stock, and of the persons as they are now: somebody may have been merged while it was waited for. */
async function leftTo(tx: Tx, it: Redeeming, item: MallItem): Promise<Result<number>> {
  const persons = await readPersonsOf(tx, it.shopId, it.personId);
  if (!persons.ok) return persons;
  const most = mostFor(item, item.mostByTier.length === 0 ? undefined : await tierOf(tx, it));
  if (most === null) return ok(it.count);
  return ok(most - (await countTaken(tx, it.shopId, { ...it, personIds: persons.value })));
}

async function whyNot(tx: Tx, it: Redeeming, item: MallItem | undefined): Promise<Problem | undefined> {
  if (item === undefined) return noSuchItem;
  if (!item.isListed) return notListed;
  if (item.tiers.length === 0) return undefined;
  const tier = await tierOf(tx, it);
  return typeof tier === 'string' && item.tiers.includes(tier) ? undefined : notForTier;
}

/** By the shop's own ladder; the trait of that name where it has none. */
export async function tierOf(
  tx: Tx,
  { shopId, personId }: Pick<Redeeming, 'shopId' | 'personId'>,
): Promise<unknown> {
  const [own] = await tiersOfPersons(tx, shopId, [personId]);
  if (own !== undefined) return own.tier;
  return (await traitOfPersons(tx, shopId, { name: 'tier', personIds: [personId] })).get(personId);
}

async function hold(tx: Tx, it: Redeeming, item: MallItem): Promise<Result<Redeemed>> {
  const { shopId, personId, count, now } = it;
  const endsAt = new Date(now.getTime() + it.minutes * 60_000);
  const [points, moneyMinor] = [item.points * count, item.moneyMinor * count];
  const redemptionId = await addRedemption(tx, shopId, { ...it, endsAt, points, moneyMinor });
  // Under the same key another item was taken in this very moment, whose stock is another row.
  if (redemptionId === undefined) return fail(keyReused);
  const ask = {
    key: ` mall:${redemptionId}`,
    cause: 'mall',
    ref: `mall:${redemptionId}`,
    by: 'system',
    at: now,
  };
  const held = await reservePoints(tx, shopId, { personId, points, endsAt, ask });
  if (!held.ok) return held;
  await noteHold(tx, shopId, { redemptionId, actId: held.value.act_id });
  return ok({ redemption: (await readRedemption(tx, shopId, { id: redemptionId }))!, again: false });
}

/** For the same item and the same customer, whatever number they had then: who was merged since asks with either. */
async function answerAgain(tx: Tx, before: Redemption, it: Redeeming): Promise<Result<Redeemed>> {
  const isSame = before.itemId === it.itemId && before.count === it.count;
  if (!isSame || !(await isOfCustomer(tx, before, it))) return fail(keyReused);
  return ok({ redemption: before, again: true });
}

async function isOfCustomer(tx: Tx, before: Redemption, { shopId, personId }: Redeeming): Promise<boolean> {
  if (before.personId === personId) return true;
  const owners = await customersOf(tx, shopId, [before.personId, personId]);
  return owners.has(personId) && owners.get(before.personId) === owners.get(personId);
}
