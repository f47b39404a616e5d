/**
 * What goes wrong in the engine, without what was in the question: the engine quotes SQL, literals and rows in its
 * messages, and those may be personal. Only its code, its type and words about the schema get out.
 */
export class ClickHouseFailure extends Error {
  /** The engine's number, such as 396; 0 when it gave none. */
  readonly code: number;
  /** The engine's name of it, such as TOO_MANY_ROWS_OR_BYTES. */
  readonly type: string;

  constructor(code: number, type: string, detail: string) {
    super(`ClickHouse: ${type} (${code})${detail === '' ? '' : `: ${detail}`}`);
    this.name = 'ClickHouseFailure';
    this.code = code;
    this.type = type;
  }
}

/** Turns whatever the engine or the client threw into a ClickHouseFailure. The original is dropped on purpose. */
export function toFailure(error: unknown): ClickHouseFailure {
  if (error instanceof ClickHouseFailure) return error;
  // The client cuts the engine's message and may take a word in brackets for the type; its cause is the whole one.
  const message = messageOf(fieldOf(error, 'cause') ?? error);
  const code = Number(/Code: (\d+)/.exec(message)?.[1] ?? fieldOf(error, 'code') ?? 0);
  const type = String(
    [...message.matchAll(/\(([A-Z][A-Z0-9_]{2,})\)/g)].at(-1)?.[1] ?? fieldOf(error, 'type') ?? unreached,
  );
  if (noSpace.test(message)) return new ClickHouseFailure(243, 'NOT_ENOUGH_SPACE', '');
  return new ClickHouseFailure(Number.isNaN(code) ? 0 : code, type, detailOf(message, type));
}

/** A full disk has a dozen names in the engine (STD_EXCEPTION, CANNOT_OPEN_FILE, ...), by where it was run into. */
const noSpace = /No space left on device|Disk quota exceeded|errno: (?:28|122)\b/;

/** The type of what the engine never answered: a refused connection, a closed client. */
const unreached = 'UNREACHABLE';

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

function fieldOf(error: unknown, name: string): unknown {
  return typeof error === 'object' && error !== null ? (error as Record<string, unknown>)[name] : undefined;
}

/** Types whose message speaks of names in the schema or of limits; their first clause is safe once values go. */
const aboutSchema = new Set(
  `UNKNOWN_IDENTIFIER UNKNOWN_TABLE UNKNOWN_DATABASE UNKNOWN_FUNCTION UNKNOWN_SETTING SYNTAX_ERROR NOT_AN_AGGREGATE
  ILLEGAL_TYPE_OF_ARGUMENT NUMBER_OF_ARGUMENTS_DOESNT_MATCH TABLE_ALREADY_EXISTS NO_SUCH_COLUMN_IN_TABLE
  ILLEGAL_AGGREGATION TYPE_MISMATCH NO_COMMON_TYPE AMBIGUOUS_IDENTIFIER DISTRIBUTED_IN_JOIN_SUBQUERY_DENIED
  MEMORY_LIMIT_EXCEEDED TIMEOUT_EXCEEDED TOO_MANY_ROWS_OR_BYTES NOT_IMPLEMENTED SUPPORT_IS_DISABLED`.split(
    /\s+/,
  ),
);

/**
 * The first clause of a message about the schema, with quoted text, numbers of four digits and more, and anything
 * not ASCII taken out; of other messages only the row of an insert, which is a number we need.
 */
function detailOf(message: string, type: string): string {
  const row = /\(at row (\d+)\)/.exec(message)?.[0] ?? '';
  if (!aboutSchema.has(type)) return row;
  const clause = message.split(/ [Ii]n scope |: While |: while |\(line \d|Stack trace|\n/)[0] ?? '';
  return clause
    .replace(/^.*DB::Exception: /, '')
    .replace(/failed at position (\d+) .*$/, 'failed at position $1')
    .replace(/'(?:[^'\\]|\\.)*'?/g, "'...'")
    .replace(/\d{4,}/g, '#')
    .replace(/[^\x20-\x7e]+/g, '?')
    .slice(0, 300)
    .trim();
}
