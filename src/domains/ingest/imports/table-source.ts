import type { InputRecord } from '../../../contract/records.ts';
import {
  fail,
  type Issue,
  ok,
  type Problem,
  problem,
  type Result,
  type Text,
} from '../../../platform/errors.ts';
import { zoneOf } from '../../../platform/zone.ts';
import { type Columns, type Places, placeColumns, plainName } from './fields/columns.ts';
import { cellsOfJson } from './fields/json-cells.ts';
import { RowReader } from './fields/row-reader.ts';
import type { OpenedRows, OpenOptions, Row } from './files/rows.ts';
import type { ColumnUse, FileShape, RecordReader, RecordSource } from './record-source.ts';
import { givesBackTooMuch, REFUND_TOO_LARGE, refundKeyOf } from './row-refunds.ts';

/** Turns the cells of one row into records; problems are noted on the reader and make the records count for nothing. */
export type ReadRecords<Key extends string> = (row: RowReader<Key>) => readonly InputRecord[];

export interface TableDefinition<Key extends string> {
  readonly name: string;
  readonly label: Text;
  readonly currency: string;
  readonly timeZone: string;
  /** See RecordSource. */
  readonly statesCurrency?: boolean;
  readonly open?: OpenOptions;
  readonly columns: Columns<Key>;
  /** Column keys by position, for files without a header: the list as long as the file is wide is taken. */
  readonly positions?: readonly (readonly (Key | undefined)[])[];
  /** Names of the columns of a file that has no header. */
  readonly header?: readonly string[];
  /** Called once per file, so that a preset may carry facts from row to row (Shopify's order fields). */
  readonly start: () => ReadRecords<Key>;
}

const SEPARATOR = '\u001f';
const NO_PROBLEMS = [] as const;

/** A source of records that finds its columns by name, or by position where the file has no header. */
export function tableSource<Key extends string>(definition: TableDefinition<Key>): RecordSource {
  return {
    name: definition.name,
    label: definition.label,
    currency: definition.currency,
    timeZone: definition.timeZone,
    ...(definition.statesCurrency && { statesCurrency: true }),
    open: { ...definition.open, header: definition.open?.header ?? headerTest(definition) },
    bind: (file) => bind(definition, file),
    uses: (file) => usesOf(definition, file),
  };
}

/** A header is the first row in which two names of columns stand: cells of data are not called like columns. */
function headerTest<Key extends string>({ columns }: TableDefinition<Key>): OpenOptions['header'] {
  const all = Object.values<Columns<Key>[Key]>(columns);
  const names = new Set(all.flatMap((column) => column.names.map(plainName)));
  return (cells) => cells.filter((cell) => names.has(plainName(cell))).length >= Math.min(2, all.length);
}

function bind<Key extends string>(
  definition: TableDefinition<Key>,
  file: Pick<OpenedRows, 'columns' | 'format'>,
): Result<RecordReader> {
  if (file.format === 'json-lines') return ok(jsonReader(definition));
  const header = file.columns ?? definition.header;
  if (header !== undefined) return byName(definition, header);
  return definition.positions === undefined ? fail(noHeader(definition)) : ok(byPosition(definition));
}

function byName<Key extends string>(
  definition: TableDefinition<Key>,
  header: readonly string[],
): Result<RecordReader> {
  const { places, missing } = placeColumns(definition.columns, header);
  return missing.length > 0 ? fail(missingColumns(missing)) : ok(readerOf(definition, places));
}

function usesOf<Key extends string>(definition: TableDefinition<Key>, file: FileShape): ColumnUse[] {
  const header = file.columns ?? definition.header;
  const places = placesIn(definition, file);
  return (Object.entries(definition.columns) as [Key, Columns<Key>[Key]][]).map(([field, column]) => ({
    field,
    column: header?.[places[field]] ?? column.names[0]!,
    place: places[field],
    required: column.required === true,
    personal: column.personal === true,
  }));
}

function placesIn<Key extends string>(definition: TableDefinition<Key>, file: FileShape): Places<Key> {
  if (file.format === 'json-lines') return jsonPlaces(definition);
  const header = file.columns ?? definition.header;
  if (header === undefined && definition.positions !== undefined) return placesBy(definition, file.width);
  return placeColumns(definition.columns, header ?? []).places;
}

const jsonPlaces = <Key extends string>({ columns }: TableDefinition<Key>): Places<Key> =>
  Object.fromEntries((Object.keys(columns) as Key[]).map((key, nth) => [key, nth])) as Record<Key, number>;

/** The places are known once the first row shows how wide the file is. */
function byPosition<Key extends string>(definition: TableDefinition<Key>): RecordReader {
  let reader: RecordReader | undefined;
  const at = (row: Row): RecordReader => {
    reader ??= readerOf(definition, placesBy(definition, row.cells.length));
    return reader;
  };
  return { read: (row) => at(row).read(row), contentOf: (row) => at(row).contentOf(row) };
}

function placesBy<Key extends string>(definition: TableDefinition<Key>, width: number): Places<Key> {
  const positions = definition.positions!;
  const order = positions.find((keys) => keys.length === width) ?? positions[0]!;
  const keys = Object.keys(definition.columns) as Key[];
  return Object.fromEntries(keys.map((key) => [key, order.indexOf(key)])) as Record<Key, number>;
}

/** JSON lines: a column's name is a path (`context.ip`); cells are laid out in the order of the columns. */
function jsonReader<Key extends string>(definition: TableDefinition<Key>): RecordReader {
  const keys = Object.keys(definition.columns) as Key[];
  const names = keys.map((key) => definition.columns[key].names);
  const inner = readerOf(definition, jsonPlaces(definition));
  const laidOut = (row: Row): Row => ({ ...row, cells: cellsOfJson(row.json ?? {}, names) });
  return { read: (row) => inner.read(laidOut(row)), contentOf: (row) => inner.contentOf(laidOut(row)) };
}

function readerOf<Key extends string>(definition: TableDefinition<Key>, places: Places<Key>): RecordReader {
  const reader = new RowReader(definition.columns, places, {
    currency: definition.currency,
    zone: zoneOf(definition.timeZone),
  });
  const records = definition.start();
  const refundKey = refundKeyOf(Object.keys(definition.columns) as Key[]);
  const used = Object.values<number>(places).filter((place) => place >= 0);
  return {
    read(row) {
      reader.turnTo(row);
      const made = records(reader);
      if (reader.problems.length === 0 && givesBackTooMuch(made))
        reader.refuse(refundKey, 'refund-exceeds-paid', REFUND_TOO_LARGE);
      return reader.problems.length > 0
        ? { records: [], problems: reader.problems }
        : { records: made, problems: NO_PROBLEMS, ...leftOutOf(reader.leftOut) };
    },
    contentOf: (row) => used.map((place) => row.cells[place] ?? '').join(SEPARATOR),
  };
}

/** Half a million rows leave out nothing, and make nothing for it. */
const leftOutOf = (columns: readonly string[]) =>
  columns.length === 0 ? undefined : { leftOut: columns.map((column) => ({ column })) };

function missingColumns(missing: readonly Issue[]): Problem {
  const names = missing.map((issue) => issue.field).join(', ');
  return problem(
    'missing-columns',
    422,
    { zh: `文件缺少列：${names}`, en: `The file lacks columns: ${names}` },
    missing,
  );
}

function noHeader<Key extends string>({ columns }: TableDefinition<Key>): Problem {
  const { missing } = placeColumns(columns, []);
  return problem(
    'no-header',
    422,
    { zh: '在文件开头找不到表头', en: 'No header was found at the beginning of the file' },
    missing,
  );
}
