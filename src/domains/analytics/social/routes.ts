import { Type } from 'typebox';
import { dayText } from '../../../contract/measure.ts';
import { slugSchema } from '../../../contract/shops.ts';
import {
  growthQuerySchema,
  growthSchema,
  socialSettingsViewSchema,
  socialViewSchema,
} from '../../../contract/social.ts';
import { callerOf, shopOf } from '../../../platform/auth/index.ts';
import { withShop } from '../../../platform/db/postgres.ts';
import { orThrow } from '../../../platform/errors.ts';
import type { HttpApp } from '../../../platform/http/routes.ts';
import type { Platform } from '../../../platform/platform.ts';
import { askingOf } from '../read-query.ts';
import { changeModelSettings } from '../scores/change-settings.ts';
import { readSettings } from '../scores/settings-store.ts';
import { askGrowth } from './ask-growth.ts';
import { showSocial } from './show-social.ts';
import { socialSettingsOf } from './social-rules.ts';

const config = { permission: 'analytics:read' } as const;
const params = Type.Object({ shop: slugSchema });
const tags = ['social'];

/** Who brings whom to a shop. */
export function socialRoutes(app: HttpApp, platform: Platform): void {
  readRoutes(app, platform);
  settingRoutes(app, platform);
}

function readRoutes(app: HttpApp, platform: Platform): void {
  app.get(
    '/api/shops/:shop/analytics/social',
    {
      config,
      schema: {
        ...{ tags, params, summary: 'Influence and communities, from ties between customers' },
        querystring: Type.Object({
          as_of: Type.Optional(
            Type.String({ ...dayText, description: 'Day of the scores; the latest unless given' }),
          ),
        }),
        response: { 200: socialViewSchema },
      },
    },
    async (request) =>
      orThrow(await showSocial({ ...askingOf(platform, request), platform, asOf: request.query.as_of })),
  );

  app.get(
    '/api/shops/:shop/analytics/social/growth',
    {
      config,
      schema: {
        ...{ tags, params, querystring: growthQuerySchema },
        summary: 'K-factor over time: invitations per customer x conversion',
        response: { 200: growthSchema },
      },
    },
    async (request) => orThrow(await askGrowth({ ...askingOf(platform, request), platform }, request.query)),
  );
}

function settingRoutes(app: HttpApp, platform: Platform): void {
  const show = async (shopId: number) => {
    const kept = await withShop(platform.db, shopId, (tx) => readSettings(tx, shopId, 'social'));
    return { settings: socialSettingsOf(kept?.settings), version: kept?.version ?? 0 };
  };

  app.get(
    '/api/shops/:shop/analytics/social/settings',
    {
      config,
      schema: {
        ...{ tags, params, summary: 'Within how many days somebody is won by a tie' },
        response: { 200: socialSettingsViewSchema },
      },
    },
    (request) => show(shopOf(request).shopId),
  );

  app.put(
    '/api/shops/:shop/analytics/social/settings',
    {
      config: { permission: 'models:write' },
      schema: {
        ...{
          tags,
          params,
          body: socialSettingsViewSchema,
          summary: 'Choose it; the next run counts with it',
        },
        response: { 200: socialSettingsViewSchema },
      },
    },
    async (request) => {
      const { shopId } = shopOf(request);
      const change = { ...request.body, model: 'social', by: callerOf(request).actor };
      orThrow(await changeModelSettings(platform, shopId, change));
      return show(shopId);
    },
  );
}
