import type { ListBy } from '../../contract/segment-list.ts';
import { withShop } from '../../platform/db/postgres.ts';
import { caught, ProblemError, type Result, type Text } from '../../platform/errors.ts';
import type { Platform } from '../../platform/platform.ts';
import { findPersons, personsKnown } from '../customers/index.ts';
import { type HeaderTest, openRows, type Row } from '../ingest/index.ts';
import { noSuchColumn, tooLongList } from './segment-problems.ts';

/** By what the lines of a file name customers. */
export interface ListColumn {
  readonly by: ListBy;
  /** Of accounts that every channel has its own of; every channel unless told. */
  readonly channel?: string | undefined;
  /** Name of the column; the first where none is told. */
  readonly column?: string | undefined;
}

/** Why a line named nobody. What stood there is not repeated: it is somebody's phone. */
export interface ListProblem {
  readonly line: number;
  readonly code: string;
  readonly message: Text;
}

interface Reading {
  readonly platform: Platform;
  readonly shopId: number;
  readonly path: string;
  readonly column: ListColumn;
}

export interface Listed {
  readonly persons: ReadonlySet<number>;
  readonly lines: number;
  readonly found: number;
  readonly rejected: number;
  /** The first hundred. */
  readonly problems: readonly ListProblem[];
}

const MOST_LINES = 1_000_000;
const SHOWN = 100;

/** Reads a file as imports do, and finds whom each line names. Nothing but numbers is kept. */
export const readListed = (it: Reading): Promise<Result<Listed>> => caught(() => readAll(it));

async function readAll(it: Reading): Promise<Listed> {
  const opened = await openRows(it.path, { header: headerOf(it.column) });
  try {
    const place = placeOf(opened.columns, it.column);
    const told = {
      persons: new Set<number>(),
      lines: 0,
      found: 0,
      rejected: 0,
      problems: [] as ListProblem[],
    };
    for await (const { rows, rejects } of opened.batches) {
      told.lines += rows.length + rejects.length;
      if (told.lines > MOST_LINES) throw new ProblemError(tooLongList(MOST_LINES));
      const found = await findAll(it, rows, place);
      for (const id of found) if (typeof id === 'number') told.persons.add(id);
      told.found += found.filter((id) => typeof id === 'number').length;
      const problems = [...rejects, ...found.flatMap((id, n) => problemOf(id, rows[n]!))];
      told.rejected += problems.length;
      told.problems.push(...problems.slice(0, SHOWN - told.problems.length).map(plain));
    }
    return told;
  } finally {
    await opened.close();
  }
}

const plain = ({ line, code, message }: ListProblem): ListProblem => ({ line, code, message });

/** Values of these have a digit or an @, names of columns have neither: a list of one column has a header too. */
const plainly: readonly ListBy[] = ['phone', 'e-mail', 'customer'];

function headerOf({ by, column }: ListColumn): HeaderTest {
  if (column !== undefined) return true;
  if (!plainly.includes(by)) return 'likely';
  let isFirst = true;
  return ([cell = '']) => {
    const isHeader = isFirst && cell !== '' && !/[\d@*]/.test(cell);
    isFirst = false;
    return isHeader;
  };
}

/** Where the value stands in a row. */
function placeOf(columns: readonly string[] | undefined, { column }: ListColumn): number {
  if (column === undefined) return 0;
  const at = (columns ?? []).findIndex((name) => name.trim() === column.trim());
  if (at < 0) throw new ProblemError(noSuchColumn(columns ?? []));
  return at;
}

type Found = number | 'unusable' | undefined;

const textOf = (row: Row, place: number): string =>
  (row.cells[place] ?? String(Object.values(row.json ?? {})[place] ?? '')).trim();

async function findAll({ platform, shopId, column }: Reading, rows: readonly Row[], place: number) {
  const values = rows.map((row) => textOf(row, place));
  if (column.by === 'customer') return findNumbers(platform, shopId, values);
  const { by: kind, channel } = column;
  const keys = await platform.keyring.forShop(shopId);
  return withShop(platform.db, shopId, (tx) => findPersons(tx, { keys, shopId, kind, channel, values }));
}

async function findNumbers(platform: Platform, shopId: number, values: readonly string[]): Promise<Found[]> {
  const ids = values.map((it) => (/^#?[1-9]\d{0,9}$/.test(it) ? Number(it.replace('#', '')) : undefined));
  const asked = ids.filter((it) => it !== undefined && it < 2 ** 31) as number[];
  const known = await withShop(platform.db, shopId, (tx) => personsKnown(tx, shopId, asked));
  return ids.map((id) => (id === undefined ? 'unusable' : known.has(id) ? id : undefined));
}

function problemOf(found: Found, { line }: Row): ListProblem[] {
  if (typeof found === 'number') return [];
  return [found === undefined ? { line, ...nobody } : { line, ...unusable }];
}

const nobody = {
  code: 'nobody-known',
  message: { zh: '没有这样的客户', en: 'No customer is known by this' },
};
const unusable = {
  code: 'names-nobody',
  message: {
    zh: '空白、打码或格式不对，无法识别客户',
    en: 'Empty, masked or malformed: it can name nobody',
  },
};
