import type { OrderLineRecord, OrderRecord, RefundRecord } from '../../../contract/records.ts';
import type { ShopKeys } from '../../../platform/crypto/keyring.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import type { Issue } from '../../../platform/errors.ts';
import {
  fillRefundAmounts,
  lockRefundsOf,
  type StoredLine,
  type StoredOrder,
  type StoredRefund,
  storeOrders,
  storeRefunds,
} from '../../orders/index.ts';
import { noRefundAmount } from '../segment/call-problems.ts';
import type { Entry } from './entry.ts';
import type { FindProduct } from './live-products.ts';

interface Storing {
  readonly keys: ShopKeys;
  readonly shopId: number;
  readonly entries: readonly Entry[];
  readonly find: FindProduct;
}

/** Stores the orders, then the refunds; what breaks a promise is noted on its entry. True when there was any. */
export async function storeLiveOrders(tx: Tx, storing: Storing): Promise<boolean> {
  const orders = storing.entries.filter((it) => it.order !== undefined);
  const refunds = storing.entries.filter((it) => it.refund !== undefined);
  if (refunds.length > 0) await lockRefundsOf(tx, storing.shopId);
  if (orders.length > 0) await storeOrderEntries(tx, storing, orders);
  if (refunds.length > 0) await storeRefundEntries(tx, storing, refunds);
  return orders.length + refunds.length > 0;
}

async function storeOrderEntries(
  tx: Tx,
  { keys, shopId, find }: Storing,
  entries: readonly Entry[],
): Promise<void> {
  const records = entries.map(({ order, personId }) => storedOrder(order!, personId, find));
  const { outcomes } = await storeOrders(tx, { keys, shopId }, records);
  note(
    entries,
    outcomes.map((it) => (it.order === 'rejected' ? it.issue : undefined)),
  );
}

async function storeRefundEntries(
  tx: Tx,
  { shopId, find }: Storing,
  entries: readonly Entry[],
): Promise<void> {
  const records = entries.map(({ refund, personId }) => storedRefund(refund!, personId, find));
  const filled = await fillRefundAmounts(tx, shopId, records);
  note(
    entries,
    filled.map((it) => (it === undefined ? noRefundAmount : undefined)),
  );
  const good = entries.filter((it) => it.issue === undefined);
  const { outcomes } = await storeRefunds(
    tx,
    { shopId },
    filled.filter((it) => it !== undefined),
  );
  note(
    good,
    outcomes.map((it) => (it.refund === 'rejected' ? it.issue : undefined)),
  );
}

function note(entries: readonly Entry[], issues: readonly (Issue | undefined)[]): void {
  for (const [n, issue] of issues.entries())
    if (issue !== undefined) entries[n]!.issue = { field: 'properties.order_id', ...issue };
}

function storedOrder(
  { kind: _kind, identities: _who, weak: _weak, ...rest }: OrderRecord,
  personId: number,
  find: FindProduct,
): StoredOrder {
  return { ...rest, personId, lines: rest.lines.map((line) => storedLine(line, find)) };
}

function storedRefund(
  { kind: _kind, identities: _who, ...rest }: RefundRecord,
  personId: number,
  find: FindProduct,
): StoredRefund {
  return { ...rest, personId, lines: rest.lines.map((line) => storedLine(line, find)) };
}

const storedLine = (line: OrderLineRecord, find: FindProduct): StoredLine => ({
  ...line,
  lineKey: line.lineNo ?? '',
  productId: find(line.product),
});
