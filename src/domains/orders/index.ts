// Orders: what was bought, paid and given back, and what winning buyers cost. Headers are the fold of what sources
// said, lines are keyed, refunds never exceed what was paid (a constraint). Owns PostgreSQL schema `orders`,
// ClickHouse tables `orders`, `order_lines`, `refunds`, `refund_lines`, `acquisition_spend`.
import type { Mirror } from '../../platform/mirror/index.ts';
import { mirrorEndedOrders, mirrorEndedRefunds } from './mirror-ended.ts';
import { mirrorOrders } from './mirror-orders.ts';
import { mirrorRefunds } from './mirror-refunds.ts';
import { mirrorSpend } from './mirror-spend.ts';
import { endedOrdersKind, endedRefundsKind, ordersKind, refundsKind, spendKind } from './orders-kind.ts';

export { orderLinesExport } from './exports/export-order-lines.ts';
export { ordersExport } from './exports/export-orders.ts';
export { refundsExport } from './exports/export-refunds.ts';
export { fillRefundAmounts } from './fill-refund-amounts.ts';
export { lastPlaces } from './last-places.ts';
export { linkNamedRefunds } from './link-named-refunds.ts';
export { linkRefunds } from './link-refunds.ts';
export {
  hasOrderChanges,
  noteAllOrders,
  type OrderFacts,
  readOrderFacts,
  takeOrderChanges,
} from './order-changes.ts';
export type { StoredLine, StoredOrder } from './order-statement.ts';
export { orderTimeline } from './order-timeline.ts';
export { orderData } from './personal-data.ts';
export { personsOfOrder } from './persons-of-order.ts';
export { type ShowingOrder, showOrder, type WhichOrder } from './read-order.ts';
export { receiverTexts } from './receiver-texts.ts';
export { lockRefundsOf } from './refund-rows.ts';
export type { StoredRefund } from './refund-rules.ts';
export { orderRetention } from './retain-receivers.ts';
export { orderRoutes } from './routes.ts';
export { orderSealedColumns } from './sealed-columns.ts';
export { type StoredAdjustment, storeAdjustments } from './store-adjustments.ts';
export { storeOrders } from './store-orders.ts';
export { type RefundOutcome, type StoredRefunds, storeRefunds } from './store-refunds.ts';
export { type SpendOutcome, storeSpend } from './store-spend.ts';
export type { LineOutcome, OrderOutcome, StoredOrders, StoringContext, Undoing } from './storing.ts';
export { ordersByImport, personsInOrders, productsInOrders, undoOrderImport } from './undo-import.ts';

/** Tells the mirror how orders, refunds and spend are read. */
export function registerOrderMirror(mirror: Mirror): void {
  mirror.register(ordersKind, mirrorOrders);
  mirror.register(refundsKind, mirrorRefunds);
  mirror.register(endedOrdersKind, mirrorEndedOrders);
  mirror.register(endedRefundsKind, mirrorEndedRefunds);
  mirror.register(spendKind, mirrorSpend);
}
