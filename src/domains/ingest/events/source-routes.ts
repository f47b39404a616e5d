import { Type } from 'typebox';
import { slugSchema } from '../../../contract/shops.ts';
import { shopOf } from '../../../platform/auth/index.ts';
import type { Routes } from '../../../platform/http/routes.ts';
import { eventsByChannel } from './events-by-channel.ts';

/** Sources as they send: whether a site or a mini-program is still heard. */
export const sourceRoutes: Routes = (app, { clickhouse, clock }) => {
  app.get(
    '/api/shops/:shop/sources',
    {
      config: { permission: 'keys:manage' },
      schema: {
        tags: ['keys'],
        params: Type.Object({ shop: slugSchema }),
        summary: 'Events that came in live in the last 24 hours, by source',
        response: {
          200: Type.Object({
            sources: Type.Array(Type.Object({ source: Type.String(), events_last_day: Type.Integer() })),
          }),
        },
      },
    },
    async (request) => {
      const found = await eventsByChannel(clickhouse, shopOf(request).shopId, clock.now());
      return { sources: found.map(({ channel, events }) => ({ source: channel, events_last_day: events })) };
    },
  );
};
