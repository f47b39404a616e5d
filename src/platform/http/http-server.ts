import { randomUUID } from 'node:crypto';
import compress from '@fastify/compress';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import Fastify, { type FastifyBaseLogger, LogController } from 'fastify';
import { refuseWritesWhenLow } from '../disk/refuse-writes.ts';
import { ProblemError } from '../errors.ts';
import type { Platform } from '../platform.ts';
import { answerClientError } from './client-error.ts';
import { publishDocs } from './docs.ts';
import { handleError } from './error-handler.ts';
import { answerHealth } from './health.ts';
import { noSuchRoute, shuttingDown, tooManyRequests } from './known-problems.ts';
import { measureRequests } from './metrics.ts';
import { sendProblem } from './problem.ts';
import { logRequests } from './request-log.ts';
import { demandPermissions, type HttpApp } from './routes.ts';
import { serializeOnFirstUse } from './serializer.ts';
import { makeValidatorCompiler } from './validator.ts';

const mebibyte = 1024 * 1024;

/**
 * Fastify with everything that is the same for every route: validation, problems, request ids, logs, metrics, limits,
 * headers, docs. Routes are the caller's to register; then `listen` or `inject`.
 */
export async function makeHttpServer(platform: Platform): Promise<HttpApp> {
  const app: HttpApp = Fastify({
    loggerInstance: platform.log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'request_id' }),
    frameworkErrors: handleError,
    clientErrorHandler: answerClientError,
    // An id the caller chose could be a phone number in our log.
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    trustProxy: [...platform.config.trustedProxies],
    bodyLimit: 2 * mebibyte,
    schemaController: { compilersFactory: { buildSerializer: serializeOnFirstUse } },
    routerOptions: { ignoreTrailingSlash: true },
    return503OnClosing: false,
    forceCloseConnections: 'idle',
  }).withTypeProvider<TypeBoxTypeProvider>();
  app.setValidatorCompiler(makeValidatorCompiler());
  app.setErrorHandler(handleError);
  demandPermissions(app);
  logRequests(app);
  dropWhoIsGone(app);
  refuseWhileClosing(app);
  refuseWritesWhenLow(app, platform.disk);
  await addGuards(app);
  measureRequests(app, platform.metrics);
  answerHealth(app, platform);
  await publishDocs(app);
  // Browsers ask for one wherever they are; without an answer every page of the docs logs a 404.
  app.get('/favicon.ico', { schema: { hide: true } }, async (_request, reply) => reply.code(204).send());
  return app;
}

/** A caller that hung up before its request was looked at has no address to be limited by, and reads no answer. */
function dropWhoIsGone(app: HttpApp): void {
  app.addHook('onRequest', async (request, reply) => {
    if ((request.ip as string | undefined) !== undefined) return;
    reply.hijack();
    request.raw.destroy();
  });
}

/** Requests that come over a kept connection after the stop began are told so; those begun before it are finished. */
function refuseWhileClosing(app: HttpApp): void {
  let closing = false;
  app.addHook('preClose', async () => {
    closing = true;
  });
  app.addHook('onRequest', async (_request, reply) => {
    if (!closing) return;
    reply.header('connection', 'close');
    throw new ProblemError(shuttingDown);
  });
}

/** Headers, limits and encodings. 1,200 requests a minute: a busy console makes some hundreds, a scraper thousands. */
async function addGuards(app: HttpApp): Promise<void> {
  const none = { directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] }, useDefaults: false };
  await app.register(helmet, { contentSecurityPolicy: none, hsts: false });
  await app.register(rateLimit, {
    max: 1200,
    timeWindow: 60_000,
    errorResponseBuilder: (_request, { ttl }) => new ProblemError(tooManyRequests(Math.ceil(ttl / 1000))),
  });
  app.setNotFoundHandler({ preHandler: app.rateLimit() }, (_request, reply) =>
    sendProblem(reply, noSuchRoute),
  );
  await app.register(compress, { global: true, threshold: 1024 });
  // One upload of an import: 2 GiB holds some ten million order lines, streamed, never held in memory.
  await app.register(multipart, {
    limits: { fileSize: 2048 * mebibyte, files: 1, fields: 20, fieldSize: mebibyte },
  });
}
