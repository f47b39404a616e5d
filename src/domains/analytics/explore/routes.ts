import { Type } from 'typebox';
import {
  exploreCatalogueSchema,
  pivotAnswerSchema,
  questionText,
  valuesAnswerSchema,
  valuesQuerySchema,
} from '../../../contract/explore.ts';
import { slugSchema } from '../../../contract/shops.ts';
import { orThrow } from '../../../platform/errors.ts';
import type { HttpApp } from '../../../platform/http/routes.ts';
import type { Platform } from '../../../platform/platform.ts';
import { askPivot } from './ask-pivot.ts';
import { chartRoutes } from './chart-routes.ts';
import { dashboardRoutes } from './dashboard-routes.ts';
import { exportPivotRoute } from './export-pivot-route.ts';
import { listValues } from './list-values.ts';
import { presentExplore } from './present-explore.ts';
import { pivotAskingOf } from './read-asking.ts';
import { readQuestion } from './read-question.ts';
import { rememberAnswers } from './remember-answers.ts';

const config = { permission: 'analytics:read' } as const;
const params = Type.Object({ shop: slugSchema });
const tags = ['explore'];

/** Free questions of one shop, what is saved of them, and files. Each stops the engine when its caller goes away. */
export function exploreRoutes(app: HttpApp, platform: Platform): void {
  const remembered = rememberAnswers(platform.clock);
  exportPivotRoute(app, platform);
  chartRoutes(app, platform);
  dashboardRoutes(app, platform);

  app.get(
    '/api/shops/:shop/explore/catalogue',
    {
      config,
      schema: {
        ...{ tags, params, summary: 'What can be explored: measures, and what each can be split by' },
        response: { 200: exploreCatalogueSchema },
      },
    },
    async () => presentExplore(),
  );

  app.get(
    '/api/shops/:shop/explore',
    {
      config,
      schema: {
        ...{ tags, params, summary: 'Measures by up to three dimensions, with totals and a comparison' },
        description:
          'Totals, subtotals and "all others" are counted and not added up, so that customers count once and ratios are those of the whole. A measure that cannot be split so is under `refused`, and the others are answered. An answer may be half a minute old.',
        querystring: Type.Object({ question: questionText }),
        response: { 200: pivotAnswerSchema },
      },
    },
    async (request) => {
      const asking = pivotAskingOf(platform, request);
      const question = readQuestion(request.query.question);
      const key = JSON.stringify([asking.shop, question]);
      const known = remembered.find(key);
      if (known !== undefined) return known;
      const answer = orThrow(await askPivot(asking, question));
      remembered.keep(key, answer);
      return answer;
    },
  );

  app.get(
    '/api/shops/:shop/explore/values',
    {
      config,
      schema: {
        ...{ tags, params, summary: 'Values of a dimension, to filter by' },
        querystring: valuesQuerySchema,
        response: { 200: valuesAnswerSchema },
      },
    },
    async (request) => ({
      values: orThrow(await listValues({ ...pivotAskingOf(platform, request), ...request.query })),
    }),
  );
}
