import { Type } from 'typebox';
import { lookAlikeQuerySchema, lookAlikeSchema } from '../../../contract/look-alike.ts';
import { slugSchema } from '../../../contract/shops.ts';
import { shopOf } from '../../../platform/auth/index.ts';
import { orThrow } from '../../../platform/errors.ts';
import type { HttpApp } from '../../../platform/http/routes.ts';
import type { Platform } from '../../../platform/platform.ts';
import { peopleFinder } from '../people/find-people.ts';
import { askingOf } from '../read-query.ts';
import { lookAlikesOf } from './look-alikes-of.ts';

/** Look-alikes of a set of people. Stops the engine when its caller goes away. */
export function lookAlikeRoutes(app: HttpApp, platform: Platform): void {
  app.get(
    '/api/shops/:shop/analytics/look-alike',
    {
      config: { permission: 'analytics:read' },
      schema: {
        ...{ tags: ['interests'], params: Type.Object({ shop: slugSchema }) },
        summary: 'Customers whose interests are those of a set of people, with the lift on members held out',
        querystring: lookAlikeQuerySchema,
        response: { 200: lookAlikeSchema },
      },
    },
    async (request) => {
      const { as_of: asOf, ...asked } = request.query;
      const [asking, shop] = [askingOf(platform, request), shopOf(request)];
      return orThrow(await lookAlikesOf(peopleFinder, { ...asking, platform, shop, asOf }, asked));
    },
  );
}
