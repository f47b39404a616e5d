import { Type } from 'typebox';
import {
  customerInterestsSchema,
  interestQuerySchema,
  interestSettingsViewSchema,
  shopInterestsSchema,
  similarCustomersSchema,
  similarQuerySchema,
} from '../../../contract/interests.ts';
import { slugSchema } from '../../../contract/shops.ts';
import { callerOf, shopOf } from '../../../platform/auth/index.ts';
import { withShop } from '../../../platform/db/postgres.ts';
import { orThrow } from '../../../platform/errors.ts';
import type { HttpApp } from '../../../platform/http/routes.ts';
import type { Platform } from '../../../platform/platform.ts';
import { askingOf } from '../read-query.ts';
import { changeModelSettings } from '../scores/change-settings.ts';
import { readSettings } from '../scores/settings-store.ts';
import { askInterests } from './ask-interests.ts';
import { findSimilar } from './find-similar.ts';
import { interestSettingsOf } from './interest-rules.ts';
import { showCustomerInterests } from './show-interests.ts';

const config = { permission: 'analytics:read' } as const;
const params = Type.Object({ shop: slugSchema });
const ofCustomer = Type.Object({
  shop: slugSchema,
  customer: Type.Integer({ minimum: 1, maximum: 2 ** 32 - 1 }),
});
const tags = ['interests'];

/** What customers of a shop are interested in. Each stops the engine when its caller goes away. */
export function interestRoutes(app: HttpApp, platform: Platform): void {
  readRoutes(app, platform);
  similarRoute(app, platform);
  settingRoutes(app, platform);
}

function readRoutes(app: HttpApp, platform: Platform): void {
  app.get(
    '/api/shops/:shop/analytics/interests',
    {
      config,
      schema: {
        ...{ tags, params, querystring: interestQuerySchema },
        summary: 'How many customers like what most: categories, brands, price bands, hours, channels',
        response: { 200: shopInterestsSchema },
      },
    },
    async (request) =>
      orThrow(await askInterests({ ...askingOf(platform, request), platform, asOf: request.query.as_of })),
  );

  app.get(
    '/api/shops/:shop/analytics/interests/customers/:customer',
    {
      config,
      schema: {
        ...{ tags, params: ofCustomer, querystring: interestQuerySchema },
        summary: 'What one customer is interested in',
        response: { 200: customerInterestsSchema },
      },
    },
    async (request) => {
      const ask = { ...askingOf(platform, request), platform, asOf: request.query.as_of };
      return orThrow(await showCustomerInterests(ask, request.params.customer));
    },
  );
}

function similarRoute(app: HttpApp, platform: Platform): void {
  app.get(
    '/api/shops/:shop/analytics/interests/customers/:customer/similar',
    {
      config,
      schema: {
        ...{ tags, params: ofCustomer, querystring: similarQuerySchema },
        summary: 'Customers whose interests are nearest to those of one',
        response: { 200: similarCustomersSchema },
      },
    },
    async (request) => {
      const { as_of: asOf, limit } = request.query;
      const ask = { ...askingOf(platform, request), platform, asOf };
      return orThrow(await findSimilar(ask, { customer: request.params.customer, limit }));
    },
  );
}

function settingRoutes(app: HttpApp, platform: Platform): void {
  const show = async (shopId: number) => {
    const kept = await withShop(platform.db, shopId, (tx) => readSettings(tx, shopId, 'interests'));
    return { settings: interestSettingsOf(kept?.settings), version: kept?.version ?? 0 };
  };

  app.get(
    '/api/shops/:shop/analytics/interests/settings',
    {
      config,
      schema: {
        ...{ tags, params, summary: 'How long a sign of interest counts' },
        response: { 200: interestSettingsViewSchema },
      },
    },
    (request) => show(shopOf(request).shopId),
  );

  app.put(
    '/api/shops/:shop/analytics/interests/settings',
    {
      config: { permission: 'models:write' },
      schema: {
        ...{ tags, params, body: interestSettingsViewSchema, summary: 'Choose it; it holds at once' },
        response: { 200: interestSettingsViewSchema },
      },
    },
    async (request) => {
      const { shopId } = shopOf(request);
      const change = { ...request.body, model: 'interests', by: callerOf(request).actor };
      orThrow(await changeModelSettings(platform, shopId, change));
      return show(shopId);
    },
  );
}
