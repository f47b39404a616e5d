import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import { ProblemError, problem } from '../../../platform/errors.ts';
import type { HttpApp, Routes } from '../../../platform/http/routes.ts';
import type { Platform } from '../../../platform/platform.ts';
import { browserLibrary, browserLibraryPart } from './browser-library.ts';

/**
 * Changes with a release only; an hour keeps a shop's pages fast and an upgrade quick. Stale it is better than none: a
 * page that begins while we are away keeps what it has to say until we are back, one without the library loses it.
 */
const HOUR = 'public, max-age=3600, stale-while-revalidate=604800';
/** The name of a part holds the hash of its text. */
const FOR_EVER = 'public, max-age=31536000, immutable';

/** Browsers of other sites may run it (helmet says same-origin, which would forbid the shop's own page). */
function sendScript(reply: FastifyReply, script: string, cache: string): FastifyReply {
  return reply
    .header('cross-origin-resource-policy', 'cross-origin')
    .header('access-control-allow-origin', '*')
    .header('cache-control', cache)
    .type('application/javascript; charset=utf-8')
    .send(script);
}

/** The stock browser library, from the shop's own installation, at the paths its usual snippet and parts ask for. */
export const browserLibraryRoutes: Routes = (app: HttpApp, { config }: Platform) => {
  let library: Promise<string> | undefined;
  app.get(
    '/analytics.js/v1/:key/analytics.min.js',
    {
      config: { permission: 'public', rateLimit: false },
      schema: {
        tags: ['tracking'],
        summary: 'The stock browser library (analytics.js), speaking to this installation',
        params: Type.Object({
          key: Type.String({ maxLength: 100, description: 'The write key, for the script to read' }),
        }),
      },
    },
    async (_request, reply) => {
      library ??= browserLibrary(config.publicUrl);
      return sendScript(reply, await library, HOUR);
    },
  );
  app.get(
    '/analytics-next/bundles/:part',
    {
      config: { permission: 'public', rateLimit: false },
      schema: { hide: true, params: Type.Object({ part: Type.String({ maxLength: 100 }) }) },
    },
    async (request, reply) => {
      const part = await browserLibraryPart(request.params.part);
      if (part === undefined) throw new ProblemError(noSuchPart);
      return sendScript(reply, part, FOR_EVER);
    },
  );
};

const noSuchPart = problem('library-part-not-found', 404, {
  zh: '浏览器脚本没有这个部分',
  en: 'The browser library has no such part',
});
