import type { IncomingMessage, ServerResponse } from 'node:http';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type {
  FastifyBaseLogger,
  FastifyInstance,
  FastifySchema,
  RawServerDefault,
  RouteOptions,
} from 'fastify';
import type { Permission } from '../../contract/auth.ts';
import type { Platform } from '../platform.ts';

/** The application as route plugins see it: Fastify whose TypeBox schemas type `request.body`, `params` and `query`. */
export type HttpApp = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>;

/**
 * What a domain gives to `buildApp`. It registers its routes with full paths (`/api/shops/:shop/orders`), each with
 * `config: { permission }`. Handlers return the body, or throw with `orThrow(result)`: a ProblemError leaves as
 * problem+json.
 */
export type Routes = (app: HttpApp, platform: Platform) => void | Promise<void>;

/**
 * Who may call a route: a permission within the route's shop, anybody signed in, a write key of a source (ingest
 * only), or everybody.
 */
export type RoutePermission = Permission | 'signed-in' | 'write-key' | 'public';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Mandatory on every route under /api; the authorize hook enforces it, a test lists them all. */
    permission?: RoutePermission;
    /** With `write-key`: the key may stand in the body too, so the route itself asks the write door for it. */
    keyInBody?: true;
  }
  interface FastifyInstance {
    /** Every route with what it demands, in order of registration. */
    routePolicies: RoutePolicy[];
  }
}

export interface RoutePolicy {
  readonly method: string;
  readonly url: string;
  readonly permission: RoutePermission | undefined;
  readonly schema: FastifySchema | undefined;
}

/** Notes every route's policy, and refuses to start with a route under /api that declares none. */
export function demandPermissions(app: HttpApp): void {
  app.decorate('routePolicies', []);
  app.addHook('onRoute', (route) => {
    for (const policy of policiesOf(route)) {
      if (policy.url.startsWith('/api') && policy.permission === undefined)
        throw new Error(
          `${policy.method} ${policy.url} declares no permission: add config: { permission } to it`,
        );
      app.routePolicies.push(policy);
    }
  });
}

function policiesOf(route: RouteOptions): RoutePolicy[] {
  const methods = Array.isArray(route.method) ? route.method : [route.method];
  const { url, schema } = route;
  return methods.map((method) => ({ method, url, permission: demandOf(route), schema }));
}

/** The pages of the docs come from a plugin that knows nothing of us; they show no shop's data. */
function demandOf({ url, config }: RouteOptions): RoutePermission | undefined {
  return url.startsWith('/api/docs') ? 'public' : config?.permission;
}
