import { brokenRow } from './broken-row.ts';
import { BAD_BYTES } from './decode-text.ts';
import { LONGEST_ROW } from './quoted-row.ts';
import type { RowBatch } from './rows.ts';

const NO_CELLS: readonly string[] = [];

/** Splits text into JSON objects, one a line. A line that is none is rejected by itself. */
export function splitJsonLines(): { push(chunk: string, final: boolean): RowBatch } {
  let rest = '';
  let line = 0;
  let skipping = false;
  return {
    push(chunk, final) {
      const lines = (rest + chunk).split('\n');
      rest = final ? '' : lines.pop()!;
      const batch: RowBatch = { rows: [], rejects: [] };
      for (const text of lines) {
        line += 1;
        if (!skipping) takeLine(text, line, batch);
        skipping = false;
      }
      if (rest.length > LONGEST_ROW && !skipping) {
        batch.rejects.push(brokenRow(line + 1, 'row-too-long'));
        skipping = true;
      }
      if (skipping) rest = '';
      return batch;
    },
  };
}

function takeLine(text: string, line: number, batch: RowBatch): void {
  if (text.trim() === '') return;
  const code =
    text.length > LONGEST_ROW ? 'row-too-long' : text.includes(BAD_BYTES) ? 'bad-bytes' : undefined;
  const json = code === undefined ? objectOf(text) : undefined;
  if (json === undefined) batch.rejects.push(brokenRow(line, code ?? 'not-json'));
  else batch.rows.push({ line, cells: NO_CELLS, json });
}

function objectOf(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
