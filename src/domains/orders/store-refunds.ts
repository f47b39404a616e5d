import type { Tx } from '../../platform/db/postgres.ts';
import { owe } from '../../platform/mirror/index.ts';
import { type Balance, lockBalances, take, writeBalances } from './order-balances.ts';
import { refundsKind } from './orders-kind.ts';
import { oweOrders } from './owe-orders.ts';
import { type Draft, documentsOf, draftOf, lineOf } from './refund-documents.ts';
import {
  lockRefunds,
  type RefundColumns,
  type RefundWrites,
  refundKey,
  takeRefundIds,
  writeRefunds,
} from './refund-rows.ts';
import { type RefundSaying, type StoredRefund, takes } from './refund-rules.ts';
import type { LineOutcome, OrderOutcome } from './storing.ts';
import { exceedsPaid } from './update-orders.ts';

export interface RefundOutcome {
  refund: OrderOutcome['order'];
  issue?: OrderOutcome['issue'];
  /** One per line of the record, in their order. */
  readonly lines: LineOutcome[];
}

export interface StoredRefunds {
  /** One per record, in their order. */
  readonly outcomes: readonly RefundOutcome[];
}

export interface RefundContext {
  readonly shopId: number;
  readonly importId?: number | undefined;
}

/**
 * Stores refund documents. Alike records change nothing; lines a document lacks are added to it, and without a stated
 * amount it is their sum. One that names its order takes from what that order paid, under the order's lock; issue
 * `refund-exceeds-paid` (nothing of it is stored) when that is not enough. An order not known yet, or no order named:
 * see `linkRefunds`. Owes the mirror kinds `refunds` and `orders`.
 */
export async function storeRefunds(
  tx: Tx,
  { shopId, importId }: RefundContext,
  refunds: readonly StoredRefund[],
): Promise<StoredRefunds> {
  const outcomes = refunds.map(
    ({ lines }): RefundOutcome => ({
      refund: 'unchanged',
      lines: lines.map(() => 'duplicate'),
    }),
  );
  if (refunds.length === 0) return { outcomes };
  const documents = documentsOf(refunds);
  const known = await lockRefunds(tx, shopId, documents);
  const heard = documents
    .map((document) => draftOf(document, { known: known.get(refundKey(document)), importId }))
    .filter((draft) => draft !== undefined);
  const drafts = heard.filter(({ news }) => news);
  const wanted = drafts.flatMap(({ document, said }) =>
    said.orderNo ? [{ ...document, orderNo: said.orderNo }] : [],
  );
  const balanceOf = await lockBalances(tx, shopId, wanted);
  const balances = new Set<Balance>();
  const planned = drafts.flatMap((draft) => {
    const plan = planRefund(draft, balanceOf);
    note(outcomes, { draft, plan, importId });
    if (plan?.balance) balances.add(plan.balance);
    return plan ? [{ ...draft, ...plan }] : [];
  });
  const again = heard.filter(({ news }) => !news);
  const ids = await writePlanned(tx, { shopId, importId, planned, again });
  await owe(tx, shopId, refundsKind, ids);
  await oweOrders(tx, shopId, { ids: await writeBalances(tx, shopId, balances) });
  return { outcomes };
}

interface Plan {
  readonly columns: RefundColumns;
  readonly balance: Balance | undefined;
}

/** Undefined when the order named has not paid enough. */
function planRefund(
  { document, known, said, amount }: Draft,
  balanceOf: (channel: string, orderNo: string) => Balance | undefined,
): Plan | undefined {
  const balance = said.orderNo === undefined ? undefined : balanceOf(document.channel, said.orderNo);
  const linked = known !== undefined && balance !== undefined && known.columns.order_id === balance.orderId;
  const before = linked ? takes(known.columns.state, known.columns.amount_minor) : 0;
  if (balance && !take(balance, takes(said.state, amount) - before)) return undefined;
  return { columns: refundColumns(said, { amount, orderId: balance?.orderId ?? null }), balance };
}

export const refundColumns = (
  said: RefundSaying,
  { amount, orderId }: { amount: number; orderId: number | null },
): RefundColumns => ({
  ...{ order_no: said.orderNo ?? null, order_id: orderId, person_id: said.personId ?? 0 },
  ...{ refunded_at: said.refundedAt, currency: said.currency, amount_minor: amount },
  ...{ type: said.type ?? null, state: said.state, reason: said.reason ?? null },
});

interface Planned extends RefundContext {
  readonly planned: readonly (Draft & Plan)[];
  /** What others said already: the import keeps it, nothing else changes. */
  readonly again: readonly Draft[];
}

/** Ids of the refunds written. */
async function writePlanned(tx: Tx, { shopId, importId, planned, again }: Planned): Promise<number[]> {
  const made = planned.filter(({ known }) => known === undefined);
  const ids = new Map((await takeRefundIds(tx, made.length)).map((id, n) => [made[n]!.document, id]));
  const idOf = (it: Draft) => it.known?.refundId ?? ids.get(it.document)!;
  const rows = planned.map((it) => ({ it, refund_id: idOf(it), ...it.columns }));
  const writes: RefundWrites = {
    importId: importId ?? null,
    made: rows
      .filter(({ it }) => !it.known)
      .map(({ it, ...row }) => ({ ...row, channel: it.document.channel, refund_no: it.document.refundNo })),
    changed: rows.filter(({ it }) => it.known).map(({ it: _, ...row }) => row),
    statements: [...planned, ...again].flatMap((it) =>
      it.fresh.map((row) => ({ refund_id: idOf(it), ...row })),
    ),
    lines: planned.flatMap((it) =>
      it.freshLines.map(({ line }) => ({ refund_id: idOf(it), ...lineOf(line) })),
    ),
  };
  await writeRefunds(tx, shopId, writes);
  return rows.map((row) => row.refund_id);
}

interface Noted {
  readonly draft: Draft;
  readonly plan: Plan | undefined;
  readonly importId: number | undefined;
}

function note(outcomes: readonly RefundOutcome[], { draft, plan, importId }: Noted): void {
  const { document, known, freshLines } = draft;
  if (plan === undefined) {
    for (const input of document.inputs)
      Object.assign(outcomes[input]!, { refund: 'rejected', issue: exceedsPaid });
    return;
  }
  // One that this import itself made goes on growing; it was counted when it was made.
  const ours = importId !== undefined && known?.importId === importId;
  outcomes[document.inputs[0]!]!.refund = known === undefined ? 'created' : ours ? 'unchanged' : 'updated';
  for (const { input, at } of freshLines) outcomes[input]!.lines[at] = 'created';
}
