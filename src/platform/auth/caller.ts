import type { FastifyRequest } from 'fastify';
import type { Masking, Permission, Role } from '../../contract/auth.ts';
import type { Shop } from './shops.ts';

/** Who is asking, and what they may do in the shop the URL names. */
export interface Caller {
  readonly kind: 'user' | 'key' | 'write-key';
  readonly userId?: string;
  readonly keyId?: string;
  /** For the audit log: `user:<id>` or `key:<id>`. */
  readonly actor: string;
  /** The shop of the route, or of the key. Absent on routes outside a shop. */
  readonly shopId?: number;
  /** Absent for keys. */
  readonly role?: Role;
  /** Empty outside a shop and for write keys. */
  readonly permissions: ReadonlySet<Permission>;
  readonly masking: Masking;
  /** What a write key sends in from. */
  readonly source?: string;
}

declare module 'fastify' {
  interface FastifyRequest {
    caller: Caller | undefined;
    shop: Shop | undefined;
  }
}

/** The caller, on a route that asked for one; throws where the route forgot to. */
export function callerOf(request: FastifyRequest): Caller {
  if (request.caller === undefined) throw new Error(`${request.routeOptions.url} declares no access`);
  return request.caller;
}

/** The shop of the route; throws on a route outside a shop. */
export function shopOf(request: FastifyRequest): Shop {
  if (request.shop === undefined) throw new Error(`${request.routeOptions.url} is not the route of a shop`);
  return request.shop;
}
