import { Type } from 'typebox';
import {
  forecastAnswerSchema,
  forecastQuerySchema,
  forecastSubjectsSchema,
  reorderAnswerSchema,
  reorderQuerySchema,
} from '../../../contract/forecast.ts';
import { dayText } from '../../../contract/measure.ts';
import { slugSchema } from '../../../contract/shops.ts';
import { orThrow } from '../../../platform/errors.ts';
import type { HttpApp } from '../../../platform/http/routes.ts';
import type { Platform } from '../../../platform/platform.ts';
import { askForecast, askSubjects } from './ask-forecast.ts';
import { askReorder } from './ask-reorder.ts';
import { exportReorderRoute } from './export-reorder-route.ts';
import { askedBy, forecastQuestionOf, reorderQuestionOf } from './read-forecast.ts';

const config = { permission: 'analytics:read' } as const;
const params = Type.Object({ shop: slugSchema });
const tags = ['analytics'];

/** Demand of one shop: what will be sold, and what to order. Each stops when its caller goes away. */
export function forecastRoutes(app: HttpApp, platform: Platform): void {
  exportReorderRoute(app, platform);
  app.get(
    '/api/shops/:shop/analytics/forecast',
    {
      config,
      schema: {
        ...{ tags, params, summary: 'Units that will be sold of a product, a category or everything' },
        description:
          'By the model that did best on days it had not seen (seasonal naive, Theta, damped ETS, TSB for intermittent demand), with occasions and campaigns as flags that multiply. Units of paid lines, refunds not taken off.',
        querystring: forecastQuerySchema,
        response: { 200: forecastAnswerSchema },
      },
    },
    async (request) => {
      const { asking, yesterday } = askedBy(platform, request);
      return orThrow(await askForecast(forecastQuestionOf(asking, request.query, yesterday)));
    },
  );

  app.get(
    '/api/shops/:shop/analytics/forecast/subjects',
    {
      config,
      schema: {
        ...{ tags, params, summary: 'Products and categories sold in the last 28 days, to be forecast' },
        querystring: Type.Object({ as_of: Type.Optional(dayText) }),
        response: { 200: forecastSubjectsSchema },
      },
    },
    async (request) => {
      const { asking, yesterday } = askedBy(platform, request);
      return orThrow(await askSubjects(asking, request.query.as_of ?? yesterday));
    },
  );

  app.get(
    '/api/shops/:shop/analytics/forecast/reorder',
    {
      config,
      schema: {
        ...{ tags, params, summary: 'What to order now, from lead time, service level and stock on hand' },
        description: 'Some 20 ms a product; `limit` says how many of those most sold.',
        querystring: reorderQuerySchema,
        response: { 200: reorderAnswerSchema },
      },
    },
    async (request) => {
      const { asking, yesterday } = askedBy(platform, request);
      return orThrow(await askReorder(reorderQuestionOf(asking, request.query, yesterday)));
    },
  );
}
