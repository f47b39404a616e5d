import { type RefundOutcome, type StoredRefund, storeRefunds } from '../../orders/index.ts';
import type { RefundGroup } from './batch-parts.ts';
import type { FindProduct } from './name-products.ts';
import { storedLine } from './store-order-part.ts';
import { addAmount, type Storing } from './storing.ts';

/** Stores the refund documents of a batch and marks the rows that brought something new. */
export async function storeRefundPart(
  storing: Storing,
  groups: readonly RefundGroup[],
  known: { readonly persons: readonly number[]; readonly products: FindProduct },
): Promise<void> {
  if (groups.length === 0) return;
  const { tx, shopId, importId } = storing;
  const refunds = groups.map((group, n) => storedRefund(group, known.persons[n]!, known.products));
  const { outcomes } = await storeRefunds(tx, { shopId, importId }, refunds);
  for (const [n, group] of groups.entries()) markRows(storing, group, outcomes[n]!);
}

function storedRefund({ header, lines }: RefundGroup, personId: number, products: FindProduct): StoredRefund {
  const { kind: _kind, identities: _identities, ...rest } = header;
  return { ...rest, personId, lines: lines.map((line) => storedLine(line, products)) };
}

function markRows({ marks, counts }: Storing, group: RefundGroup, outcome: RefundOutcome): void {
  if (outcome.refund === 'rejected') {
    for (const row of group.rows) marks.reject(row, outcome.issue!);
    return;
  }
  if (outcome.refund === 'created') counts.refunds += 1;
  let news = false;
  for (const [n, { record, row }] of group.lines.entries()) {
    if (outcome.lines[n] === 'duplicate') continue;
    news = true;
    marks.accept(row);
    counts.lines += 1;
    addAmount(counts, group.header.currency, -record.amountMinor);
  }
  if (news || outcome.refund === 'unchanged') return;
  for (const row of group.rows) marks.accept(row);
  // A refund that is asked for, or was declined, has given nothing back.
  if (group.lines.length === 0 && outcome.refund === 'created' && group.header.state === 'done')
    addAmount(counts, group.header.currency, -(group.header.amountMinor ?? 0));
}
