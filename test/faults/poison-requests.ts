import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { poisonBytes, poisonText } from './poison-values.ts';
import { fitting, poisoned, type Schema } from './schema-values.ts';

/** One operation of the OpenAPI document. */
export interface Operation {
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly schema: Schema }[];
  readonly body?: Schema | undefined;
}

export interface PoisonRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Buffer;
}

// biome-ignore lint/suspicious/noExplicitAny: a document read from outside
export function operationsOf(document: any): Operation[] {
  return Object.entries<object>(document.paths).flatMap(([path, methods]) =>
    // biome-ignore lint/suspicious/noExplicitAny: as above
    Object.entries<any>(methods).map(([method, it]) => ({
      ...{ method: method.toUpperCase(), path, parameters: it.parameters ?? [] },
      body: it.requestBody?.content?.['application/json']?.schema,
    })),
  );
}

/** Written as a careless client writes it: what cannot be percent-encoded goes as bytes that are no UTF-8. */
const encoded = (value: unknown): string => {
  try {
    return encodeURIComponent(String(value)).slice(0, 5000);
  } catch {
    return '%ed%a0%80';
  }
};

const ids = fc.constantFrom(
  '1',
  '2',
  '3',
  '0',
  '-1',
  '2147483648',
  '9007199254740993',
  '1e999',
  '%00',
  '%ff',
  '%2e%2e%2f',
);

function pathOf({ path, parameters }: Operation): fc.Arbitrary<string> {
  const names = parameters.filter((it) => it.in === 'path' && it.name !== 'shop');
  const values = names.map(({ schema }) =>
    fc.oneof(
      { weight: 3, arbitrary: fitting(schema).map(encoded) },
      { weight: 2, arbitrary: ids },
      { weight: 1, arbitrary: poisonText.map(encoded) },
    ),
  );
  return fc
    .tuple(...values)
    .map((chosen) =>
      names.reduce(
        (all, { name }, n) => all.replace(`{${name}}`, chosen[n] || '0'),
        path.replace('{shop}', 'faults'),
      ),
    );
}

function queryOf({ parameters }: Operation): fc.Arbitrary<string> {
  const names = parameters.filter((it) => it.in === 'query');
  const one = ({ name, schema }: Operation['parameters'][number]) =>
    fc.oneof(
      { weight: 4, arbitrary: fitting(schema).map((it) => `${name}=${encoded(it)}`) },
      { weight: 2, arbitrary: fc.constant('') },
      { weight: 1, arbitrary: poisonText.map((it) => `${name}=${encoded(it)}`) },
      { weight: 1, arbitrary: poisonText.map((it) => `${name}[${encoded(it)}]=1&${name}=2`) },
    );
  return fc.tuple(...names.map(one)).map((parts) => parts.filter(Boolean).join('&'));
}

const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value) ?? '');

function bodyOf({ body }: Operation): fc.Arbitrary<Buffer> {
  const good = fitting(body ?? {});
  return fc.oneof(
    { weight: 2, arbitrary: good.map(json) },
    { weight: 5, arbitrary: good.chain(poisoned).map(json) },
    { weight: 1, arbitrary: poisonBytes },
  );
}

const usual = { 'content-type': 'application/json' };
const headers: fc.Arbitrary<Record<string, string>> = fc.oneof(
  { weight: 8, arbitrary: fc.constant(usual) },
  {
    weight: 3,
    arbitrary: fc.constantFrom<Record<string, string>>(
      { 'content-type': 'text/plain' },
      { 'content-type': 'application/json; charset=utf-16' },
      { 'content-type': 'multipart/form-data' },
      { 'content-type': 'multipart/form-data; boundary=x' },
      { 'content-type': 'application/x-www-form-urlencoded' },
      { 'content-type': '' },
      { ...usual, 'content-encoding': 'gzip' },
      { ...usual, 'content-encoding': 'br, gzip, nonsense' },
      { ...usual, 'idempotency-key': 'k'.repeat(5000) },
      { ...usual, 'idempotency-key': 'again' },
      { ...usual, 'accept-language': 'zh;q=x,,;;q=9,'.repeat(200) },
      { ...usual, 'accept-encoding': 'gzip;q=nonsense, zstd, *;q=0' },
      { ...usual, accept: '\u00ff' },
    ),
  },
);

/** A request of the operation, with anything wrong with it. */
export const poisonRequest = (operation: Operation): fc.Arbitrary<PoisonRequest> =>
  fc
    .tuple(pathOf(operation), queryOf(operation), headers, bodyOf(operation))
    .map(([path, query, head, body]) => {
      const { method } = operation;
      const base = { method, path: query === '' ? path : `${path}?${query}`, headers: head };
      if (['GET', 'HEAD'].includes(method)) return { ...base, headers: {} };
      return { ...base, body: head['content-encoding'] === 'gzip' ? gzipSync(body) : body };
    });
