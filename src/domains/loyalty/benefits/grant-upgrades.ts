import type { TierRules } from '../../../contract/tiers.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import { giftOf } from './benefit-kinds.ts';
import { costOfGift } from './gift-cost.ts';
import { grantGifts } from './grant-store.ts';

export interface Raised {
  readonly customerId: number;
  /** Code of the tier that was earned. */
  readonly tier: string;
}

export interface GrantingUpgrades {
  readonly rules: TierRules;
  readonly version: number;
  readonly day: string;
  readonly at: Date;
  readonly raised: readonly Raised[];
}

/** Promises what a tier brings to those who have just earned it, in the transaction that moves them: once for each tier, also when it is lost and earned again. Who is placed for the first time earned it before there was anything to be raised from, and gets nothing. */
export async function grantUpgrades(tx: Tx, shopId: number, it: GrantingUpgrades): Promise<void> {
  for (const { code, benefits = [] } of it.rules.ladder) {
    const persons = it.raised.filter(({ tier }) => tier === code).map(({ customerId }) => customerId);
    const gifts = benefits.flatMap((benefit) => giftOf(benefit, 'upgrade') ?? []);
    if (persons.length === 0) continue;
    for (const [n, gift] of gifts.entries())
      await grantGifts(tx, shopId, {
        ...{ benefit: 'upgrade-gift', tier: code, version: it.version, gift, at: it.at },
        ...{ persons, covers: 'customer' },
        key: n === 0 ? `upgrade:${code}` : `upgrade:${code}:${n}`,
        costMinor: await costOfGift(tx, shopId, { gift, day: it.day }),
      });
  }
}
