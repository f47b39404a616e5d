/** One line of a reject file in the bytes it was read from. */
export interface RejectLine {
  readonly cells: readonly string[];
  /** Of the cell that quotes the merchant's file, as it stands, quotation marks included: first byte, byte behind. */
  readonly value: readonly [from: number, to: number];
  /** Byte behind the line. */
  readonly end: number;
}

const [QUOTE, COMMA, LINE_FEED] = [0x22, 0x2c, 0x0a];
const VALUE = 2;

/** Whole lines in `bytes`, which begin at one, and where the first that is not whole begins. */
export function rejectLines(bytes: Buffer): { lines: RejectLine[]; end: number } {
  const lines: RejectLine[] = [];
  let [end, from, quoted] = [0, 0, false];
  let spans: [number, number][] = [];
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte === QUOTE) quoted = !quoted;
    if (quoted || (byte !== COMMA && byte !== LINE_FEED)) continue;
    spans.push([from, at]);
    from = at + 1;
    if (byte === COMMA) continue;
    lines.push({
      cells: spans.map((span) => cellOf(bytes, span)),
      value: spans[VALUE] ?? [end, end],
      end: from,
    });
    [end, spans] = [from, []];
  }
  return { lines, end };
}

/** The cell as it was before it was quoted and made harmless in a spreadsheet. */
function cellOf(bytes: Buffer, [from, to]: readonly [number, number]): string {
  const text = bytes.toString('utf8', from, to).replace(/\r$/, '');
  const bare = text.startsWith('"') ? text.slice(1, -1).replaceAll('""', '"') : text;
  return /^'[=+\-@\t\r]/.test(bare) ? bare.slice(1) : bare;
}

/**
 * Stars over the values that `isPersonal`, byte for byte: every later line stays where it is, so an import that runs
 * goes on writing behind its last one, and line and reason stay to mend the file by. Answers how many.
 */
export function starValues(bytes: Buffer, isPersonal: (cell: string) => boolean): number {
  const found = rejectLines(bytes).lines.filter(({ cells }) => isPersonal(cells[VALUE] ?? ''));
  for (const { value } of found) bytes.fill('*', value[0], value[1]);
  return found.length;
}
