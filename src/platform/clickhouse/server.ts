import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { type ClickHouseClient, ClickHouseLogLevel, createClient, drainStream } from '@clickhouse/client';
import { ProblemError, problem } from '../errors.ts';
import type { ClickHouse, Question, Rows } from './clickhouse.ts';
import { type Layout, renderDirectives } from './directives.ts';
import { toFailure } from './failure.ts';
import { Lanes } from './lanes.ts';
import { bindLiterals, type Params } from './literal.ts';
import { assertInspects, paramsOf, toLines } from './question.ts';
import { serverParams } from './server-params.ts';
import {
  boundsOf,
  defaultSeconds,
  houseSettings,
  isQuick,
  loadBounds,
  upkeepBounds,
  upkeepSeconds,
} from './settings.ts';

/** Questions this process asks a server at once; more wait here, in turn by shop, instead of piling up there. */
const lanesToServer = 12;

interface Parts {
  readonly client: ClickHouseClient;
  readonly layout: Layout;
  readonly lanes: Lanes<ClickHouseClient>;
  readonly patience: Patience;
}

/** How long a server that takes a call and never answers is waited for, milliseconds. */
export interface Patience {
  /** Beyond the time that the engine itself has for a question: a connection, a queue before it, the way back. */
  readonly grace: number;
  /** For an insert, which takes a second or two; loading and upkeep may take as long as upkeep may. */
  readonly insert: number;
}

const usualPatience: Patience = { grace: 10_000, insert: 60_000 };

export interface ServerOptions {
  /** http(s)://user:password@host:port/database; the database is made when it is missing. */
  readonly url: string;
  readonly cluster?: string | undefined;
  readonly patience?: Patience;
}

/** A ClickHouse server, or a cluster behind one, through the official client. Problems: clickhouse-unreachable. */
export async function openServer(options: ServerOptions): Promise<ClickHouse> {
  const { layout, base } = layoutOf(options);
  const { patience = usualPatience } = options;
  const client = connect(base, layout.database);
  await ensureDatabase(client, { layout, base, patience });
  const parts: Parts = {
    ...{ client, layout, patience },
    lanes: new Lanes(Array<ClickHouseClient>(lanesToServer).fill(client)),
  };
  return {
    query: (question) => query(parts, question),
    insert: (table, rows) => insert(parts, table, rows),
    command: (sql, params = {}) => command(parts, sql, params),
    inspect: (sql, params = {}) => inspect(parts, sql, params),
    dump: (sql, params = {}) => dump(parts, sql, params),
    load: (table, columns, lines) => load(parts, { table, columns, lines }),
    describe: () => describe(parts),
    close: () => client.close(),
  };
}

/** The client waits for the engine, which keeps the time; large parameters go in the body, not in the address. */
function connect(url: string, database: string): ClickHouseClient {
  return createClient({
    url,
    database,
    application: 'shuke',
    request_timeout: (upkeepSeconds + 60) * 1000,
    max_open_connections: lanesToServer + 4,
    use_multipart_params_auto: true,
    log: { level: ClickHouseLogLevel.OFF },
    // A Distributed table otherwise acknowledges rows that lie in a queue on one node.
    clickhouse_settings: { ...houseSettings, distributed_foreground_insert: 1 },
  });
}

/** The URL without its database, and the layout that the database makes. */
function layoutOf({ url, cluster }: ServerOptions): { layout: Layout; base: string } {
  const it = new URL(url);
  const database = decodeURIComponent(it.pathname.slice(1)) || 'default';
  const user = {
    name: decodeURIComponent(it.username) || 'default',
    password: decodeURIComponent(it.password),
  };
  it.pathname = '';
  return { layout: { database, cluster, user }, base: it.href };
}

/** Makes the database, on every node, when the server answers that it has none; needs no right to when it has one. */
async function ensureDatabase(
  client: ClickHouseClient,
  { layout, base, patience }: { layout: Layout; base: string; patience: Patience },
): Promise<void> {
  try {
    await client.command({ query: 'SELECT 1', abort_signal: AbortSignal.timeout(patience.grace) });
  } catch (error) {
    const failure = toFailure(error);
    if (failure.type === 'UNREACHABLE') throw unreachable();
    if (failure.type !== 'UNKNOWN_DATABASE') throw failure;
    await createDatabase(connect(base, 'default'), layout);
  }
}

async function createDatabase(client: ClickHouseClient, { database, cluster }: Layout): Promise<void> {
  const where = cluster === undefined ? '' : ` ON CLUSTER '${cluster}'`;
  try {
    await client.command({ query: `CREATE DATABASE IF NOT EXISTS \`${database}\`${where}` });
  } catch (error) {
    throw toFailure(error);
  } finally {
    await client.close();
  }
}

const unreachable = () =>
  new ProblemError(
    problem('clickhouse-unreachable', 503, {
      zh: '连接不到 SHUKE_CLICKHOUSE_URL 指定的 ClickHouse 服务器。请检查地址、端口和网络。',
      en: 'The ClickHouse server of SHUKE_CLICKHOUSE_URL does not answer. Check address, port and network.',
    }),
  );

type Settings = Readonly<Record<string, string | number>>;

interface Asked {
  readonly sql: string;
  readonly params: Params;
  readonly settings: Settings;
  readonly id?: string;
  readonly signal?: AbortSignal | undefined;
}

async function ask<Row>(client: ClickHouseClient, asked: Asked): Promise<Row[]> {
  try {
    const answer = await client.query({
      query: asked.sql,
      format: 'JSONEachRow',
      query_params: serverParams(asked.sql, asked.params),
      clickhouse_settings: asked.settings,
      ...(asked.id === undefined ? {} : { query_id: asked.id }),
      ...(asked.signal === undefined ? {} : { abort_signal: asked.signal }),
    });
    return await answer.json<Row>();
  } catch (error) {
    if (error instanceof TypeError || error instanceof RangeError) throw error;
    throw toFailure(error);
  }
}

async function query<Row>(parts: Parts, question: Question): Promise<Row[]> {
  const { shopId, signal } = question;
  const lane = await parts.lanes.take({ shopId, quick: isQuick(question), signal });
  try {
    // The client hears a signal only when it changes.
    signal?.throwIfAborted();
    return await askOrKill<Row>(parts, question);
  } finally {
    lane.release();
  }
}

async function askOrKill<Row>(parts: Parts, question: Question): Promise<Row[]> {
  const { sql, signal, seconds = defaultSeconds } = question;
  const id = randomUUID();
  const late = lateAfter(parts, seconds);
  const either = signal === undefined ? late : AbortSignal.any([signal, late]);
  const asked = { sql, params: paramsOf(question), settings: boundsOf(question), id, signal: either };
  try {
    return await ask<Row>(parts.client, asked);
  } catch (error) {
    if (!signal?.aborted) throw error;
    await kill(parts, id);
    throw signal.reason;
  }
}

/** Aborts when an answer is overdue: the engine keeps to its own time, unless it is stuck or gone without a word. */
const lateAfter = ({ patience }: Parts, seconds: number): AbortSignal =>
  AbortSignal.timeout(seconds * 1000 + patience.grace);

/** A closed connection alone does not stop a query; on a cluster it may run on a node that we do not talk to. */
async function kill({ client, layout, patience }: Parts, id: string): Promise<void> {
  const where = layout.cluster === undefined ? '' : ` ON CLUSTER '${layout.cluster}'`;
  const query = `KILL QUERY${where} WHERE query_id = '${id}' ASYNC`;
  const abort_signal = AbortSignal.timeout(patience.grace);
  await client.command({ query, abort_signal }).catch((error) => {
    throw toFailure(error);
  });
}

/** The lines go as they are: the client's own insert would take JSON lines only as parsed objects. */
async function insert({ client, patience }: Parts, table: string, rows: Rows): Promise<void> {
  const { lines, columns, format } = toLines(rows);
  if (lines.length === 0) return;
  if (!/^\w+$/.test(table)) throw new TypeError('insert() takes the name of a table');
  const into = columns === undefined ? table : `${table} (${columns.join(', ')})`;
  const signal = AbortSignal.timeout(patience.insert);
  const insertion = { body: typeof lines === 'string' ? Buffer.from(lines) : lines, settings: {}, signal };
  await append(client, `INSERT INTO ${into} FORMAT ${format}`, insertion);
}

interface Loading {
  readonly table: string;
  readonly columns: readonly string[];
  readonly lines: Uint8Array;
}

async function load({ client }: Parts, { table, columns, lines }: Loading): Promise<void> {
  const query = `INSERT INTO ${table} (${columns.join(', ')}) FORMAT TabSeparated`;
  await append(client, query, { body: lines, settings: loadBounds });
}

async function append(
  client: ClickHouseClient,
  query: string,
  { body, settings, signal }: { body: Uint8Array; settings: Settings; signal?: AbortSignal },
): Promise<void> {
  const asked = {
    query,
    values: Readable.from([body], { objectMode: false }),
    clickhouse_settings: { ...upkeepBounds, ...settings, wait_end_of_query: 1 } as const,
    ...(signal && { abort_signal: signal }),
  };
  try {
    await drainStream((await client.exec(asked)).stream);
  } catch (error) {
    throw toFailure(error);
  }
}

/** An engine that fails in the middle writes its error into the rows: whoever reads counts them. */
async function* dump({ client, layout }: Parts, sql: string, params: Params): AsyncGenerator<Uint8Array> {
  const query = `${renderDirectives(bindLiterals(sql, params), layout)[0]} FORMAT TabSeparated`;
  try {
    const { stream } = await client.exec({ query, clickhouse_settings: upkeepBounds });
    for await (const chunk of stream) yield chunk as Uint8Array;
  } catch (error) {
    throw toFailure(error);
  }
}

async function command({ client, layout }: Parts, sql: string, params: Params): Promise<void> {
  for (const statement of renderDirectives(sql, layout)) {
    const asked = { query: bindLiterals(statement, params), clickhouse_settings: upkeepBounds };
    await client.command(asked).catch((error) => {
      throw toFailure(error);
    });
  }
}

async function inspect<Row>(parts: Parts, sql: string, params: Params): Promise<Row[]> {
  assertInspects(sql);
  const signal = lateAfter(parts, defaultSeconds);
  return ask<Row>(parts.client, { sql, params, settings: boundsOf({}), signal });
}

async function describe(parts: Parts): Promise<{ version: string; kind: 'server' | 'cluster' }> {
  const [row] = await inspect<{ version: string }>(parts, 'SELECT version() AS version', {});
  return {
    version: row?.version ?? 'unknown',
    kind: parts.layout.cluster === undefined ? 'server' : 'cluster',
  };
}
