import type { FileFormat } from './rows.ts';

const ZIP = Buffer.from('PK\x03\x04', 'latin1');
const PARQUET = Buffer.from('PAR1', 'latin1');

/** Delimiters tried, best first where several fit equally well. */
const DELIMITERS = [',', '\t', ';', '|'];

/** Lines that are looked at to find a delimiter. */
const LINES = 30;

/** The binary formats by their first bytes; undefined for text. */
export function binaryFormat(head: Uint8Array): 'xlsx' | 'parquet' | undefined {
  if (ZIP.equals(head.subarray(0, 4))) return 'xlsx';
  return PARQUET.equals(head.subarray(0, 4)) ? 'parquet' : undefined;
}

/** What kind of text this is, by its first lines. */
export function textFormat(sample: string): { format: FileFormat; delimiter: string } {
  const lines = firstLines(sample);
  if (isJsonObject(lines[0])) return { format: 'json-lines', delimiter: '' };
  const delimiter = findDelimiter(lines);
  if (delimiter !== undefined) return { format: 'delimited', delimiter };
  return isBlankSeparated(lines)
    ? { format: 'blanks', delimiter: 'blanks' }
    : { format: 'delimited', delimiter: ',' };
}

function firstLines(sample: string): string[] {
  return sample
    .split(/\r?\n/, LINES)
    .map((line) => line.trimEnd())
    .filter((line) => line !== '');
}

function isJsonObject(line: string | undefined): boolean {
  if (line === undefined || !line.trimStart().startsWith('{')) return false;
  try {
    return typeof JSON.parse(line) === 'object';
  } catch {
    return false;
  }
}

/** The delimiter that most lines hold equally often, outside quotation marks. */
function findDelimiter(lines: readonly string[]): string | undefined {
  const bare = lines.map((line) => line.replaceAll(/"[^"]*"/g, ''));
  let best: { delimiter: string; score: number } | undefined;
  for (const delimiter of DELIMITERS) {
    const score = agreement(bare.map((line) => line.split(delimiter).length - 1));
    if (score > (best?.score ?? 0)) best = { delimiter, score };
  }
  return best?.delimiter;
}

/** How many lines share the commonest count above zero. */
function agreement(counts: readonly number[]): number {
  const votes = new Map<number, number>();
  for (const count of counts) if (count > 0) votes.set(count, (votes.get(count) ?? 0) + 1);
  return Math.max(0, ...votes.values());
}

function isBlankSeparated(lines: readonly string[]): boolean {
  const counts = lines.map((line) => line.trim().split(/\s+/).length - 1);
  return agreement(counts) * 2 > lines.length;
}
