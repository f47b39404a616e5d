import { sql } from 'kysely';
import type { Tx } from '../../platform/db/postgres.ts';
import type { Issue } from '../../platform/errors.ts';
import { statementOf } from './create-orders.ts';
import type { Entry } from './group-orders.ts';
import { sameColumns } from './order-columns.ts';
import {
  type ComparedLine,
  compareLines,
  insertLines,
  type LineRow,
  type LineStanding,
  lineRow,
  lineSums,
  restateLines,
} from './order-line-rows.ts';
import { insertStatements, type KnownOrder, updateOrders } from './order-rows.ts';
import { columnsOf, foldOrder } from './order-rules.ts';
import { sayingDigest } from './order-statement.ts';
import { writePayments } from './payment-rows.ts';
import { noteSaidAgain } from './said-again.ts';
import type { LineOutcome, Storing } from './storing.ts';

interface Found {
  readonly entry: Entry;
  readonly order: KnownOrder;
}

/** An entry beside what is known of its order. */
interface Compared extends Found {
  readonly orderId: number;
  /** Its header was never said like this. */
  readonly header: boolean;
  /** Where it was: the statement. */
  readonly same: KnownOrder['statements'][number] | undefined;
  readonly lines: readonly (ComparedLine & {
    readonly row: LineRow;
    readonly input: number;
    readonly at: number;
  })[];
}

/** Merges entries into orders that stand (locked by the caller). What says nothing new costs one look and a note. */
export async function updateKnown(tx: Tx, storing: Storing, found: readonly Found[]): Promise<void> {
  if (found.length === 0) return;
  const compared = await compare(tx, storing, found);
  const refused = await storeAll(tx, storing, compared.filter(isNews));
  const heard = compared.filter((one) => !refused.has(one));
  await noteAgain(tx, storing, heard);
}

const isNews = ({ header, lines }: Compared) => header || lines.some(({ standing }) => standing !== 'same');

/** Answers those a promise forbids. */
async function storeAll(tx: Tx, storing: Storing, news: readonly Compared[]): Promise<Set<Compared>> {
  const refused = new Set<Compared>();
  if (news.length === 0 || (await attempt(tx, () => storeNews(tx, storing, news)))) return refused;
  for (const one of news)
    if (!(await attempt(tx, () => storeNews(tx, storing, [one])))) {
      reject(storing, one);
      refused.add(one);
    }
  return refused;
}

/** Notes what stands in these very words already, so that undoing who said it first leaves it to this import. */
async function noteAgain(tx: Tx, { shopId, importId }: Storing, heard: readonly Compared[]): Promise<void> {
  const headers = heard.flatMap(({ same }) =>
    same === undefined || same.importId === null || same.importId === importId ? [] : [same.saidNo],
  );
  const lines = heard.flatMap((it) => it.lines.flatMap(({ saidNo }) => (saidNo === null ? [] : [saidNo])));
  await noteSaidAgain(tx, shopId, { kind: 'header', importId, said: headers });
  await noteSaidAgain(tx, shopId, { kind: 'line', importId, said: lines });
}

async function compare(
  tx: Tx,
  { keys, shopId, meanwhile }: Storing,
  found: readonly Found[],
): Promise<Compared[]> {
  const rows = found.flatMap(({ entry, order }) =>
    entry.lines.map(({ line }) => lineRow(order.orderId, entry.said.sourceTime, line)),
  );
  const comparing = compareLines(tx, shopId, rows);
  meanwhile?.();
  const compared = await comparing;
  let n = 0;
  return found.map(({ entry, order }): Compared => {
    const lines = entry.lines.map(({ input, at }) => ({ input, at, row: rows[n]!, ...compared[n++]! }));
    const said = sayingDigest(keys, entry.said, entry.receiver);
    const same = order.statements.find(({ digest }) => digest === said);
    return { entry, order, orderId: order.orderId, header: same === undefined, same, lines };
  });
}

/** False, with nothing of it done, when a promise forbids it (check constraint). */
async function attempt(tx: Tx, work: () => Promise<void>): Promise<boolean> {
  await sql`savepoint news`.execute(tx);
  try {
    await work();
    await sql`release savepoint news`.execute(tx);
    return true;
  } catch (error) {
    if ((error as { code?: string }).code !== '23514') throw error;
    await sql`rollback to savepoint news`.execute(tx);
    return false;
  }
}

async function storeNews(tx: Tx, storing: Storing, news: readonly Compared[]): Promise<void> {
  const { shopId, importId, keys } = storing;
  const statements = news
    .filter(({ header }) => header)
    .map(({ orderId, entry }) => statementOf({ keys, shopId, orderId, entry }));
  await insertStatements(tx, shopId, { rows: statements, importId });
  const lines = news.flatMap((it) => it.lines);
  const fresh = lines.filter(({ standing }) => standing === 'new').map(({ row }) => row);
  await insertLines(tx, shopId, { lines: fresh, importId });
  const restated = lines.filter(({ standing }) => standing !== 'new' && standing !== 'same');
  await restateLines(tx, shopId, { lines: restated.map(({ row }) => row), importId });
  const receivers = new Map(statements.map((it) => [it.order_id, it.receiver]));
  const rewritten = await rewriteHeaders(tx, shopId, { news, receivers });
  for (const one of news) note(storing, one, rewritten.has(one.orderId));
}

interface Rewriting {
  readonly news: readonly Compared[];
  readonly receivers: ReadonlyMap<number, string | null>;
}

/** Folds the headers again; writes those that differ, and those whose lines (which carry their version) or payments changed. */
async function rewriteHeaders(tx: Tx, shopId: number, { news, receivers }: Rewriting): Promise<Set<number>> {
  const sums = await lineSums(
    tx,
    shopId,
    news.map(({ orderId }) => orderId),
  );
  const rows = news.map((it) => {
    const heard = {
      said: it.entry.said,
      receiver: receivers.get(it.orderId) ?? null,
      heardNo: Number.MAX_SAFE_INTEGER,
    };
    const facts = foldOrder(it.header ? [...it.order.statements, heard] : it.order.statements);
    const columns = columnsOf(facts, sums.get(it.orderId) ?? { amount: 0, quantity: 0 });
    const touched = it.lines.some(({ standing }) => standing === 'new' || standing === 'different');
    return { columns, order: it.order, touched, orderId: it.orderId, payments: facts.payments ?? [] };
  });
  const repaid = await writePayments(tx, shopId, rows);
  const changed = rows.filter(
    (it) => it.touched || repaid.has(it.orderId) || !sameColumns(it.order.columns, it.columns),
  );
  const written = changed.map(({ columns, order }) => ({ order_id: order.orderId, ...columns }));
  await updateOrders(tx, shopId, written);
  return new Set(written.map((row) => row.order_id));
}

const words: Readonly<Record<LineStanding, LineOutcome>> = {
  ...{ new: 'created', different: 'updated' },
  ...{ same: 'duplicate', again: 'duplicate', older: 'duplicate' },
};

function note({ outcomes, changed, importId }: Storing, news: Compared, rewritten: boolean): void {
  if (rewritten) changed.add(news.orderId);
  // An order that this import itself made goes on growing; it was counted when it was made.
  const ours = importId !== undefined && news.order.importId === importId;
  outcomes[news.entry.inputs[0]!]!.order = rewritten && !ours ? 'updated' : 'unchanged';
  for (const { input, at, standing } of news.lines) outcomes[input]!.lines[at] = words[standing];
}

function reject({ outcomes }: Storing, { entry }: Compared): void {
  for (const input of entry.inputs) {
    outcomes[input]!.order = 'rejected';
    outcomes[input]!.issue = exceedsPaid;
  }
}

/** Refunds and what was paid contradict each other. */
export const exceedsPaid: Issue = {
  code: 'refund-exceeds-paid',
  message: {
    zh: '退款会超过订单实付金额或购买数量，该记录未入库。请核对订单金额与退款单。',
    en: 'Refunds would exceed what the order paid or bought, so nothing of it was stored. Check the amounts of the order and its refunds.',
  },
};
