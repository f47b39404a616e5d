import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { ClickHouse, Question } from './clickhouse.ts';
import { renderDirectives } from './directives.ts';
import type { Engine, EngineConnection } from './engine.ts';
import { toFailure } from './failure.ts';
import { type Lane, Lanes, quickSeconds } from './lanes.ts';
import { bindLiterals, type Params } from './literal.ts';
import { assertInspects, paramsOf, toLines } from './question.ts';
import { boundsOf, defaultSeconds, upkeepBounds } from './settings.ts';

/**
 * Readers per handle: three questions that may run long, and one kept for quick ones. With the writer, upkeep and
 * the killer that is 7 of libuv's 16 threads (UV_THREADPOOL_SIZE), so files and DNS never wait for analyses.
 */
const readers = 4;

/** Milliseconds between two tries to stop a query: the first may come before the engine has listed it. */
const killPause = 20;

interface Parts {
  readonly engine: Engine;
  readonly database: string;
  readonly lanes: Lanes<EngineConnection>;
  readonly writer: Lanes<EngineConnection>;
  readonly upkeep: Lanes<EngineConnection>;
}

/** chDB can show the same engine from another of its databases; the tests' two shards are one. */
export interface EmbeddedClickHouse extends ClickHouse {
  standIn(database: string): Promise<EmbeddedClickHouse>;
}

/** chDB as a ClickHouse, standing in one database of the engine. Closing it closes the engine. */
export async function openEmbedded(engine: Engine, database = 'default'): Promise<EmbeddedClickHouse> {
  const connections = await Promise.all(Array.from({ length: readers + 2 }, () => engine.connect(database)));
  const [writer, upkeep, ...lanes] = connections;
  const parts: Parts = {
    engine,
    database,
    lanes: new Lanes(lanes),
    writer: new Lanes([writer!]),
    upkeep: new Lanes([upkeep!]),
  };
  return {
    query: (question) => query(parts, question),
    insert: (table, rows) => insert(parts, table, rows),
    command: (sql, params = {}) => command(parts, sql, params),
    inspect: (sql, params = {}) => inspect(parts, sql, params),
    describe: () => describe(parts),
    close: () => engine.close(),
    standIn: (other) => openEmbedded(engine, other),
  };
}

async function query<Row>(parts: Parts, question: Question): Promise<Row[]> {
  const sql = bindLiterals(question.sql, paramsOf(question));
  const quick = (question.seconds ?? defaultSeconds) <= quickSeconds;
  const lane = await parts.lanes.take({ shopId: question.shopId, quick, signal: question.signal });
  try {
    return await stoppable<Row>({ parts, lane, sql, question });
  } finally {
    lane.release();
  }
}

interface Run {
  readonly parts: Parts;
  readonly lane: Lane<EngineConnection>;
  readonly sql: string;
  readonly question: Question;
}

/**
 * Runs one question and, when its caller goes away, stops the engine. Settles only after the engine has: whoever
 * sees the rejection finds the machine free, and the next question on this connection is never the one killed.
 */
async function stoppable<Row>({ parts, lane, sql, question }: Run): Promise<Row[]> {
  const mark = randomUUID();
  const settings = { ...boundsOf(question), log_comment: mark };
  const running = ask<Row>(lane.connection, sql, settings);
  const done = new AbortController();
  const stopping = stopWhenLeft({ engine: parts.engine, mark, done: done.signal, left: question.signal });
  try {
    return await running;
  } catch (error) {
    throw question.signal?.aborted ? question.signal.reason : error;
  } finally {
    done.abort();
    await stopping;
  }
}

/** Waits until the caller leaves, then kills the marked query again and again until it is done. */
async function stopWhenLeft(watch: {
  engine: Engine;
  mark: string;
  done: AbortSignal;
  left?: AbortSignal | undefined;
}) {
  if (watch.left === undefined) return;
  await firstOf(watch.done, watch.left);
  while (!watch.done.aborted) {
    await watch.engine.kill(watch.mark);
    await pause(killPause);
  }
}

function firstOf(...signals: AbortSignal[]): Promise<void> {
  const any = AbortSignal.any(signals);
  return new Promise((resolve) => {
    if (any.aborted) resolve();
    else any.addEventListener('abort', () => resolve(), { once: true });
  });
}

type Settings = Readonly<Record<string, string | number>>;

async function ask<Row>(connection: EngineConnection, sql: string, settings: Settings): Promise<Row[]> {
  try {
    const asked = { query: sql, format: 'JSONEachRow', clickhouse_settings: settings } as const;
    const answer = await connection.client.query(asked);
    return await answer.json<Row>();
  } catch (error) {
    await clear(connection);
    throw toFailure(error);
  }
}

/** chDB keeps a failed query, its memory and its place in system.processes until the connection's next one. */
async function clear({ raw }: EngineConnection): Promise<void> {
  await raw.queryAsync('SELECT 1').catch(() => undefined);
}

/** The writer and upkeep belong to nobody: every caller waits in one line. */
const house = { shopId: 0, quick: false };

async function onLane<T>(
  lanes: Lanes<EngineConnection>,
  work: (c: EngineConnection) => Promise<T>,
): Promise<T> {
  const lane = await lanes.take(house);
  try {
    return await work(lane.connection);
  } catch (error) {
    await clear(lane.connection);
    throw toFailure(error);
  } finally {
    lane.release();
  }
}

/** Bytes go to the engine as they are: its own parser reads the lines, no statement is built around the values. */
async function insert(parts: Parts, table: string, rows: readonly object[] | string): Promise<void> {
  const lines = toLines(rows);
  if (lines.trim() === '') return;
  const values = Buffer.from(lines);
  await onLane(parts.writer, ({ raw }) => raw.rawInsert({ table, values, format: 'JSONEachRow' }));
}

async function command(parts: Parts, sql: string, params: Params): Promise<void> {
  const statements = renderDirectives(sql, { database: parts.database }).map((one) =>
    bindLiterals(one, params),
  );
  await onLane(parts.upkeep, async ({ client }) => {
    for (const query of statements) await client.command({ query, clickhouse_settings: upkeepBounds });
  });
}

async function inspect<Row>(parts: Parts, sql: string, params: Params): Promise<Row[]> {
  assertInspects(sql);
  const lane = await parts.lanes.take({ shopId: 0, quick: true });
  try {
    return await ask<Row>(lane.connection, bindLiterals(sql, params), { ...boundsOf({}), log_comment: '' });
  } finally {
    lane.release();
  }
}

async function describe(parts: Parts): Promise<{ version: string; kind: 'embedded' }> {
  const [row] = await inspect<{ version: string }>(parts, 'SELECT version() AS version', {});
  return { version: row?.version ?? 'unknown', kind: 'embedded' };
}
