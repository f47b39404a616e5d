import { randomBytes } from 'node:crypto';
import swagger from '@fastify/swagger';
import scalar from '@scalar/fastify-api-reference';
import type { FastifySchema, RouteOptions } from 'fastify';
import { Type } from 'typebox';
import { problemSchema } from './problem.ts';
import type { HttpApp } from './routes.ts';

const info = {
  title: 'Shuke 熟客 API',
  description:
    "Times are UTC (ISO 8601), days are the shop's own, money is integer minor units (分). Every failure is " +
    '`application/problem+json` with a stable `code` and all issues in Chinese and English. Names are snake_case. Lists are paged by an ' +
    'opaque `cursor`. Writes of a shop take an `Idempotency-Key`: the same key again, by the same caller with the same ' +
    'request, gets the first answer for 24 hours; while the first still runs `request-in-progress` (409); with another ' +
    'request `idempotency-key-reused` (422). What is shown once (keys, invitations, values in clear) is not shown to a ' +
    'retry: `answered-once` (409). Answers of 429 and 5xx are not kept. Outside a shop the header is refused (400). ' +
    'The limit of the promise: a server that dies after the work and before its answer is kept leaves the key free, at ' +
    'once on its own machine, after a minute to other machines, and a retry does the work again.',
};

/** Names are ours everywhere but here. */
const authDescription =
  'Signing in, by better-auth: bodies and answers of /api/auth keep the names that library gives them (camelCase); ' +
  'everywhere else names are snake_case.';

/** How one may identify oneself; the names are those routes would use in `security`. */
const securitySchemes = {
  session: { type: 'apiKey', in: 'cookie', name: 'shuke.session_token' },
  apiKey: { type: 'http', scheme: 'bearer', description: 'API key (sak_...) or write key (swk_...)' },
} as const;

/** OpenAPI 3.1 at /api/openapi.json and pages to read it at /api/docs, all from our own files. */
export async function publishDocs(app: HttpApp): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { ...info, version: '0.1.0' },
      components: { securitySchemes, schemas: { Problem: problemSchema as object } },
      security: [{ session: [] }, { apiKey: [] }],
      tags: [{ name: 'auth', description: authDescription }],
    },
    transform: ({ schema, url, route }) => ({ schema: described(schema ?? {}, route), url }),
  });
  app.get('/api/openapi.json', { schema: { hide: true }, config: { permission: 'public' } }, async () =>
    app.swagger(),
  );
  await publishPages(app);
}

const idempotencyKey = Type.Object({
  'idempotency-key': Type.Optional(
    Type.String({
      maxLength: 200,
      description:
        'The same key again gets the first answer, for 24 hours; 409 while the first runs, or when its answer is shown once',
    }),
  ),
});

const problemResponse = {
  description: 'A problem, with every issue found',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};

/** What holds for every route and stands in none: who may call it, retries of writes, and that all else is a Problem. */
function described(schema: FastifySchema, { method, url, config }: RouteOptions): FastifySchema {
  const response = (schema.response as object | undefined) ?? { 200: { description: 'Done' } };
  const isWrite = !['GET', 'HEAD'].includes(String(method)) && url.startsWith('/api/shops/:shop');
  return {
    ...schema,
    ...mayBeLeftOut(schema),
    ...(isWrite ? { headers: idempotencyKey } : {}),
    ...(config?.permission === 'public' ? { security: [] } : {}),
    ...{ 'x-permission': config?.permission, response: { ...response, default: problemResponse } },
  };
}

interface Shape {
  readonly properties?: Readonly<Record<string, { readonly default?: unknown }>>;
  readonly required?: readonly string[];
}

/** What has a default need not be sent: the compiled schema demands it only after filling it in. */
const withoutDefaults = (shape: Shape): Shape => ({
  ...shape,
  ...(shape.required && {
    required: shape.required.filter((name) => shape.properties?.[name]?.default === undefined),
  }),
});

function mayBeLeftOut({ querystring, body }: FastifySchema): FastifySchema {
  return {
    ...(querystring !== undefined && { querystring: withoutDefaults(querystring as Shape) }),
    ...(body !== undefined && { body: withoutDefaults(body as Shape) }),
  };
}

/**
 * The reader may run its own script and nothing else. Its one inline script is allowed by a nonce of this process:
 * the page is built from our schemas only, so there is nothing in it that somebody else wrote.
 */
async function publishPages(app: HttpApp): Promise<void> {
  const nonce = randomBytes(16).toString('base64');
  const policy = [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
  app.addHook('onSend', async (request, reply) => {
    if (request.routeOptions.url?.startsWith('/api/docs')) reply.header('content-security-policy', policy);
  });
  await app.register(scalar, {
    routePrefix: '/api/docs',
    configuration: {
      url: '/api/openapi.json',
      pageTitle: info.title,
      nonce,
      // The defaults load fonts and send the reader to foreign hosts.
      withDefaultFonts: false,
      telemetry: false,
      hideClientButton: true,
      showDeveloperTools: 'never',
      agent: { disabled: true },
      mcp: { disabled: true },
    },
  });
}
