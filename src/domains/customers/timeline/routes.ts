import { Type } from 'typebox';
import { timelinePage } from '../../../contract/customer.ts';
import { orThrow } from '../../../platform/errors.ts';
import { pageQuery, readCursor, writeCursor } from '../../../platform/http/cursor.ts';
import type { HttpApp } from '../../../platform/http/routes.ts';
import type { Platform } from '../../../platform/platform.ts';
import { asking, ofCustomer } from '../asking.ts';
import { readPersonsOf } from '../identity/read-identities.ts';
import { readTimeline } from './read-timeline.ts';
import type { TimelineSource } from './timeline-source.ts';

const querystring = Type.Object({
  ...pageQuery,
  types: Type.Optional(
    Type.String({
      maxLength: 200,
      description:
        'Some of them, by comma: order,refund,event,change,merge,tag,note,tie,consent,contact,plus',
    }),
  ),
});

/** Everything that happened to one customer, whichever of its persons it happened to. */
export function timelineRoutes(app: HttpApp, platform: Platform, sources: readonly TimelineSource[]): void {
  app.get(
    '/api/shops/:shop/customers/:customer/timeline',
    {
      config: { permission: 'customers:read' },
      schema: {
        ...ofCustomer('What happened, newest first'),
        querystring,
        response: { 200: timelinePage },
      },
    },
    async (request) => {
      const { limit, cursor, types } = request.query;
      const { customer } = request.params;
      return asking(platform, request, async (it) => {
        const place = { platform, shopId: it.shopId, list: `timeline ${customer} ${types}` };
        const [at, key] = orThrow(readCursor(place, cursor)) ?? [];
        const personIds = orThrow(await readPersonsOf(it.tx, it.shopId, customer));
        const before = at === undefined ? undefined : { at: String(at), key: String(key) };
        const wanted = types === undefined ? undefined : new Set(types.split(','));
        const page = await readTimeline(sources, {
          ...it,
          platform,
          personIds,
          before,
          limit,
          types: wanted,
        });
        return {
          entries: [...page.entries],
          next_cursor: page.next ? writeCursor(place, [page.next.at, page.next.key]) : null,
        };
      });
    },
  );
}
