import type { HttpApp } from '../../../platform/http/routes.ts';

/**
 * A shop's site is another origin than ours. A write key only sends in and no cookie is looked at here, so any origin
 * may: these paths only. `Retry-After` is shown to scripts, which wait by it.
 */
export function allowOrigins(app: HttpApp, urls: readonly string[]): void {
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('access-control-allow-origin', '*');
    reply.header('access-control-expose-headers', 'retry-after');
    reply.header('cross-origin-resource-policy', 'cross-origin');
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
