import { Type } from 'typebox';
import { affinityRulesQuerySchema, affinityRulesSchema } from '../../../contract/affinity.ts';
import { slugSchema } from '../../../contract/shops.ts';
import { orThrow } from '../../../platform/errors.ts';
import type { HttpApp } from '../../../platform/http/routes.ts';
import type { Platform } from '../../../platform/platform.ts';
import { shopDay } from '../people/shop-day.ts';
import { askingOf } from '../read-query.ts';
import { askRules } from './ask-rules.ts';

/** What is bought together, of one shop. Stops the engine when its caller goes away. */
export function affinityRoutes(app: HttpApp, platform: Platform): void {
  app.get(
    '/api/shops/:shop/analytics/affinity/rules',
    {
      config: { permission: 'analytics:read' },
      schema: {
        ...{ tags: ['analytics'], params: Type.Object({ shop: slugSchema }) },
        summary: 'What is bought together: rules with their lift, interval and test',
        description:
          'Counts paid orders of known customers in the shop currency; an item counts once an order, whatever its quantity, and a refund takes nothing back. Tests are corrected for all pairs of the items looked at. Who bought one and not the other: the filters `bought_item` and `not_bought_item` of the list of customers.',
        querystring: affinityRulesQuerySchema,
        response: { 200: affinityRulesSchema },
      },
    },
    async (request) => {
      const { min_support: minSupport, ...query } = request.query;
      const asking = askingOf(platform, request);
      const to = query.to ?? shopDay(platform.clock.now(), asking.shop);
      return orThrow(await askRules({ ...asking, ...query, to, minSupport }));
    },
  );
}
