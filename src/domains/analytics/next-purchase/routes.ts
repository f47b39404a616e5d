import { Type } from 'typebox';
import { dayText } from '../../../contract/measure.ts';
import { customerNextPurchaseSchema, nextPurchaseViewSchema } from '../../../contract/next-purchase.ts';
import { slugSchema } from '../../../contract/shops.ts';
import { orThrow } from '../../../platform/errors.ts';
import type { HttpApp } from '../../../platform/http/routes.ts';
import type { Platform } from '../../../platform/platform.ts';
import { askingOf } from '../read-query.ts';
import { showCustomerNext, showNext } from './show-next.ts';

const config = { permission: 'analytics:read' } as const;
const tags = ['next-purchase'];
const querystring = Type.Object({
  as_of: Type.Optional(
    Type.String({ ...dayText, description: 'Day of the scores; the latest unless given' }),
  ),
});

/** The next purchase of a shop's customers. */
export function nextPurchaseRoutes(app: HttpApp, platform: Platform): void {
  app.get(
    '/api/shops/:shop/analytics/next-purchase',
    {
      config,
      schema: {
        ...{ tags, querystring, params: Type.Object({ shop: slugSchema }) },
        summary: 'Next purchases: how many when, drivers, the check on unseen days',
        response: { 200: nextPurchaseViewSchema },
      },
    },
    async (request) =>
      orThrow(await showNext({ ...askingOf(platform, request), platform, asOf: request.query.as_of })),
  );

  app.get(
    '/api/shops/:shop/analytics/next-purchase/customers/:customer',
    {
      config,
      schema: {
        ...{ tags, querystring, summary: 'When one customer buys next, how likely, and what of' },
        params: Type.Object({
          shop: slugSchema,
          customer: Type.Integer({ minimum: 1, maximum: 2 ** 32 - 1 }),
        }),
        response: { 200: customerNextPurchaseSchema },
      },
    },
    async (request) => {
      const ask = { ...askingOf(platform, request), platform, asOf: request.query.as_of };
      return orThrow(await showCustomerNext(ask, request.params.customer));
    },
  );
}
