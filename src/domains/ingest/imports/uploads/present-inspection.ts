import type { InspectionView, UploadView } from '../../../../contract/uploads.ts';
import type { Inspection } from './inspect-upload.ts';
import { type Candidate, fits } from './rank-candidates.ts';
import type { ReadRow } from './read-sample.ts';
import { KEPT_HOURS, type UploadRow } from './upload-store.ts';

const HOUR_MS = 3_600_000;

export const presentUpload = (row: UploadRow, actor: string): UploadView => ({
  upload: row.uploadId,
  file_name: row.fileName,
  bytes: row.fileBytes,
  uploaded_at: row.uploadedAt.toISOString(),
  expires_at: new Date(row.uploadedAt.getTime() + KEPT_HOURS * HOUR_MS).toISOString(),
  mine: row.uploadedBy === actor,
});

const MOST_COLUMNS = 200;
const MOST_LETTERS = 200;

/**
 * What was found in an upload. Whoever uploaded the file holds it and sees its rows; what they can tell others about
 * people is no more than any list of the console would, and nobody knows yet which columns are personal: so others see
 * numbers of up to eight digits, dates and times, and of the rest only that it is there.
 */
export function presentInspection(
  { sample, columns, rows, candidates, chosen }: Inspection,
  upload: UploadView,
): InspectionView {
  const cellOf = upload.mine ? cut : covered;
  return {
    upload,
    format: sample.format,
    encoding: sample.encoding ?? null,
    delimiter: sample.delimiter || null,
    has_header: sample.columns !== undefined,
    // A first row of words may be taken for a header that is none: its names are values then.
    columns: columns.slice(0, MOST_COLUMNS).map(upload.mine || chosen ? cut : (_, n) => String(n + 1)),
    rows: rows.map((row) => rowOf(row, cellOf)),
    rows_hidden: !upload.mine,
    chosen: chosen === undefined ? null : candidateOf(chosen),
    candidates: candidates.map(candidateOf),
  };
}

function rowOf({ line, cells, problems, leftOut }: ReadRow, cellOf: (cell: string) => string) {
  return {
    line,
    cells: cells.slice(0, MOST_COLUMNS).map(cellOf),
    problems: problems.map(({ column = null, code, message }) => ({ column, code, message })),
    left_out: [...leftOut],
  };
}

function candidateOf(it: Candidate): InspectionView['candidates'][number] {
  const { kind, name, label, timeZone, uses, rows, missing, currencies } = it;
  const rows_read = rows.filter(({ problems }) => problems.length === 0).length;
  return {
    ...{ kind, name, label, fits: fits(it), rows_read, currencies: [...currencies] },
    time_zone: timeZone,
    uses: uses.map((use) => ({ ...use, column: cut(use.column) })),
    missing: missing.map(({ code, message, field }) => ({
      code,
      message,
      ...(field && { field: cut(field) }),
    })),
  };
}

const cut = (text: string): string => (text.length > MOST_LETTERS ? `${text.slice(0, MOST_LETTERS)}…` : text);

const PLAIN =
  /^[-+¥￥$€£]?[\d,]{1,8}(?:\.\d{1,4})?%?$|^\d{1,4}[-/.年]\d{1,2}[-/.月]\d{1,4}日?(?:[ T]\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?Z?)?$/;

const covered = (cell: string): string => (cell === '' || PLAIN.test(cell) ? cell : '•••');
