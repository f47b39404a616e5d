/**
 * People, shops, keys: who may come in and what they may do. Sign-in, sessions and two-factor are better-auth's, in the
 * schema `auth` under the role shuke_auth; shops, keys and the policy are ours. `guardRoutes` stands before every route,
 * `authRoutes` are the routes for all of this.
 */
import type { HttpApp } from '../http/routes.ts';
import { keyRoutes } from './key-routes.ts';
import { shopRoutes } from './shop-routes.ts';
import { signInRoutes } from './sign-in-routes.ts';
import type { StaffParts } from './staff.ts';
import { invitationRoutes, staffRoutes } from './staff-routes.ts';

export { type EnsuredOwner, ensureOwner, resetPassword } from './accounts.ts';
export type { Audit, AuditEntry } from './audit.ts';
export { type Auth, openAuth } from './auth.ts';
export { type Caller, callerOf, shopOf } from './caller.ts';
export { guardRoutes } from './guard.ts';
export { createKey, listKeys, revokeKey } from './keys.ts';
export { createShop, findShop, findShopById, listAllShops, type Shop, type ShopToCreate } from './shops.ts';

/** Everything under /api/auth, /api/me, /api/shops, /api/invitations and a shop's staff and keys. */
export function authRoutes(app: HttpApp, parts: StaffParts): void {
  signInRoutes(app, parts.auth);
  shopRoutes(app, parts);
  staffRoutes(app, parts);
  invitationRoutes(app, parts);
  keyRoutes(app, parts);
}
