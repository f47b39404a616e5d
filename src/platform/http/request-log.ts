import type { HttpApp } from './routes.ts';

/**
 * One line a request, with the route's pattern instead of its address: query strings and path parameters may name
 * people. Health checks and scrapes come every few seconds and are left out.
 */
export function logRequests(app: HttpApp): void {
  const quiet = new Set(['/health', '/ready', '/metrics']);
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
  });
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none';
    if (quiet.has(route)) return;
    const { method } = request;
    request.log.info(
      { method, route, status: reply.statusCode, ms: Math.round(reply.elapsedTime) },
      'request',
    );
  });
}
