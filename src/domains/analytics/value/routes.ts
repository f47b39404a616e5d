import { Type } from 'typebox';
import { dayText } from '../../../contract/measure.ts';
import { slugSchema } from '../../../contract/shops.ts';
import { customerValueSchema, valueSettingsViewSchema, valueViewSchema } from '../../../contract/value.ts';
import { callerOf, shopOf } from '../../../platform/auth/index.ts';
import { orThrow } from '../../../platform/errors.ts';
import type { HttpApp } from '../../../platform/http/routes.ts';
import type { Platform } from '../../../platform/platform.ts';
import { askingOf } from '../read-query.ts';
import { changeSettings, showSettings } from './change-settings.ts';
import { showCustomerValue, showValue } from './show-value.ts';

const config = { permission: 'analytics:read' } as const;
const params = Type.Object({ shop: slugSchema });
const tags = ['value'];
const querystring = Type.Object({
  as_of: Type.Optional(
    Type.String({ ...dayText, description: 'Day of the scores; the latest unless given' }),
  ),
});

/** Customer lifetime value of a shop. */
export function valueRoutes(app: HttpApp, platform: Platform): void {
  readRoutes(app, platform);
  settingRoutes(app, platform);
}

function readRoutes(app: HttpApp, platform: Platform): void {
  app.get(
    '/api/shops/:shop/analytics/value',
    {
      config,
      schema: {
        ...{
          tags,
          params,
          querystring,
          summary: 'Customer lifetime value: bands, totals, errors, parameters',
        },
        response: { 200: valueViewSchema },
      },
    },
    async (request) =>
      orThrow(await showValue({ ...askingOf(platform, request), platform, asOf: request.query.as_of })),
  );

  app.get(
    '/api/shops/:shop/analytics/value/customers/:customer',
    {
      config,
      schema: {
        ...{ tags, querystring, summary: 'What is expected of one customer, and how sure' },
        params: Type.Object({
          shop: slugSchema,
          customer: Type.Integer({ minimum: 1, maximum: 2 ** 32 - 1 }),
        }),
        response: { 200: customerValueSchema },
      },
    },
    async (request) => {
      const ask = { ...askingOf(platform, request), platform, asOf: request.query.as_of };
      return orThrow(await showCustomerValue(ask, request.params.customer));
    },
  );
}

function settingRoutes(app: HttpApp, platform: Platform): void {
  app.get(
    '/api/shops/:shop/analytics/value/settings',
    {
      config,
      schema: {
        ...{ tags, params, summary: 'Horizon, discount, margin, bands and model of the value of customers' },
        response: { 200: valueSettingsViewSchema },
      },
    },
    (request) => showSettings(platform, shopOf(request).shopId),
  );

  app.put(
    '/api/shops/:shop/analytics/value/settings',
    {
      config: { permission: 'models:write' },
      schema: {
        ...{
          tags,
          params,
          body: valueSettingsViewSchema,
          summary: 'Choose them; the next run learns with them',
        },
        response: { 200: valueSettingsViewSchema },
      },
    },
    async (request) => {
      const { shopId } = shopOf(request);
      orThrow(await changeSettings(platform, shopId, { ...request.body, by: callerOf(request).actor }));
      return showSettings(platform, shopId);
    },
  );
}
