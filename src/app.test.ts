import { SerializerSelector } from '@fastify/fast-json-stringify-compiler';
import type { FastifySchema } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorld, type World } from '../test/world.ts';
import { buildApp } from './app.ts';
import { permissions } from './contract/auth.ts';
import type { HttpApp } from './platform/http/routes.ts';
import { makeValidatorCompiler } from './platform/http/validator.ts';

let world: World;
let app: HttpApp;

beforeAll(async () => {
  world = await openWorld();
  app = await buildApp(world.platform);
});
afterAll(async () => {
  await app.close();
  await world.close();
});

const api = () => app.routePolicies.filter((it) => it.url.startsWith('/api') && it.method !== 'HEAD');

test('every route under /api says who may call it, in words of the policy', () => {
  const words = new Set<string | undefined>([...permissions, 'public', 'signed-in', 'write-key']);
  expect(api().filter((it) => !words.has(it.permission))).toEqual([]);
  expect(api().length).toBeGreaterThan(20);
});

test('a route inside a shop is never open to everybody, nor to whoever is merely signed in', () => {
  const inside = api().filter((it) => it.url.startsWith('/api/shops/:shop'));
  expect(inside.filter((it) => it.permission === 'public' || it.permission === 'signed-in')).toEqual([]);
});

/** They only ask, in a body: an address with a phone number in it would be kept by every proxy on the way; a basket is long. */
const asksInBody = /\/(search|preview|benefits\/prices)$/;

/**
 * What somebody keeps for themselves or shows to colleagues (settings, views, charts) changes nothing of the shop; a
 * retry asks for the permission of the work itself.
 */
const keepsForThemselves = /\/:shop\/(desk|charts|dashboards)\b|\/jobs\/:job\/retry$/;

test('a route that changes something asks for more than a reading permission', () => {
  const changing = api().filter(
    (it) => it.method !== 'GET' && !asksInBody.test(it.url) && !keepsForThemselves.test(it.url),
  );
  expect(changing.filter((it) => it.permission?.endsWith(':read'))).toEqual([]);
});

test('the OpenAPI document lists every route of the API, each with a summary and the problem', () => {
  const { paths } = app.swagger() as unknown as {
    paths: Record<string, Record<string, { summary?: string; responses: object }>>;
  };
  const shown = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, it]) => ({ path: `${method.toUpperCase()} ${path}`, ...it })),
  );
  expect(shown.filter((it) => !it.summary).map((it) => it.path)).toEqual([]);
  expect(shown.filter((it) => !('default' in it.responses)).map((it) => it.path)).toEqual([]);
});

test('writes of a shop are documented with their Idempotency-Key, and routes with what they demand', () => {
  const { paths } = app.swagger() as unknown as {
    paths: Record<string, Record<string, { parameters?: { name: string }[]; 'x-permission'?: string }>>;
  };
  const merge = paths['/api/shops/{shop}/customers/merge']!.post!;
  expect(merge['x-permission']).toBe('customers:merge');
  expect(merge.parameters?.map((it) => it.name)).toContain('idempotency-key');
});

/** Names of properties and parameters anywhere in a piece of the document; headers are named by HTTP. */
function namesIn(it: unknown): string[] {
  if (typeof it !== 'object' || it === null) return [];
  const { properties, name, in: place } = it as { properties?: object; name?: unknown; in?: unknown };
  const own = place === 'query' || place === 'path' ? [String(name)] : [];
  const inside = Object.values(it).flatMap(namesIn);
  return [...own, ...(typeof properties === 'object' ? Object.keys(properties) : []), ...inside];
}

test('every name that enters or leaves over HTTP is snake_case, but for those of better-auth', async () => {
  const document = (await app.inject('/api/openapi.json')).json();
  const ours = Object.entries(document.paths).filter(([path]) => !path.startsWith('/api/auth/'));
  const names = namesIn([ours, document.components.schemas]);
  expect(new Set(names)).toContain('next_cursor');
  expect(new Set(names)).toContain('as_of');
  expect([...new Set(names)].filter((it) => !/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/.test(it))).toEqual([]);
});

const asked = ['body', 'querystring', 'params', 'headers'] as const;

/** Answers what compiles all that a route takes and answers, which otherwise waits for somebody to come. */
function compiler() {
  const [validator, serializer] = [makeValidatorCompiler(), SerializerSelector()(app.getSchemas(), {})];
  return ({ schema = {}, method, url }: { schema?: FastifySchema; method: string; url: string }) => {
    for (const httpPart of asked.filter((part) => schema[part] !== undefined))
      validator({ method, url, httpPart, schema: schema[httpPart] as object })({});
    for (const [httpStatus, answer] of Object.entries(schema.response ?? {}))
      for (const it of schemasOf(answer)) serializer({ method, url, httpStatus, schema: it });
  };
}

const schemasOf = (answer: { content?: Record<string, { schema: object }> }): object[] =>
  answer.content === undefined ? [answer] : Object.values(answer.content).map((it) => it.schema);

test('what every route takes and answers compiles', () => {
  const compile = compiler();
  const failures = app.routePolicies.flatMap(({ schema = {}, method, url }) => {
    try {
      compile({ schema, method, url });
      return [];
    } catch (error) {
      return [`${method} ${url}: ${error}`];
    }
  });
  expect(failures).toEqual([]);
  const route = { method: 'PUT', url: '/' };
  const broken = { $ref: '#/nowhere' };
  expect(() => compile({ ...route, schema: { body: broken } })).toThrow('nowhere');
  expect(() => compile({ ...route, schema: { response: { 200: broken } } })).toThrow('nowhere');
});
