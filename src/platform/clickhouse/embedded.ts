import type { ClickHouse, Question, Rows } from './clickhouse.ts';
import { renderDirectives } from './directives.ts';
import { type Dump, dumper } from './dump-embedded.ts';
import type { Engine, EngineConnection } from './engine.ts';
import { ClickHouseFailure } from './failure.ts';
import { Lanes } from './lanes.ts';
import { bindLiterals, type Params } from './literal.ts';
import { assertInspects, paramsOf, toLines } from './question.ts';
import { cleared, runQuestion } from './run-question.ts';
import { isQuick, loadBounds, upkeepBounds } from './settings.ts';

/**
 * Readers per handle: three questions that may run long, and one kept for quick ones. With the writer, two for upkeep
 * and the killer that is 8 of libuv's 16 threads (UV_THREADPOOL_SIZE), so files and DNS never wait for analyses.
 */
const readers = 4;

interface Parts {
  readonly engine: Engine;
  readonly database: string;
  readonly readers: Lanes<EngineConnection>;
  readonly writer: Lanes<EngineConnection>;
  /** One for work that may take minutes, one so that a dictionary's reload never waits behind it. */
  readonly upkeep: Lanes<EngineConnection>;
  readonly dump: Dump;
}

/** chDB can show the same engine from another of its databases; the tests' two shards are one. */
export interface EmbeddedClickHouse extends ClickHouse {
  standIn(database: string): Promise<EmbeddedClickHouse>;
}

/** chDB as a ClickHouse, standing in one database of the engine. Closing it stops what runs and closes the engine. */
export async function openEmbedded(engine: Engine, database = 'default'): Promise<EmbeddedClickHouse> {
  const connect = (count: number) =>
    Promise.all(Array.from({ length: count }, () => engine.connect(database)));
  const parts: Parts = {
    engine,
    database,
    readers: new Lanes(await connect(readers)),
    writer: new Lanes(await connect(1)),
    upkeep: new Lanes(await connect(2)),
    dump: dumper(engine, database),
  };
  return {
    query: (question) => asked(engine, () => query(parts, question)),
    insert: (table, rows) => stored(engine, () => insert(parts, table, rows)),
    command: (sql, params = {}) => commanded(parts, sql, params),
    inspect: (sql, params = {}) => inspect(parts, sql, params),
    dump: (sql, params = {}) => parts.dump(renderDirectives(sql, { database })[0]!, params),
    load: (table, columns, lines) => stored(engine, () => load(parts, { table, columns, lines })),
    describe: () => describe(parts),
    close: () => engine.close(),
    standIn: (other) => openEmbedded(engine, other),
  };
}

/** Rows are stored if there was room all the while: see disk-guard.ts. */
const stored = ({ guard }: Engine, write: () => Promise<void>): Promise<void> => guard.stored(write);

/** Asks once more when the first try met a part that a full disk had spoilt and that was taken back. */
async function asked<Row>({ guard }: Engine, ask: () => Promise<Row[]>): Promise<Row[]> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof ClickHouseFailure) || !(await guard.mendedAfter(error))) throw error;
    return ask();
  }
}

async function query<Row>({ engine, readers }: Parts, question: Question): Promise<Row[]> {
  const sql = bindLiterals(question.sql, paramsOf(question));
  const lane = await readers.take({
    ...{ shopId: question.shopId, quick: isQuick(question), signal: question.signal },
  });
  try {
    return await runQuestion<Row>({ engine, connection: lane.connection, sql, question });
  } finally {
    lane.release();
  }
}

/** Shop number of what belongs to no shop: upkeep, inserts, questions about the engine. They wait in one line. */
const house = 0;

interface Work {
  readonly lanes: Lanes<EngineConnection>;
  readonly quick: boolean;
  run(connection: EngineConnection): Promise<unknown>;
}

async function onLane({ lanes, quick, run }: Work): Promise<void> {
  const lane = await lanes.take({ shopId: house, quick });
  try {
    await run(lane.connection);
  } catch (error) {
    throw await cleared(lane.connection, error);
  } finally {
    lane.release();
  }
}

/** Bytes go to the engine as they are: its own parser reads the lines, no statement is built around the values. */
async function insert({ writer: lanes }: Parts, table: string, rows: Rows): Promise<void> {
  const { lines, columns, format } = toLines(rows);
  if (lines.length === 0) return;
  const values = typeof lines === 'string' ? Buffer.from(lines) : lines;
  const run = ({ raw }: EngineConnection) =>
    raw.rawInsert({ table, values, format, ...(columns && { columns }) });
  await onLane({ lanes, quick: true, run });
}

async function load(
  { writer: lanes }: Parts,
  { table, columns, lines: values }: { table: string; columns: readonly string[]; lines: Uint8Array },
): Promise<void> {
  const run = ({ raw }: EngineConnection) =>
    raw.rawInsert({ table, columns, values, format: 'TabSeparated', settings: loadBounds });
  await onLane({ lanes, quick: true, run });
}

/** A statement that fills a table is an insert. */
const commanded = (parts: Parts, sql: string, params: Params): Promise<void> =>
  /^\s*INSERT\b/i.test(sql)
    ? stored(parts.engine, () => command(parts, sql, params))
    : command(parts, sql, params);

async function command({ upkeep: lanes, database }: Parts, sql: string, params: Params): Promise<void> {
  const statements = renderDirectives(sql, { database }).map((one) => bindLiterals(one, params));
  const quick = !/^\s*(OPTIMIZE|ALTER(?!.*\bATTACH PARTITION\b)|BACKUP|RESTORE)\b/is.test(sql);
  const run = async ({ client }: EngineConnection) => {
    for (const query of statements) await client.command({ query, clickhouse_settings: upkeepBounds });
  };
  await onLane({ lanes, quick, run });
}

async function inspect<Row>({ engine, readers }: Parts, sql: string, params: Params): Promise<Row[]> {
  assertInspects(sql);
  const lane = await readers.take({ shopId: house, quick: true });
  try {
    const { connection } = lane;
    return await runQuestion<Row>({ engine, connection, sql: bindLiterals(sql, params), question: {} });
  } finally {
    lane.release();
  }
}

async function describe(parts: Parts): Promise<{ version: string; kind: 'embedded' }> {
  const [row] = await inspect<{ version: string }>(parts, 'SELECT version() AS version', {});
  return { version: row?.version ?? 'unknown', kind: 'embedded' };
}
