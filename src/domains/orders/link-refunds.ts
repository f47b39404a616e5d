import type { Db, Tx } from '../../platform/db/postgres.ts';
import { withShopAgain } from '../../platform/db/with-shop-again.ts';
import { owe } from '../../platform/mirror/index.ts';
import { linkNamedRefunds } from './link-named-refunds.ts';
import {
  boughtLines,
  candidateOrders,
  type LockedOrder,
  lockOrdersById,
  type OfPerson,
  personsToLink,
  refundParts,
  rewriteLinks,
  standingLinks,
  touchRefunds,
} from './link-rows.ts';
import { type BoughtLine, type Link, matchRefunds, type RefundPart } from './match-refunds.ts';
import { refundsKind } from './orders-kind.ts';
import { oweOrders } from './owe-orders.ts';
import { lockRefundsOf } from './refund-rows.ts';

/** Persons per transaction: some hundred orders each at most, so memory and locks stay small. */
const page = 200;

export interface Linking {
  readonly shopId: number;
  /** Only persons whose orders or refunds this import touched; absent = all. */
  readonly importId?: number | undefined;
}

/**
 * Links refunds to what they take back. First those that name an order stored since, then line by line those that name
 * none (see matchRefunds); guests stay unlinked. Each person is matched anew from all their lines, and only differences
 * are written: running it again, or after more came, gives what one run over everything would. Run it at the end of an
 * import, after an undo, and pay the mirror off afterwards. Own transactions, one per 200 persons.
 */
export async function linkRefunds(db: Db, { shopId, importId }: Linking): Promise<void> {
  await linkNamedRefunds(db, shopId);
  const persons = await withShopAgain(db, shopId, (tx) => personsToLink(tx, shopId, importId));
  for (let n = 0; n < persons.length; n += page) {
    const some = persons.slice(n, n + page);
    await withShopAgain(db, shopId, (tx) => linkPersons(tx, { shopId, importId }, some));
  }
}

/** Brings the links of these persons' refunds in line with the rule. */
async function linkPersons(tx: Tx, { shopId, importId }: Linking, persons: readonly number[]): Promise<void> {
  await lockRefundsOf(tx, shopId);
  const refunds = await refundParts(tx, shopId, persons);
  const standing = await standingLinks(tx, shopId, persons);
  const products = [...new Set(refunds.map(({ productId }) => productId))];
  const candidates = await candidateOrders(tx, shopId, { persons, products });
  const ids = [...new Set([...candidates, ...standing.map(({ orderId }) => orderId)])];
  const orders = await lockOrdersById(tx, shopId, ids);
  const lines = await boughtLines(tx, shopId, { orders: ids, products });
  const wanted = matchPersons(refunds, { orders, lines, standing });
  await writeDifference(tx, { shopId, importId }, { standing, wanted });
}

interface Bought {
  readonly orders: readonly LockedOrder[];
  readonly lines: readonly Pick<BoughtLine, 'orderId' | 'lineKey' | 'productId' | 'quantity'>[];
  readonly standing: readonly Link[];
}

function matchPersons(refunds: readonly OfPerson<RefundPart>[], { orders, lines, standing }: Bought): Link[] {
  const left = new Map(orders.map(({ orderId, paid, refunded }) => [orderId, paid - refunded]));
  for (const { orderId, amount } of standing) left.set(orderId, left.get(orderId)! + amount);
  const orderOf = new Map(orders.filter(({ isPaid }) => isPaid).map((order) => [order.orderId, order]));
  const bought = lines.flatMap((line) => {
    const order = orderOf.get(line.orderId);
    return order ? [{ ...line, at: order.at, orderKey: order.orderKey, personId: order.personId }] : [];
  });
  const byPerson = Map.groupBy(bought, ({ personId }) => personId);
  return [...Map.groupBy(refunds, ({ personId }) => personId)].flatMap(([personId, parts]) =>
    matchRefunds(parts, { bought: byPerson.get(personId) ?? [], left }),
  );
}

const linkText = (link: Link) =>
  JSON.stringify([
    link.refundId,
    link.refundLineKey,
    link.orderId,
    link.orderLineKey,
    link.quantity,
    link.amount,
  ]);

async function writeDifference(
  tx: Tx,
  { shopId, importId }: Linking,
  { standing, wanted }: { standing: readonly Link[]; wanted: readonly Link[] },
): Promise<void> {
  const [have, want] = [new Set(standing.map(linkText)), new Set(wanted.map(linkText))];
  const ended = standing.filter((link) => !want.has(linkText(link)));
  const made = wanted.filter((link) => !have.has(linkText(link)));
  if (ended.length + made.length === 0) return;
  await rewriteLinks(tx, shopId, { ended, made, importId });
  const refunds = [...new Set([...ended, ...made].map(({ refundId }) => refundId))];
  await touchRefunds(tx, shopId, refunds);
  await owe(tx, shopId, refundsKind, refunds);
  await oweOrders(tx, shopId, { ids: [...ended, ...made].map(({ orderId }) => orderId) });
}
