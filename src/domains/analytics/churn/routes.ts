import { Type } from 'typebox';
import { churnSettingsViewSchema, churnViewSchema, customerRiskSchema } from '../../../contract/churn.ts';
import { dayText } from '../../../contract/measure.ts';
import { slugSchema } from '../../../contract/shops.ts';
import { callerOf, shopOf } from '../../../platform/auth/index.ts';
import { withShop } from '../../../platform/db/postgres.ts';
import { orThrow } from '../../../platform/errors.ts';
import type { HttpApp } from '../../../platform/http/routes.ts';
import type { Platform } from '../../../platform/platform.ts';
import { readingOf } from '../../customers/index.ts';
import { askingOf } from '../read-query.ts';
import { changeModelSettings } from '../scores/change-settings.ts';
import { readSettings } from '../scores/settings-store.ts';
import { churnSettingsOf } from './churn-settings.ts';
import { showChurn, showCustomerRisk } from './show-churn.ts';

const config = { permission: 'analytics:read' } as const;
const params = Type.Object({ shop: slugSchema });
const tags = ['churn'];
const querystring = Type.Object({
  as_of: Type.Optional(
    Type.String({ ...dayText, description: 'Day of the scores; the latest unless given' }),
  ),
});

/** Early warning of churn of a shop. */
export function churnRoutes(app: HttpApp, platform: Platform): void {
  readRoutes(app, platform);
  settingRoutes(app, platform);
}

function readRoutes(app: HttpApp, platform: Platform): void {
  app.get(
    '/api/shops/:shop/analytics/churn',
    {
      config,
      schema: {
        ...{ tags, params, querystring },
        summary: 'Early warning of churn: totals, drivers, the check on unseen days, who has most at stake',
        description:
          'Read with a key, `most` leaves out who is held out, and may hold fewer (docs/guides/lift.md).',
        response: { 200: churnViewSchema },
      },
    },
    async (request) =>
      orThrow(
        await showChurn({
          ...{ ...askingOf(platform, request), platform, asOf: request.query.as_of },
          acting: readingOf(request),
        }),
      ),
  );

  app.get(
    '/api/shops/:shop/analytics/churn/customers/:customer',
    {
      config,
      schema: {
        ...{ tags, querystring, summary: 'The risk of one customer, with its reasons in words' },
        params: Type.Object({
          shop: slugSchema,
          customer: Type.Integer({ minimum: 1, maximum: 2 ** 32 - 1 }),
        }),
        response: { 200: customerRiskSchema },
      },
    },
    async (request) => {
      const ask = { ...askingOf(platform, request), platform, asOf: request.query.as_of };
      return orThrow(await showCustomerRisk(ask, request.params.customer));
    },
  );
}

function settingRoutes(app: HttpApp, platform: Platform): void {
  const show = async (shopId: number) => {
    const kept = await withShop(platform.db, shopId, (tx) => readSettings(tx, shopId, 'churn'));
    return { settings: churnSettingsOf(kept?.settings), version: kept?.version ?? 0 };
  };

  app.get(
    '/api/shops/:shop/analytics/churn/settings',
    {
      config,
      schema: {
        ...{ tags, params, summary: 'What being lost means to the shop, and how long is waited' },
        response: { 200: churnSettingsViewSchema },
      },
    },
    (request) => show(shopOf(request).shopId),
  );

  app.put(
    '/api/shops/:shop/analytics/churn/settings',
    {
      config: { permission: 'models:write' },
      schema: {
        ...{ tags, params, body: churnSettingsViewSchema, summary: 'Choose it; the next run learns with it' },
        response: { 200: churnSettingsViewSchema },
      },
    },
    async (request) => {
      const { shopId } = shopOf(request);
      const change = { ...request.body, model: 'churn', by: callerOf(request).actor };
      orThrow(await changeModelSettings(platform, shopId, change));
      return show(shopId);
    },
  );
}
