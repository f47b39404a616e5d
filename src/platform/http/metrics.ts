import { collectDefaultMetrics, Histogram, type Registry } from 'prom-client';
import type { HttpApp } from './routes.ts';

const name = 'shuke_http_request_seconds';

/** Seconds a request took, by method, route pattern and status: never by address, which may hold a person's value. */
function histogramOf(registry: Registry): Histogram {
  const existing = registry.getSingleMetric(name);
  if (existing instanceof Histogram) return existing;
  return new Histogram({
    name,
    help: 'Seconds from the first byte of a request to the last of its answer',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers: [registry],
  });
}

/** Measures every request and answers /metrics in Prometheus' text format. */
export function measureRequests(app: HttpApp, registry: Registry): void {
  const seconds = histogramOf(registry);
  if (registry.getSingleMetric('process_cpu_seconds_total') === undefined)
    collectDefaultMetrics({ register: registry });
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none';
    seconds.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000);
  });
  app.get('/metrics', { schema: { hide: true }, config: { rateLimit: false } }, async (_request, reply) =>
    reply.type(registry.contentType).send(await registry.metrics()),
  );
}
