import type { FastifyReply } from 'fastify';
import type { HttpApp } from '../../../platform/http/routes.ts';

/** Any origin may read an answer, and when to come again: without this a browser's script sees no more than a failure. */
export const openToAll = (reply: FastifyReply): FastifyReply =>
  reply
    .header('access-control-allow-origin', '*')
    .header('access-control-expose-headers', 'retry-after')
    .header('cross-origin-resource-policy', 'cross-origin');

/**
 * A shop's site is another origin than ours. A write key only sends in and no cookie is looked at here, so any origin
 * may: these paths only. `Retry-After` is shown to scripts, which wait by it.
 */
export function allowOrigins(app: HttpApp, urls: readonly string[]): void {
  app.addHook('onRequest', async (_request, reply) => {
    openToAll(reply);
  });
  const config = { permission: 'public', rateLimit: false } as const;
  for (const url of urls)
    app.options(url, { schema: { hide: true }, config }, async (_request, reply) =>
      reply
        .header('access-control-allow-methods', 'GET, POST, OPTIONS')
        .header(
          'access-control-allow-headers',
          'authorization, content-type, content-encoding, x-retry-count',
        )
        .header('access-control-max-age', '86400')
        .code(204)
        .send(),
    );
}
