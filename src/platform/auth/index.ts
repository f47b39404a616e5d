/**
 * People, shops, keys: who may come in and what they may do. Sign-in, sessions and two-factor are better-auth's, in the
 * schema `auth` under the role shuke_auth; shops, keys and the policy are ours. `openFrontDoor` puts all of it before the
 * application.
 */

import type { HttpApp } from '../http/routes.ts';
import type { Platform } from '../platform.ts';
import type { Audit } from './audit.ts';
import { openAuth } from './auth.ts';
import { guardRoutes } from './guard.ts';
import { invitationRoutes } from './invitation-routes.ts';
import { keyRoutes } from './key-routes.ts';
import { shopRoutes } from './shop-routes.ts';
import { signInRoutes } from './sign-in-routes.ts';
import type { StaffParts } from './staff.ts';
import { staffRoutes } from './staff-routes.ts';
import { tidyDaily } from './tidy.ts';

export { type EnsuredOwner, ensureOwner, resetPassword } from './accounts.ts';
export { withActorNames } from './actor-names.ts';
export type { Audit, AuditEntry } from './audit.ts';
export { type Caller, callerOf, shopOf } from './caller.ts';
export { keyInHeader } from './key-rules.ts';
export { createKey, listKeys, revokeKey } from './keys.ts';
export { goodKeys } from './keys-store.ts';
export {
  demandOperator,
  hasAccounts,
  isOperator,
  listOperators,
  type Operator,
  setOperator,
} from './operators.ts';
export { keyInvalid } from './problems.ts';
export {
  createShop,
  findShop,
  findShopById,
  listAllShops,
  type Shop,
  type ShopToCreate,
  shopProblem,
} from './shops.ts';
export { openWriteDoor, type WriteDoor, type WriteKey } from './write-door.ts';

/**
 * Puts the guard before every route registered after this call, and adds the routes for all of this: /api/auth, /api/me,
 * /api/shops, /api/invitations, and a shop's staff and keys. `audit` is the compliance domain's.
 */
export function openFrontDoor(app: HttpApp, platform: Platform, audit: Audit): void {
  const { db, clock } = platform;
  const auth = openAuth(platform);
  guardRoutes(app, { auth, db, clock });
  const parts: StaffParts = { auth, db, audit };
  signInRoutes(app, auth);
  shopRoutes(app, parts);
  staffRoutes(app, parts);
  invitationRoutes(app, parts);
  keyRoutes(app, parts);
  tidyDaily(app, auth.db);
}
