/** Kinds under which changed rows are owed to ClickHouse. */
export const ordersKind = 'orders';
/** Orders that lost lines or are gone: what ClickHouse has of their lines and PostgreSQL has not is ended. */
export const endedOrdersKind = 'ended-orders';
export const refundsKind = 'refunds';
export const endedRefundsKind = 'ended-refunds';
export const spendKind = 'acquisition-spend';
