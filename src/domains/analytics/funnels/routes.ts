import { Type } from 'typebox';
import { eventNamesQuerySchema, eventNamesSchema } from '../../../contract/event-names.ts';
import { funnelAnswerSchema, funnelQuerySchema } from '../../../contract/funnel.ts';
import { slugSchema } from '../../../contract/shops.ts';
import { orThrow } from '../../../platform/errors.ts';
import type { HttpApp } from '../../../platform/http/routes.ts';
import type { Platform } from '../../../platform/platform.ts';
import { listEventNames } from '../behaviour/list-event-names.ts';
import { askingOf } from '../read-query.ts';
import { askFunnel } from './ask-funnel.ts';

const config = { permission: 'analytics:read' } as const;
const params = Type.Object({ shop: slugSchema });
const tags = ['analytics'];

/** Funnels, and the events they can be made of. */
export function funnelRoutes(app: HttpApp, platform: Platform): void {
  app.get(
    '/api/shops/:shop/analytics/funnel',
    {
      config,
      schema: {
        ...{ tags, params, summary: 'How many customers do one thing after another' },
        description:
          'An attempt begins with an event of the first step on one of the days and takes the first later event of each next step within the window, measured from its beginning, ends included; at one instant the steps come in their order. Of each customer one attempt counts. Orders and refunds are events too: Order Placed, Order Completed (paid), Order Refunded. Every identity is a person here, so whoever never signed in is a customer as well; merged persons are one.',
        querystring: funnelQuerySchema,
        response: { 200: funnelAnswerSchema },
      },
    },
    async (request) =>
      orThrow(await askFunnel({ ...askingOf(platform, request), ...request.query }, platform.clock)),
  );

  app.get(
    '/api/shops/:shop/analytics/event-names',
    {
      config,
      schema: {
        ...{ tags, params, summary: 'Events of the shop by name, and properties they have' },
        querystring: eventNamesQuerySchema,
        response: { 200: eventNamesSchema },
      },
    },
    async (request) => orThrow(await listEventNames({ ...askingOf(platform, request), ...request.query })),
  );
}
