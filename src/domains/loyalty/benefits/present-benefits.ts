import type { Benefit, GrantView } from '../../../contract/benefits.ts';
import { placesOf } from '../../../contract/currency.ts';
import { sayBenefit } from './benefit-kinds.ts';
import type { Grant } from './grant-store.ts';

export const presentBenefit = (currency: string) => (benefit: Benefit) => ({
  ...{ kind: benefit.kind, benefit },
  sentence: sayBenefit(benefit, (minor) => `${minor / 10 ** placesOf(currency)} ${currency}`),
});

export const presentGrant = (it: Grant): GrantView => ({
  ...{ grant_id: it.grant_id, benefit: it.benefit, tier: it.tier, gift: it.gift, state: it.state },
  ...{ granted_at: it.granted_at.toISOString(), expires_at: it.expires_at?.toISOString() ?? null },
  used_at: it.used_at?.toISOString() ?? null,
});
