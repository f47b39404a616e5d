// Loyalty: the rules of membership. By which rules points are earned from orders and deeds, what staff change by hand and
// who approves it, what the shop owes in points, and the mall where they are exchanged. The points themselves are kept by ledgers.
// On which tier of the shop's ladder each customer stands, by whose rules, and why. Owns the PostgreSQL schema `loyalty`.

export { auditPrices } from './benefits/audit-prices.ts';
export { withPriority } from './benefits/benefits-of.ts';
export { readGrants } from './benefits/grant-store.ts';
export { benefitData } from './benefits/personal-data.ts';
export { presentBenefit } from './benefits/present-benefits.ts';
export { benefitRoutes } from './benefits/routes.ts';
export { keepLoyalty } from './keep-loyalty.ts';
export { changeItemStock, makeItem } from './mall/change-item.ts';
export { endHeld } from './mall/end-redemption.ts';
export { readItem, readItems } from './mall/item-store.ts';
export { offersFor } from './mall/offers-for.ts';
export { mallData } from './mall/personal-data.ts';
export { presentItem, presentRedeemed } from './mall/present-mall.ts';
export { redeem } from './mall/redeem.ts';
export { readRedemptionsOf } from './mall/redemption-store.ts';
export { mallRoutes } from './mall/routes.ts';
export { adjustCustomer, decideApproval } from './points/adjust-customer.ts';
export { type Approval, readApprovals } from './points/approval-store.ts';
export { changeRules } from './points/change-rules.ts';
export { deedsToday } from './points/deeds-today.ts';
export { earnForDeed } from './points/earn-deed.ts';
export { earnFromOrders } from './points/earn-orders.ts';
export { pointsRulesData } from './points/personal-data.ts';
export { repayCustomer } from './points/repay-customer.ts';
export { pointsRulesRoutes, presentRules } from './points/routes.ts';
export { readRules } from './points/rules-store.ts';
export { showLiability } from './points/show-liability.ts';
export { applyRules, simulateRules } from './tiers/apply-rules.ts';
export { evaluateNow } from './tiers/evaluate-now.ts';
export { keepTiers } from './tiers/keep-tiers.ts';
export { tierData } from './tiers/personal-data.ts';
export { presentTierRules } from './tiers/present-tiers.ts';
export { tierRoutes } from './tiers/routes.ts';
export { ownTier, showCustomerTier } from './tiers/show-customer-tier.ts';
export { showTiers } from './tiers/show-tiers.ts';
export { tiersOfPersons } from './tiers/standing-store.ts';
export { readTierRules } from './tiers/tier-rules-store.ts';
export { usualRules } from './tiers/usual-rules.ts';
