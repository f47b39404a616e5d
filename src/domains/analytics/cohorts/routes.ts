import { Type } from 'typebox';
import {
  cohortsAnswerSchema,
  cohortsQuerySchema,
  cohortWorthQuerySchema,
  cohortWorthSchema,
} from '../../../contract/cohorts.ts';
import { slugSchema } from '../../../contract/shops.ts';
import { orThrow } from '../../../platform/errors.ts';
import type { HttpApp } from '../../../platform/http/routes.ts';
import type { Platform } from '../../../platform/platform.ts';
import { shopDay } from '../people/shop-day.ts';
import { askingOf } from '../read-query.ts';
import { askCohorts } from './ask-cohorts.ts';
import { askCohortWorth } from './ask-worth.ts';
import { exportCohortsRoute } from './export-cohorts-route.ts';
import { cohortQuestionOf, triangleQuestionOf } from './read-cohorts.ts';

const config = { permission: 'analytics:read' } as const;
const params = Type.Object({ shop: slugSchema });
const tags = ['analytics'];

/** Cohorts of one shop: who came back, what they were worth. Each stops the engine when its caller goes away. */
export function cohortRoutes(app: HttpApp, platform: Platform): void {
  exportCohortsRoute(app, platform);
  app.get(
    '/api/shops/:shop/analytics/cohorts',
    {
      config,
      schema: {
        ...{
          tags,
          params,
          summary: 'Cohorts by when customers joined, and what they did in the periods since',
        },
        description:
          'A cell is a period of the calendar, counted from that in which its cohort joined. Cells that are not over as of the day are marked and stand in no curve; later ones are absent. Refunds count in the period they were done in. The people of a cell: the filter `cohort` of the list of customers.',
        querystring: cohortsQuerySchema,
        response: { 200: cohortsAnswerSchema },
      },
    },
    async (request) => {
      const asking = askingOf(platform, request);
      const today = shopDay(platform.clock.now(), asking.shop);
      return orThrow(await askCohorts(triangleQuestionOf(asking, request.query, today)));
    },
  );

  app.get(
    '/api/shops/:shop/analytics/cohorts/worth',
    {
      config,
      schema: {
        ...{
          tags,
          params,
          summary: 'What a customer of each cohort has brought, beside what winning one cost',
        },
        querystring: cohortWorthQuerySchema,
        response: { 200: cohortWorthSchema },
      },
    },
    async (request) => {
      const asking = askingOf(platform, request);
      const today = shopDay(platform.clock.now(), asking.shop);
      return orThrow(await askCohortWorth(cohortQuestionOf(asking, request.query, today)));
    },
  );
}
