import type { Issue } from '../../../platform/errors.ts';
import type { RowReject } from './files/rows.ts';
import type { KeyedRow } from './keyed-rows.ts';

/** What became of each row of a batch: a row is accepted as soon as one thing it says is new, rejected as soon as one cannot be. */
export class RowMarks {
  readonly rejects: RowReject[] = [];
  readonly #rows: readonly KeyedRow[];
  readonly #accepted: Uint8Array;
  readonly #rejected: Uint8Array;

  constructor(rows: readonly KeyedRow[]) {
    this.#rows = rows;
    this.#accepted = new Uint8Array(rows.length);
    this.#rejected = new Uint8Array(rows.length);
    for (const [row, { problems }] of rows.entries()) {
      if (problems.length === 0) continue;
      this.#rejected[row] = 1;
      this.rejects.push(...problems);
    }
  }

  accept(row: number): void {
    this.#accepted[row] = 1;
  }

  /** A promise of the store forbade the row; the reason goes to the reject file once per row. */
  reject(row: number, { code, field, message }: Issue): void {
    if (this.#rejected[row] === 1) return;
    this.#rejected[row] = 1;
    const { line } = this.#rows[row]!;
    this.rejects.push(field === undefined ? { line, code, message } : { line, column: field, code, message });
  }

  /** Something of the row was left out and the rest of it stays: told in the reject file, rejecting nothing. */
  note(row: number, what: Omit<RowReject, 'line'>): void {
    this.rejects.push({ line: this.#rows[row]!.line, ...what });
  }

  count(): { rows: number; accepted: number; rejected: number; duplicates: number } {
    const rejected = this.#rejected.reduce((sum, it) => sum + it, 0);
    const accepted = this.#accepted.reduce((sum, it, row) => sum + (this.#rejected[row] === 1 ? 0 : it), 0);
    const rows = this.#rows.length;
    return { rows, accepted, rejected, duplicates: rows - accepted - rejected };
  }
}
