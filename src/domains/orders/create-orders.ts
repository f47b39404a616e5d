import type { ShopKeys } from '../../platform/crypto/keyring.ts';
import type { Tx } from '../../platform/db/postgres.ts';
import type { Entry } from './group-orders.ts';
import { insertLines, lineRow } from './order-line-rows.ts';
import { insertOrders, insertStatements, type NewStatement, takeOrderIds } from './order-rows.ts';
import { columnsOf, foldOrder, type LineSums } from './order-rules.ts';
import { sayingDigest } from './order-statement.ts';
import { writePayments } from './payment-rows.ts';
import type { Storing } from './storing.ts';

/** Makes the orders of these entries; returns the entries whose order exists after all. */
export async function createOrders(tx: Tx, storing: Storing, entries: readonly Entry[]): Promise<Entry[]> {
  if (entries.length === 0) return [];
  const { shopId, importId, keys } = storing;
  const ids = await takeOrderIds(tx, entries.length);
  const drafts = entries.map((entry, n) => draftOf({ keys, shopId, orderId: ids[n]!, entry }));
  const made = await insertOrders(tx, shopId, { rows: drafts.map(({ row }) => row), importId });
  const stored = drafts.filter(({ orderId }) => made.has(orderId));
  await insertStatements(tx, shopId, { rows: stored.map(({ statement }) => statement), importId });
  const lines = stored.flatMap(({ orderId, entry }) =>
    entry.lines.map(({ line }) => lineRow(orderId, entry.said.sourceTime, line)),
  );
  const inserted = insertLines(tx, shopId, { lines, importId });
  storing.meanwhile?.();
  await inserted;
  await writePayments(tx, shopId, stored);
  for (const draft of stored) noteCreated(storing, draft);
  return drafts.filter(({ orderId }) => !made.has(orderId)).map(({ entry }) => entry);
}

interface Draft {
  readonly keys: ShopKeys;
  readonly shopId: number;
  readonly orderId: number;
  readonly entry: Entry;
}

function draftOf(draft: Draft) {
  const { orderId, entry } = draft;
  const statement = statementOf(draft);
  const facts = foldOrder([{ said: entry.said, receiver: statement.receiver, heardNo: 0 }]);
  const { channel, orderNo } = entry;
  const row = { order_id: orderId, channel, order_no: orderNo, ...columnsOf(facts, sumsOf(entry)) };
  return { orderId, entry, statement, row, payments: facts.payments ?? [] };
}

const sumsOf = ({ lines }: Entry): LineSums => ({
  amount: lines.reduce((sum, { line }) => sum + line.amountMinor, 0),
  quantity: lines.reduce((sum, { line }) => sum + line.quantity, 0),
});

/** The entry as a statement about order `orderId`, its receiver sealed to that order. */
export function statementOf({ keys, shopId, orderId, entry }: Draft): NewStatement {
  const place = { shopId, table: 'orders.orders', column: 'receiver_sealed', rowId: String(orderId) };
  const receiver = entry.receiver === undefined ? null : keys.seal(place, entry.receiver).toString('hex');
  const digest = sayingDigest(keys, entry.said, entry.receiver);
  return { order_id: orderId, digest, said: entry.said, receiver };
}

function noteCreated(
  { outcomes, changed }: Storing,
  { orderId, entry }: { orderId: number; entry: Entry },
): void {
  changed.add(orderId);
  outcomes[entry.inputs[0]!]!.order = 'created';
  for (const { input, at } of entry.lines) outcomes[input]!.lines[at] = 'created';
}
