// Ledgers: the mechanics of promises. Points are lots in a double-entry ledger that the database itself holds to its
// balances; every act is one statement under an idempotency key. Stock is held, released and taken by conditional
// statements, entitlements used by them. What earns and how much is loyalty's to say.
// Owns the PostgreSQL schema `ledgers`.

export { type Asking, asking } from './asking.ts';
export {
  closeEntitlements,
  giveBackEntitlement,
  type NewEntitlement,
  openEntitlements,
  takeEntitlement,
} from './entitlements/move-entitlement.ts';
export { type Adjusting, adjustPoints } from './points/adjust-points.ts';
export type { PointsAsk } from './points/ask-ledger.ts';
export { auditPoints, shareAudited } from './points/audit-points.ts';
export { expectBreakage } from './points/breakage-rules.ts';
export { type Earning, earnPoints, type PointsCap } from './points/earn-points.ts';
export { keepPointsHeld } from './points/keep-held.ts';
export { keepPoints } from './points/keep-points.ts';
export { readLiabilityDays, readLotLives, readOutstanding } from './points/liability.ts';
export { lockBudgets } from './points/lock-budgets.ts';
export { pointsData } from './points/personal-data.ts';
export { presentEntry, presentStanding } from './points/present-points.ts';
export { type ExpiringPlace, type ExpiringPoints, readExpiring } from './points/read-expiring.ts';
export { readConfirming, readEntries, readGranted, readStanding } from './points/read-points.ts';
export { refreshStatistics } from './points/refresh-statistics.ts';
export { repayPoints, rescheduleLot, revokePoints } from './points/revoke-points.ts';
export { pointsRoutes, presentAudit } from './points/routes.ts';
export {
  cancelReservation,
  confirmReservation,
  refundPoints,
  reservePoints,
  spendPoints,
} from './points/spend-points.ts';
export { changeStock, moveStock, openStock } from './stock/move-stock.ts';
