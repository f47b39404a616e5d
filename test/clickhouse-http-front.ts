import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Engine, EngineConnection } from '../src/platform/clickhouse/engine.ts';
import { quote } from '../src/platform/clickhouse/literal.ts';

/**
 * ClickHouse's HTTP interface over the engine in this process, as far as the official client uses it: parameters,
 * settings, multipart bodies, inserts, query ids, errors. It lets the remote path be tested against the real engine.
 */
export interface HttpFront {
  readonly url: string;
  /** Requests so far, as the address parameters they came with. */
  readonly requests: readonly URLSearchParams[];
  close(): Promise<void>;
}

/** Parameters of an address that are not settings. */
const words = new Set([
  'query',
  'query_id',
  'database',
  'default_format',
  'wait_end_of_query',
  'enable_http_compression',
]);

export async function openHttpFront(engine: Engine, password: string): Promise<HttpFront> {
  const requests: URLSearchParams[] = [];
  const server = createServer((request, response) => {
    const asked = new URL(request.url ?? '/', 'http://front').searchParams;
    requests.push(asked);
    const allowed = request.headers.authorization === `Basic ${btoa(`default:${password}`)}`;
    const answer = allowed
      ? answerTo(engine, asked, request)
      : Promise.reject(new Error('Code: 516. (AUTHENTICATION_FAILED)'));
    answer.then((body) => response.end(body)).catch((error: Error) => refuse(response, error));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://default:${password}@127.0.0.1:${port}`,
    requests,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function refuse(response: ServerResponse, error: Error): void {
  const code = /Code: (\d+)/.exec(error.message)?.[1] ?? '1000';
  response.writeHead(500, { 'X-ClickHouse-Exception-Code': code }).end(error.message);
}

async function answerTo(
  engine: Engine,
  asked: URLSearchParams,
  request: IncomingMessage,
): Promise<Uint8Array> {
  const parts = await bodyOf(request);
  const database = asked.get('database') ?? 'default';
  const values = [...asked, ...parts.fields].filter(([name]) => name.startsWith('param_'));
  const settings = [...asked].filter(([name]) => !words.has(name) && !name.startsWith('param_'));
  const query = [asked.get('query'), parts.query, parts.text].filter(Boolean).join('\n');
  const sets = [...settings, ...values, ['log_comment', asked.get('query_id') ?? '']];
  const connection = await engine.connect('default');
  try {
    await runEach(connection, [
      `USE \`${database}\``,
      ...sets.map(([name, value]) => `SET ${name} = ${quote(value!)}`),
    ]);
    return (await connection.raw.queryAsync(asEngine(query))).bytes();
  } finally {
    await connection.client.close();
  }
}

/**
 * chDB gives its own query ids: the client's stands in the comment. Its user has no password, with which a server's
 * dictionaries read their tables.
 */
const asEngine = (query: string): string =>
  query
    .replace(/\bquery_id\b/, "Settings['log_comment']")
    .replace(/(\bSOURCE\(CLICKHOUSE\(USER '\w+' PASSWORD) '(?:[^'\\]|\\.)*'/, "$1 ''");

async function runEach({ raw }: EngineConnection, statements: readonly string[]): Promise<void> {
  for (const statement of statements) await raw.queryAsync(statement);
}

interface Body {
  readonly text: string;
  readonly query?: string;
  readonly fields: readonly [string, string][];
}

async function bodyOf(request: IncomingMessage): Promise<Body> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const bytes = Buffer.concat(chunks);
  const type = request.headers['content-type'] ?? '';
  if (!type.startsWith('multipart/form-data')) return { text: bytes.toString(), fields: [] };
  const form = await new Response(bytes, { headers: { 'content-type': type } }).formData();
  const fields = [...form].map(([name, value]): [string, string] => [name, String(value)]);
  return { text: '', query: String(form.get('query') ?? ''), fields };
}
