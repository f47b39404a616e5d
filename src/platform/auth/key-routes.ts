import { Type } from 'typebox';
import { issuedKeySchema, keySchema, newKeySchema } from '../../contract/keys.ts';
import { slugSchema } from '../../contract/shops.ts';
import { orThrow } from '../errors.ts';
import type { HttpApp } from '../http/routes.ts';
import { callerOf, shopOf } from './caller.ts';
import { createKey, type KeyParts, listKeys, revokeKey } from './keys.ts';

const tags = ['keys'];
const params = Type.Object({ shop: slugSchema });

/** Write keys and API keys of a shop. */
export function keyRoutes(app: HttpApp, parts: KeyParts): void {
  app.get(
    '/api/shops/:shop/keys',
    {
      config: { permission: 'keys:manage' },
      schema: {
        tags,
        summary: 'Keys, revoked ones too',
        params,
        response: { 200: Type.Object({ keys: Type.Array(keySchema) }) },
      },
    },
    async (request) => ({ keys: await listKeys(parts, shopOf(request).shopId) }),
  );

  app.post(
    '/api/shops/:shop/keys',
    {
      config: { permission: 'keys:manage' },
      schema: {
        tags,
        summary: 'Make a key; it is shown in this answer and never again',
        params,
        body: newKeySchema,
        response: { 201: issuedKeySchema },
      },
    },
    async (request, reply) => {
      const act = { shopId: shopOf(request).shopId, actor: callerOf(request).actor };
      const issued = await createKey(parts, act, request.body);
      return reply.code(201).header('cache-control', 'no-store').send(issued);
    },
  );

  app.delete(
    '/api/shops/:shop/keys/:key',
    {
      config: { permission: 'keys:manage' },
      schema: {
        tags,
        summary: 'Revoke a key, at once',
        params: Type.Object({ shop: slugSchema, key: Type.String({ format: 'uuid' }) }),
        response: { 200: keySchema },
      },
    },
    async (request) => {
      const act = { shopId: shopOf(request).shopId, actor: callerOf(request).actor };
      return orThrow(await revokeKey(parts, act, request.params.key));
    },
  );
}
