import { Type } from 'typebox';
import { policy } from '../../contract/auth.ts';
import { meSchema, myShopSchema, newShopSchema, shopSchema } from '../../contract/shops.ts';
import type { Db } from '../db/postgres.ts';
import { orThrow, ProblemError } from '../errors.ts';
import type { HttpApp } from '../http/routes.ts';
import type { Auth } from './auth.ts';
import { callerOf, shopOf } from './caller.ts';
import { operatorOnly } from './problems.ts';
import { createShop, listShopsOf, type Shop } from './shops.ts';
import { findUser, listMemberships } from './staff-store.ts';

interface Parts {
  readonly auth: Auth;
  readonly db: Db;
}

const tags = ['shops'];

/** My account, my shops, and opening another. */
export function shopRoutes(app: HttpApp, parts: Parts): void {
  app.get(
    '/api/me',
    {
      config: { permission: 'signed-in' },
      schema: { tags, summary: 'Who I am and where I work', response: { 200: meSchema } },
    },
    async (request) => {
      const userId = callerOf(request).userId!;
      const user = await findUser(parts.auth.db, userId);
      const { email, name, twoFactorEnabled, operator } = user;
      const me = { user_id: userId, email, name, two_factor_enabled: twoFactorEnabled, operator };
      return { ...me, shops: await myShops(parts, userId) };
    },
  );

  app.get(
    '/api/shops',
    {
      config: { permission: 'signed-in' },
      schema: {
        tags,
        summary: 'Shops I work in',
        response: { 200: Type.Object({ shops: Type.Array(myShopSchema) }) },
      },
    },
    async (request) => ({ shops: await myShops(parts, callerOf(request).userId!) }),
  );

  app.post(
    '/api/shops',
    {
      config: { permission: 'signed-in' },
      schema: { tags, summary: 'Open a shop and own it', body: newShopSchema, response: { 201: shopSchema } },
    },
    async (request, reply) => {
      const userId = callerOf(request).userId!;
      const user = await findUser(parts.auth.db, userId);
      if (!user.operator) throw new ProblemError(operatorOnly);
      const { time_zone: timeZone, ...asked } = request.body;
      const shop = orThrow(await createShop(parts, { ...asked, timeZone, ownerUserId: userId }));
      return reply.code(201).send(presentShop(shop));
    },
  );

  app.get(
    '/api/shops/:shop',
    {
      config: { permission: 'shop:read' },
      schema: { tags, summary: 'One shop', response: { 200: shopSchema } },
    },
    async (request) => presentShop(shopOf(request)),
  );
}

async function myShops({ auth, db }: Parts, userId: string) {
  const memberships = await listMemberships(auth.db, userId);
  const shops = await listShopsOf(db, [...memberships.keys()]);
  return shops.map((shop) => {
    const role = memberships.get(shop.organizationId)!;
    return { ...presentShop(shop), role, permissions: [...policy[role]] };
  });
}

/** What of a shop leaves the building: neither its number nor its organization. */
function presentShop({ slug, name, currency, timeZone, isDemo }: Shop) {
  return { slug, name, currency, time_zone: timeZone, is_demo: isDemo };
}
