import type { Tx } from '../../platform/db/postgres.ts';
import { createOrders } from './create-orders.ts';
import { type Entry, inRounds, orderKey } from './group-orders.ts';
import { lockOrders } from './order-rows.ts';
import { receiverText, type StoredOrder, sayingOf } from './order-statement.ts';
import { oweOrders } from './owe-orders.ts';
import type { OrderOutcome, StoredOrders, Storing, StoringContext } from './storing.ts';
import { updateKnown } from './update-orders.ts';

/**
 * Stores what sources say about orders. The same record again changes nothing; headers merge commutatively by (source
 * time, state rank), lines by key and source time; lines an order lacks are added to it. Issue `refund-exceeds-paid`:
 * the record would leave less paid or bought than was already given back. Owes the mirror kind `orders`.
 */
export async function storeOrders(
  tx: Tx,
  context: StoringContext,
  orders: readonly StoredOrder[],
): Promise<StoredOrders> {
  const outcomes = orders.map(
    (order): OrderOutcome => ({
      order: 'unchanged',
      lines: order.lines.map(() => 'duplicate'),
    }),
  );
  const storing = { ...context, outcomes, changed: new Set<number>() };
  const entries = orders.map((order, input) => entryOf(order, input));
  for (const round of inRounds(entries)) await storeRound(tx, storing, round);
  await oweOrders(tx, context.shopId, { ids: storing.changed });
  const count = (what: OrderOutcome['order']) => outcomes.filter(({ order }) => order === what).length;
  return { outcomes, created: count('created'), updated: count('updated') };
}

function entryOf(order: StoredOrder, input: number): Entry {
  const said = sayingOf(order);
  const receiver = receiverText(order);
  return {
    ...{ channel: order.channel, orderNo: order.orderNo, said, receiver },
    text: JSON.stringify([said, receiver]),
    lineKeys: new Set(order.lines.map(({ lineKey }) => lineKey)),
    lines: order.lines.map((line, at) => ({ line, input, at })),
    inputs: [input],
  };
}

/** Entries whose order another writer made between our look and our insert find it at the second look. */
async function storeRound(tx: Tx, storing: Storing, round: readonly Entry[]): Promise<void> {
  const known = await lockOrders(tx, storing.shopId, round);
  const fresh = round.filter((entry) => !known.has(orderKey(entry)));
  const late = await createOrders(tx, storing, fresh);
  const found = round.flatMap((entry) => {
    const order = known.get(orderKey(entry));
    return order === undefined ? [] : [{ entry, order }];
  });
  await updateKnown(tx, storing, found);
  if (late.length > 0) await storeRound(tx, storing, late);
}
