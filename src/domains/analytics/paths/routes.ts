import { Type } from 'typebox';
import { dropOffAnswerSchema, dropOffQuerySchema } from '../../../contract/drop-off.ts';
import {
  pathAnswerSchema,
  pathQuerySchema,
  visitSettingsSchema,
  visitsAnswerSchema,
  visitsQuerySchema,
} from '../../../contract/path.ts';
import { slugSchema } from '../../../contract/shops.ts';
import { callerOf, shopOf } from '../../../platform/auth/index.ts';
import { withShop } from '../../../platform/db/postgres.ts';
import { orThrow } from '../../../platform/errors.ts';
import type { HttpApp } from '../../../platform/http/routes.ts';
import type { Platform } from '../../../platform/platform.ts';
import { recordAct } from '../../compliance/index.ts';
import { askingOf } from '../read-query.ts';
import { askDropOff } from './ask-drop-off.ts';
import { askPath } from './ask-path.ts';
import { askSessions } from './ask-sessions.ts';
import { readVisitSettings, writeVisitSettings } from './visit-settings-store.ts';

const config = { permission: 'analytics:read' } as const;
const params = Type.Object({ shop: slugSchema });
const saying = (summary: string, description?: string) => ({
  ...{ tags: ['analytics'], params, summary },
  ...(description && { description }),
});

/** Paths, visits and drop-off of a shop, and how its visits are read. */
export function pathRoutes(app: HttpApp, platform: Platform): void {
  analysisRoutes(app, platform);
  settingRoutes(app, platform);
}

function analysisRoutes(app: HttpApp, platform: Platform): void {
  app.get(
    '/api/shops/:shop/analytics/paths',
    {
      config,
      schema: {
        ...saying(
          'What customers do after an event, or before it',
          'Of every visit with the event one path, from its first there. A visit ends with a longer pause than the shop has set, and at the first and last midnight of the days. Every path is counted: whatever flows into a step flows out of it.',
        ),
        querystring: pathQuerySchema,
        response: { 200: pathAnswerSchema },
      },
    },
    async (request) => orThrow(await askPath({ ...askingOf(platform, request), platform }, request.query)),
  );

  app.get(
    '/api/shops/:shop/analytics/visits',
    {
      config,
      schema: {
        ...saying('Visits (sessions): number, length, bounces, and those with an order'),
        querystring: visitsQuerySchema,
        response: { 200: visitsAnswerSchema },
      },
    },
    async (request) =>
      orThrow(await askSessions({ ...askingOf(platform, request), platform }, request.query)),
  );

  app.get(
    '/api/shops/:shop/analytics/drop-off',
    {
      config,
      schema: {
        ...saying('Who browsed or filled a cart and did not pay within a time, and what they left'),
        querystring: dropOffQuerySchema,
        response: { 200: dropOffAnswerSchema },
      },
    },
    async (request) => orThrow(await askDropOff({ ...askingOf(platform, request), platform }, request.query)),
  );
}

function settingRoutes(app: HttpApp, platform: Platform): void {
  const url = '/api/shops/:shop/analytics/visit-settings';
  app.get(
    url,
    {
      config,
      schema: {
        ...saying('How visits are read: when one ends, which pages are one'),
        response: { 200: visitSettingsSchema },
      },
    },
    async (request) => {
      const { shopId } = shopOf(request);
      return withShop(platform.db, shopId, (tx) => readVisitSettings(tx, shopId));
    },
  );

  app.put(
    url,
    {
      config: { permission: 'shop:manage' },
      schema: {
        ...saying('Set how visits are read'),
        body: visitSettingsSchema,
        response: { 200: visitSettingsSchema },
      },
    },
    async (request) => {
      const { shopId } = shopOf(request);
      const { actor } = callerOf(request);
      return withShop(platform.db, shopId, async (tx) => {
        await writeVisitSettings(tx, shopId, request.body);
        const { session_gap_minutes, page_rules } = request.body;
        const details = { session_gap_minutes, page_rules: page_rules.length };
        await recordAct(tx, {
          shopId,
          actor,
          act: 'analytics.set-visits',
          subject: `shop:${shopId}`,
          details,
        });
        return readVisitSettings(tx, shopId);
      });
    },
  );
}
