import { type OrderOutcome, type StoredLine, type StoredOrder, storeOrders } from '../../orders/index.ts';
import type { GroupedLine, OrderGroup } from './group-orders.ts';
import type { FindProduct } from './name-products.ts';
import { addAmount, type Storing } from './storing.ts';

/** Stores the orders of a batch and marks the rows that brought something new. */
export async function storeOrderPart(
  storing: Storing,
  groups: readonly OrderGroup[],
  known: {
    readonly persons: readonly number[];
    readonly erased: ReadonlySet<number>;
    readonly products: FindProduct;
  },
): Promise<void> {
  if (groups.length === 0) return;
  const { tx, keys, shopId, importId, counts, meanwhile } = storing;
  const orders = groups
    .map((group, n) => storedOrder(group, known.persons[n]!, known.products))
    .map((order, n) => (known.erased.has(n) ? withoutReceiver(order) : order));
  const stored = await storeOrders(tx, { keys, shopId, importId, meanwhile }, orders);
  counts.ordersCreated += stored.created;
  counts.ordersUpdated += stored.updated;
  const grown = new Set<string>();
  for (const [n, group] of groups.entries())
    if (markLines(storing, group, stored.outcomes[n]!)) grown.add(group.orderNo);
  for (const [n, group] of groups.entries())
    if (stored.outcomes[n]!.order !== 'unchanged' && !grown.has(group.orderNo)) markHeader(storing, group);
}

function storedOrder(
  { header, orderNo, lines }: OrderGroup,
  personId: number,
  products: FindProduct,
): StoredOrder {
  const { kind: _kind, identities: _identities, weak: _weak, ...rest } = header;
  return { ...rest, orderNo, personId, lines: lines.map((line) => storedLine(line, products)) };
}

/** Of somebody erased an order stays without a name: where it went is statistics as far as the city. */
function withoutReceiver({ receiver, ...order }: StoredOrder): StoredOrder {
  const { province, city } = receiver ?? {};
  return { ...order, receiver: { ...(province && { province }), ...(city && { city }) } };
}

/** A line with its key and its product's number; 0 where it names no product. */
export function storedLine({ record, lineKey }: GroupedLine, products: FindProduct): StoredLine {
  return { ...record, lineKey, productId: products(record.product) };
}

/** Marks the rows that brought a line, or were refused. True: that is what there is to say of the order. */
function markLines({ marks, counts }: Storing, group: OrderGroup, outcome: OrderOutcome): boolean {
  if (outcome.order === 'rejected') {
    for (const row of group.rows) marks.reject(row, outcome.issue!);
    return true;
  }
  let news = false;
  for (const [n, { record, row }] of group.lines.entries()) {
    if (outcome.lines[n] === 'duplicate') continue;
    news = true;
    marks.accept(row);
    counts.lines += 1;
    addAmount(counts, group.header.currency, record.amountMinor);
  }
  return news;
}

/** The order changed and no line of it did: its header is the news (a state, a time), and every row said it. */
function markHeader({ marks }: Storing, group: OrderGroup): void {
  for (const row of group.rows) marks.accept(row);
}
