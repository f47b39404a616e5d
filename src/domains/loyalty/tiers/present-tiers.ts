import type { CustomerTier, TierRules } from '../../../contract/tiers.ts';
import type { Move, OwnStanding } from './standing-store.ts';
import { rankOf } from './tier-rules.ts';
import type { TierVersion } from './tier-rules-store.ts';

export const presentTierRules = ({ version, rules, madeBy, madeAt }: TierVersion) => ({
  ...{ version, rules, made_by: madeBy, made_at: madeAt.toISOString() },
});

/** What a customer's page shows: tier, progress to the next, what is missing to keep it, and how it came to be. */
export function presentCustomerTier(
  rules: TierRules | undefined,
  standing: OwnStanding | undefined,
  moves: readonly Move[],
): CustomerTier {
  const ladder = rules?.ladder ?? [];
  const rung = standing && ladder.find(({ code }) => code === standing.tier);
  return {
    measure: rules?.measure ?? null,
    tier: rung ? { code: rung.code, name: rung.name, color: rung.color, icon: rung.icon } : null,
    since: standing?.since ?? null,
    figure: standing?.figure ?? 0,
    next: nextOf(ladder, standing),
    notice: noticeOf(rung?.from, standing),
    moves: moves.map(({ at, ...move }) => ({ ...move, at: at.toISOString() })),
  };
}

/** The tier above the one held. */
function nextOf(ladder: TierRules['ladder'], standing: OwnStanding | undefined): CustomerTier['next'] {
  const held = ladder.findIndex(({ code }) => code === standing?.tier);
  const rank = standing === undefined || held < 0 ? rankOf(0, floorsOf(ladder)) : held;
  const next = ladder[rank + 1];
  if (next === undefined) return null;
  const missing = Math.max(0, next.from - (standing?.figure ?? 0));
  return { code: next.code, name: next.name, from: next.from, missing };
}

const floorsOf = (ladder: TierRules['ladder']): number[] => ladder.map(({ from }) => from);

function noticeOf(from: number | undefined, standing: OwnStanding | undefined): CustomerTier['notice'] {
  if (from === undefined || standing === undefined || standing.dropOn === null) return null;
  const missing = Math.max(0, from - Math.min(standing.figure, standing.ahead));
  return { drop_on: standing.dropOn, missing };
}
