import { createHash } from 'node:crypto';
import { type KnownRefund, type RefundLine, type RefundStatementRow, refundKey } from './refund-rows.ts';
import { foldRefund, type RefundSaying, refundSaying, type StoredRefund } from './refund-rules.ts';

type Line = { readonly line: StoredRefund['lines'][number]; readonly input: number; readonly at: number };

/** All records of one refund in a call. */
export interface Document {
  readonly channel: string;
  readonly refundNo: string;
  /** By digest of the header: the header, and the lines that came with it. */
  readonly sayings: Map<string, { readonly said: RefundSaying; readonly lines: Line[] }>;
  readonly inputs: number[];
}

const digestOf = (...parts: readonly unknown[]) =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);

/** Records by document, sorted by it (deadlocks). */
export function documentsOf(refunds: readonly StoredRefund[]): Document[] {
  const documents = new Map<string, Document>();
  for (const [input, refund] of refunds.entries()) {
    const { channel, refundNo } = refund;
    const fresh: Document = { channel, refundNo, sayings: new Map(), inputs: [] };
    const document = documents.get(refundKey(refund)) ?? fresh;
    documents.set(refundKey(refund), document);
    const said = refundSaying(refund);
    const header = digestOf(said);
    const saying = document.sayings.get(header) ?? { said, lines: [] };
    document.sayings.set(header, saying);
    saying.lines.push(...refund.lines.map((line, at) => ({ line, input, at })));
    document.inputs.push(input);
  }
  return [...documents].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, document]) => document);
}

/** A document beside what is known of it: what this import newly says, what nobody said, and how it then stands. */
export interface Draft {
  readonly document: Document;
  readonly known: KnownRefund | undefined;
  /** Statements of this import, which keeps its own words also where others said them. */
  readonly fresh: readonly Omit<RefundStatementRow, 'refund_id'>[];
  readonly freshLines: readonly Line[];
  /** A header or a line that nobody said before. */
  readonly news: boolean;
  readonly said: RefundSaying;
  readonly amount: number;
}

interface Drafting {
  readonly known: KnownRefund | undefined;
  readonly importId: number | undefined;
}

/** Undefined when this import has said it all before. */
export function draftOf(document: Document, { known, importId }: Drafting): Draft | undefined {
  const statements = known?.statements ?? [];
  const fresh = newWords(
    document,
    statements.filter((it) => it.importId === (importId ?? null)),
  );
  if (fresh.length === 0) return undefined;
  const heard = new Set(statements.map(({ header }) => header));
  const freshLines = newLines(document, new Set(known?.lines.keys()));
  const later = fresh.map((it, n) => ({ ...it, heardNo: Number.MAX_SAFE_INTEGER - fresh.length + n }));
  const said = foldRefund([...statements, ...later]);
  const amounts = [...(known?.lines.values() ?? []), ...freshLines.map(({ line }) => line.amountMinor)];
  const amount = said.amountMinor ?? amounts.reduce((sum, it) => sum + it, 0);
  const news = freshLines.length > 0 || fresh.some(({ header }) => !heard.has(header));
  return { document, known, fresh, freshLines, news, said, amount };
}

/** What the document says that its import has not said itself. Beside a new header lines are kept as said. */
function newWords({ sayings }: Document, own: KnownRefund['statements']): Draft['fresh'] {
  const heard = new Set(own.map(({ header }) => header));
  const seen = new Set(own.flatMap(({ lineKeys }) => lineKeys));
  return [...sayings].flatMap(([header, { said, lines }]) => {
    const unseen = lines.filter(({ line }) => !seen.has(line.lineKey) && seen.add(line.lineKey));
    if (heard.has(header) && unseen.length === 0) return [];
    const kept = (heard.has(header) ? unseen : lines).map(({ line }) => lineOf(line));
    return [{ header, said, lines: kept }];
  });
}

const newLines = ({ sayings }: Document, seen: Set<string>): Line[] =>
  [...sayings.values()].flatMap(({ lines }) =>
    lines.filter(({ line }) => !seen.has(line.lineKey) && seen.add(line.lineKey)),
  );

export const lineOf = (line: StoredRefund['lines'][number]): RefundLine => ({
  ...{ line_key: line.lineKey, product_id: line.productId, title: line.title ?? null },
  ...{ quantity: line.quantity, amount_minor: line.amountMinor },
});
