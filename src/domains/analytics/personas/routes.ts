import { Type } from 'typebox';
import { interestQuerySchema } from '../../../contract/interests.ts';
import { personaSettingsViewSchema, personasSchema } from '../../../contract/personas.ts';
import { slugSchema } from '../../../contract/shops.ts';
import { callerOf, shopOf } from '../../../platform/auth/index.ts';
import { orThrow } from '../../../platform/errors.ts';
import type { HttpApp } from '../../../platform/http/routes.ts';
import type { Platform } from '../../../platform/platform.ts';
import { askingOf } from '../read-query.ts';
import { changeModelSettings } from '../scores/change-settings.ts';
import { askPersonas, readPersonas } from './ask-personas.ts';

const config = { permission: 'analytics:read' } as const;
const params = Type.Object({ shop: slugSchema });
const tags = ['interests'];

/** Potential-customer personas of a shop, and their rules. */
export function personaRoutes(app: HttpApp, platform: Platform): void {
  app.get(
    '/api/shops/:shop/analytics/personas',
    {
      config,
      schema: {
        ...{ tags, params, querystring: interestQuerySchema },
        summary: 'How many customers have which persona, with the rules of each',
        response: { 200: personasSchema },
      },
    },
    async (request) =>
      orThrow(await askPersonas({ ...askingOf(platform, request), platform, asOf: request.query.as_of })),
  );

  app.get(
    '/api/shops/:shop/analytics/personas/settings',
    {
      config,
      schema: {
        ...{ tags, params, summary: 'The rules of the personas' },
        response: { 200: personaSettingsViewSchema },
      },
    },
    (request) => readPersonas({ ...askingOf(platform, request), platform }),
  );

  app.put(
    '/api/shops/:shop/analytics/personas/settings',
    {
      config: { permission: 'models:write' },
      schema: {
        ...{ tags, params, body: personaSettingsViewSchema },
        summary: 'Switch them off and on, change them; it holds at once. What is left out is as it was found',
        response: { 200: personaSettingsViewSchema },
      },
    },
    async (request) => {
      const change = { ...request.body, model: 'personas', by: callerOf(request).actor };
      orThrow(await changeModelSettings(platform, shopOf(request).shopId, change));
      return readPersonas({ ...askingOf(platform, request), platform });
    },
  );
}
