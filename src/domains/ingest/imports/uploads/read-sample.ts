import { caught, type Issue, ok, type Problem, type Result } from '../../../../platform/errors.ts';
import type { Dictionary } from '../../../customers/index.ts';
import { cellsOfJson } from '../fields/json-cells.ts';
import type { OpenOptions, Row, RowReject } from '../files/rows.ts';
import type { ColumnUse, RecordSource } from '../record-source.ts';
import { type FileSample, isRow, LOOKED_AT, type SampleRows } from './file-sample.ts';
import { jsonPaths } from './json-paths.ts';

/** One of the first rows, with what is wrong with it. */
export interface ReadRow {
  readonly line: number;
  /** As wide as the columns; empty for a row that is none. */
  readonly cells: readonly string[];
  readonly problems: readonly RowReject[];
  /** Columns whose value is not stored. */
  readonly leftOut: readonly string[];
}

/** The beginning of a file as one source reads it. */
export interface ReadSample {
  readonly sample: SampleRows;
  readonly uses: readonly ColumnUse[];
  readonly rows: readonly ReadRow[];
  readonly missing: readonly Issue[];
  /** Codes of the money in the rows, sorted. */
  readonly currencies: readonly string[];
}

/** Reads the sample as `source` would read the file; what the person chose goes before what the source says. */
export async function readSample(
  file: FileSample,
  source: RecordSource,
  { options, dictionary }: { options: OpenOptions; dictionary: Dictionary },
): Promise<Result<ReadSample>> {
  const opened = await caught(() => file.read({ ...source.open, ...options }));
  if (!opened.ok) return opened;
  const sample = opened.value;
  const width = sample.rows.find(isRow)?.cells.length ?? 0;
  const uses = source.uses({ ...sample, width });
  const bound = source.bind(sample, dictionary);
  if (!bound.ok)
    return ok({
      sample,
      uses,
      rows: [],
      currencies: [],
      missing: bound.problem.issues ?? [noName(bound.problem)],
    });
  const found = new Set<string>();
  const rows = sample.rows.slice(0, LOOKED_AT).map((row) => {
    if (!isRow(row)) return { line: row.line, cells: [], problems: [row], leftOut: [] };
    const { records, problems, leftOut = [] } = bound.value.read(row);
    for (const code of currenciesOf(records)) found.add(code);
    return { line: row.line, cells: row.cells, problems, leftOut: leftOut.map(({ column }) => column) };
  });
  const currencies = [...found].sort();
  return ok({ sample, uses, rows: inColumns(rows, sample), missing: [], currencies });
}

/** Codes alone: what is none may be anything, also what others must not see. */
const currenciesOf = (records: readonly object[]): string[] =>
  records.flatMap((it) => {
    const { currency } = it as { currency?: unknown };
    return typeof currency === 'string' && /^[A-Z]{3}$/.test(currency) ? [currency] : [];
  });

const noName = ({ code, message }: Problem): Issue => ({ code, message });

/** The rows without any source. */
export function plainRows({ rows }: SampleRows): ReadRow[] {
  return rows.slice(0, LOOKED_AT).map((row) => ({
    line: row.line,
    cells: isRow(row) ? row.cells : [],
    problems: isRow(row) ? [] : [row],
    leftOut: [],
  }));
}

/** What the columns of the sample are called: its header, the paths of its JSON, or 1, 2, 3 ... */
export function columnsIn(sample: SampleRows): string[] {
  const rows = sample.rows.filter(isRow);
  if (sample.format === 'json-lines') return jsonPaths(rows);
  if (sample.columns !== undefined) return [...sample.columns];
  const width = Math.max(0, ...rows.map(({ cells }) => cells.length));
  return Array.from({ length: width }, (_, n) => String(n + 1));
}

/** JSON lines as a table of their paths. */
export function inColumns(rows: readonly ReadRow[], sample: SampleRows): ReadRow[] {
  if (sample.format !== 'json-lines') return [...rows];
  const json = new Map(sample.rows.filter(isRow).map((row: Row) => [row.line, row.json ?? {}]));
  const names = columnsIn(sample).map((path) => [path]);
  return rows.map((row) => ({ ...row, cells: cellsOfJson(json.get(row.line) ?? {}, names) }));
}
