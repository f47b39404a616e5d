import { ProblemError, problem } from '../../../../platform/errors.ts';
import { decodingFound, decodingOf, SAMPLE_BYTES, type TextDecoding } from './decode-text.ts';
import { findHeader, type Header } from './find-header.ts';
import type { ByteSource } from './read-bytes.ts';
import { splitJsonLines } from './read-json-lines.ts';
import type { FileFormat, OpenedRows, OpenOptions, RowBatch } from './rows.ts';
import { textFormat } from './sniff.ts';
import { DelimitedSplitter } from './split-delimited.ts';

/** Anything that takes text chunk by chunk and gives the rows that became whole. */
export interface Splitter {
  push(chunk: string, final: boolean): RowBatch;
}

interface Plan {
  readonly format: FileFormat;
  readonly header: Header;
  readonly splitter: Splitter;
  readonly delimiter?: string;
}

/** Opens a text of rows. Reads up to a megabyte ahead to learn what it is. */
export async function openText(source: ByteSource, options: OpenOptions): Promise<OpenedRows> {
  const decoding = decodingFor(options.encoding);
  const text = decoded(source.chunks, decoding);
  const ahead = await readAhead(text);
  const plan = planFor(ahead.text, options, ahead.done);
  return {
    format: plan.format,
    get encoding() {
      return decoding.encoding;
    },
    columns: plan.header.columns,
    delimiter: plan.delimiter,
    batches: split(plan, ahead, text),
    bytesRead: source.bytesRead,
    close: async () => void (await text.return(undefined)),
  };
}

function decodingFor(label: string | undefined): TextDecoding {
  if (label === undefined) return decodingFound();
  try {
    return decodingOf(label);
  } catch {
    throw new ProblemError(
      problem('unknown-encoding', 422, { zh: '不认识的文件编码', en: 'No such encoding is known' }),
    );
  }
}

/** The text of the bytes, with the one line end (a lone return, from old exports, becomes a line feed). */
async function* decoded(chunks: AsyncIterable<Buffer>, decoding: TextDecoding): AsyncGenerator<string> {
  let returnsOnly: boolean | undefined;
  for await (const chunk of chunks) {
    const text = decoding.decode(chunk);
    if (text === '') continue;
    returnsOnly ??= text.includes('\r') && !text.includes('\n');
    yield returnsOnly ? text.replaceAll('\r', '\n') : text;
  }
  yield decoding.end();
}

async function readAhead(text: AsyncGenerator<string>): Promise<{ text: string; done: boolean }> {
  let ahead = '';
  while (ahead.length < SAMPLE_BYTES / 2) {
    const next = await text.next();
    if (next.done) return { text: ahead, done: true };
    ahead += next.value;
  }
  return { text: ahead, done: false };
}

function planFor(sample: string, options: OpenOptions, whole: boolean): Plan {
  const found = textFormat(sample);
  const format = options.format ?? (options.delimiter === undefined ? found.format : 'delimited');
  if (format === 'json-lines') return { format, header: findHeader([], false), splitter: splitJsonLines() };
  const delimiter = format === 'blanks' ? 'blanks' : (options.delimiter ?? delimiterOf(found.delimiter));
  const { rows } = new DelimitedSplitter(delimiter).push(sample, whole);
  const header = findHeader(rows, options.header);
  const splitter = new DelimitedSplitter(delimiter);
  splitter.width = (header.columns ?? rows[0]?.cells)?.length ?? Number.POSITIVE_INFINITY;
  return { format, header, splitter, delimiter };
}

function delimiterOf(found: string): string {
  return found === 'blanks' || found === '' ? ',' : found;
}

async function* split(
  { splitter, header }: Plan,
  ahead: { text: string },
  text: AsyncGenerator<string>,
): AsyncGenerator<RowBatch> {
  try {
    yield behind(splitter.push(ahead.text, false), header.line);
    for await (const chunk of text) yield splitter.push(chunk, false);
    yield behind(splitter.push('', true), header.line);
  } finally {
    await text.return(undefined);
  }
}

/** A batch without the header and what stands above it. */
function behind(batch: RowBatch, line: number): RowBatch {
  if (line === 0) return batch;
  return {
    rows: batch.rows.filter((row) => row.line > line),
    rejects: batch.rejects.filter((reject) => reject.line > line),
  };
}
