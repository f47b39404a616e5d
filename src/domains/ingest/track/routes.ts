import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { keyInHeader } from '../../../platform/auth/index.ts';
import { orThrow, ProblemError } from '../../../platform/errors.ts';
import { handleError } from '../../../platform/http/error-handler.ts';
import { sendProblem } from '../../../platform/http/problem.ts';
import type { HttpApp, Routes } from '../../../platform/http/routes.ts';
import { answerSchema } from './answer.ts';
import { browserLibraryRoutes } from './browser-library-routes.ts';
import { clientSettings } from './client-settings.ts';
import { allowOrigins, openToAll } from './cross-origin.ts';
import { RetryLater, receive } from './receive.ts';
import { openTrackDoor, type TrackDoor } from './track-door.ts';
import { bodyTooLarge, MOST_BODY_BYTES } from './track-problems.ts';

/** Paths by what their body is: one call of a type, or a batch. The short ones are the browser's. */
const SINGLE: Readonly<Record<string, readonly string[]>> = {
  track: ['/v1/track', '/v1/t'],
  identify: ['/v1/identify', '/v1/i'],
  page: ['/v1/page', '/v1/p'],
  screen: ['/v1/screen', '/v1/s'],
  group: ['/v1/group', '/v1/g'],
  alias: ['/v1/alias', '/v1/a'],
};
const BATCH = ['/v1/batch', '/v1/import', '/v1/b'];
const SETTINGS = '/v1/projects/:key/settings';

/** The Segment HTTP tracking protocol: its clients work by changing the host and the key. */
export const trackRoutes: Routes = (app, platform) => {
  const door = openTrackDoor(platform);
  takeAnyType(app);
  app.setErrorHandler(answerFailure);
  const singles = Object.entries(SINGLE).flatMap(([type, urls]) => urls.map((url) => ({ url, type })));
  allowOrigins(app, [...singles.map(({ url }) => url), ...BATCH, SETTINGS]);
  for (const { url, type } of singles) answerCalls(app, door, { url, type });
  for (const url of BATCH) answerCalls(app, door, { url, type: undefined });
  answerSettings(app, door);
  browserLibraryRoutes(app, platform);
};

/** Browsers say text/plain to spare a preflight; whatever it is called, the body is JSON. */
function takeAnyType(app: HttpApp): void {
  app.removeAllContentTypeParsers();
  const bounds = { parseAs: 'buffer', bodyLimit: MOST_BODY_BYTES } as const;
  app.addContentTypeParser('*', bounds, (_request, body, done) => done(null, body));
}

interface Path {
  readonly url: string;
  readonly type: string | undefined;
}

const config = { permission: 'write-key', keyInBody: true, rateLimit: false } as const;

function answerCalls(app: HttpApp, door: TrackDoor, { url, type }: Path): void {
  const options = { schema: schemaOf({ url, type }), config, compress: false, decompress: false } as const;
  app.post(url, options, async (request: FastifyRequest) =>
    receive(door, {
      raw: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
      encoding: request.headers['content-encoding'],
      key: keyInHeader(request.headers.authorization),
      ...{ type, address: request.ip },
    }),
  );
}

const schemaOf = ({ url, type }: Path) => ({
  tags: ['tracking'],
  summary: type === undefined ? `A batch of calls (${url})` : `One ${type} call (${url})`,
  description:
    'Segment HTTP tracking protocol. The write key stands in basic authentication as user name, as a bearer token, or in the body as writeKey. The body is JSON, whatever its content type, gzip if you like: at most 500 KB, 500 calls, 32 KB a call. 200 = every call that is not listed under rejected is stored durably. 400: unreadable or too large, do not send it again. 401: the key. 429 and 503: send the same again after Retry-After.',
  response: { 200: answerSchema },
});

function answerSettings(app: HttpApp, door: TrackDoor): void {
  const schema = {
    tags: ['tracking'],
    summary: 'Settings as @segment/analytics-next asks for them',
    params: Type.Object({ key: Type.String({ description: 'A write key' }) }),
  };
  app.get(SETTINGS, { schema, config }, async (request, reply) => {
    const { key } = request.params as { key: string };
    orThrow(await door.keys.admit(key));
    // The library does not begin without them; a browser that has them begins while we are away.
    reply.header('cache-control', 'public, max-age=86400, stale-while-revalidate=604800');
    return clientSettings(key, { protocol: protocolOf(door, request), host: request.host });
  });
}

/** Behind a proxy that ends TLS the connection is plain; the address people type says what it was. */
function protocolOf({ platform }: TrackDoor, request: FastifyRequest): string {
  const site = new URL(platform.config.publicUrl);
  return site.host === request.host ? site.protocol.slice(0, -1) : request.protocol;
}

function answerFailure(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  openToAll(reply); // A disk that is low refuses before our own hooks run.
  if (error instanceof RetryLater) reply.header('retry-after', String(error.seconds));
  if (error instanceof ProblemError) return sendProblem(reply, error.problem);
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') return sendProblem(reply, bodyTooLarge);
  return handleError(error, request, reply);
}
