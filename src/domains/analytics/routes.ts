import { Type } from 'typebox';
import { campaignsQuerySchema, campaignsSchema } from '../../contract/campaigns.ts';
import { keyFiguresQuerySchema, keyFiguresSchema } from '../../contract/key-figures.ts';
import { catalogueSchema, dayText, metricAnswerSchema, metricQuerySchema } from '../../contract/measure.ts';
import { peopleOverviewSchema } from '../../contract/people-overview.ts';
import {
  lifecycleAnswerSchema,
  lifecycleQuerySchema,
  quadrantAnswerSchema,
  quadrantQuerySchema,
  rfmAnswerSchema,
  rfmCustomersSchema,
  rfmMovesSchema,
  rfmQuerySchema,
} from '../../contract/rfm.ts';
import { slugSchema } from '../../contract/shops.ts';
import { orThrow } from '../../platform/errors.ts';
import { pageQuery } from '../../platform/http/cursor.ts';
import type { HttpApp } from '../../platform/http/routes.ts';
import type { Platform } from '../../platform/platform.ts';
import { affinityRoutes } from './affinity/routes.ts';
import { presentCatalogue } from './catalog/present-catalogue.ts';
import { churnRoutes } from './churn/routes.ts';
import { cohortRoutes } from './cohorts/routes.ts';
import { exploreRoutes } from './explore/routes.ts';
import { forecastRoutes } from './forecast/routes.ts';
import { funnelRoutes } from './funnels/routes.ts';
import { interestRoutes } from './interests/routes.ts';
import { liftRoutes } from './lift/routes.ts';
import { lookAlikeRoutes } from './look-alike/routes.ts';
import { askCampaigns } from './metrics/ask-campaigns.ts';
import { askKeyFigures } from './metrics/ask-key-figures.ts';
import { askMetric } from './metrics/ask-metric.ts';
import { nextPurchaseRoutes } from './next-purchase/routes.ts';
import { pathRoutes } from './paths/routes.ts';
import { askPeople } from './people/ask-people.ts';
import { keepShown } from './people/shown-builds.ts';
import { personaRoutes } from './personas/routes.ts';
import { askingOf, rfmQuestionOf, thresholdsOf } from './read-query.ts';
import { recommendRoutes } from './recommend/routes.ts';
import { askLifecycle } from './rfm/ask-lifecycle.ts';
import { askMoves } from './rfm/ask-moves.ts';
import { askQuadrants } from './rfm/ask-quadrants.ts';
import { askRfm } from './rfm/ask-rfm.ts';
import { pageOfGroup } from './rfm/page-of-group.ts';
import { scoreRoutes } from './scores/routes.ts';
import { socialRoutes } from './social/routes.ts';
import { valueRoutes } from './value/routes.ts';

const config = { permission: 'analytics:read' } as const;
const params = Type.Object({ shop: slugSchema });

/** What every route of this file says about itself. */
const saying = (summary: string) => ({ tags: ['analytics'], summary, params });

/** Analyses of one shop. Each stops the engine when its caller goes away. */
export function analyticsRoutes(app: HttpApp, platform: Platform): void {
  exploreRoutes(app, platform);
  cohortRoutes(app, platform);
  affinityRoutes(app, platform);
  recommendRoutes(app, platform);
  liftRoutes(app, platform);
  scoreRoutes(app, platform);
  valueRoutes(app, platform);
  forecastRoutes(app, platform);
  funnelRoutes(app, platform);
  pathRoutes(app, platform);
  churnRoutes(app, platform);
  interestRoutes(app, platform);
  nextPurchaseRoutes(app, platform);
  socialRoutes(app, platform);
  personaRoutes(app, platform);
  lookAlikeRoutes(app, platform);
  measureRoutes(app, platform);
  rfmRoutes(app, platform);
  stageRoutes(app, platform);
  peopleRoutes(app, platform);
}

function peopleRoutes(app: HttpApp, platform: Platform): void {
  const shown = keepShown();
  app.get(
    '/api/shops/:shop/analytics/people',
    {
      config,
      schema: {
        ...saying('Who the customers are as of a day: groups, grid, quadrants, stages, provinces, channels'),
        querystring: Type.Object({ as_of: Type.Optional(dayText) }),
        response: { 200: peopleOverviewSchema },
      },
    },
    async (request) =>
      orThrow(
        await askPeople({ platform, shown }, { ...askingOf(platform, request), asOf: request.query.as_of }),
      ),
  );
}

function measureRoutes(app: HttpApp, platform: Platform): void {
  app.get(
    '/api/shops/:shop/analytics/measures',
    { config, schema: { ...saying('The catalogue of measures'), response: { 200: catalogueSchema } } },
    async () => presentCatalogue(),
  );

  app.get(
    '/api/shops/:shop/analytics/metrics',
    {
      config,
      schema: {
        ...saying('One measure over shop days'),
        querystring: metricQuerySchema,
        response: { 200: metricAnswerSchema },
      },
    },
    async (request) => orThrow(await askMetric({ ...askingOf(platform, request), ...request.query })),
  );

  app.get(
    '/api/shops/:shop/analytics/key-figures',
    {
      config,
      schema: {
        ...saying('Several measures over shop days, beside the days before and the same days last year'),
        querystring: keyFiguresQuerySchema,
        response: { 200: keyFiguresSchema },
      },
    },
    async (request) => {
      const measures = request.query.measures.split(',');
      return orThrow(await askKeyFigures({ ...askingOf(platform, request), ...request.query, measures }));
    },
  );

  app.get(
    '/api/shops/:shop/analytics/campaigns',
    {
      config,
      schema: {
        ...saying("The shop's own campaigns of some days, for the time axes of charts"),
        querystring: campaignsQuerySchema,
        response: { 200: campaignsSchema },
      },
    },
    async (request) => ({
      campaigns: orThrow(await askCampaigns({ ...askingOf(platform, request), ...request.query })),
    }),
  );
}

function rfmRoutes(app: HttpApp, platform: Platform): void {
  app.get(
    '/api/shops/:shop/analytics/rfm',
    {
      config,
      schema: {
        ...saying('RFM as of a day'),
        querystring: rfmQuerySchema,
        response: { 200: rfmAnswerSchema },
      },
    },
    async (request) => orThrow(await askRfm(rfmQuestionOf(askingOf(platform, request), request.query))),
  );

  const { as_of: _, ...scoring } = rfmQuerySchema.properties;
  app.get(
    '/api/shops/:shop/analytics/rfm/moves',
    {
      config,
      schema: {
        ...saying('Moves between RFM groups from one day to another'),
        querystring: Type.Object({ from: dayText, to: dayText, ...scoring }),
        response: { 200: rfmMovesSchema },
      },
    },
    async (request) => {
      const { from, to } = request.query;
      const question = rfmQuestionOf(askingOf(platform, request), { ...request.query, as_of: to });
      return orThrow(await askMoves({ ...question, from, to }));
    },
  );

  app.get(
    '/api/shops/:shop/analytics/rfm/customers',
    {
      config,
      schema: {
        ...saying('Buyers of an RFM group, most net sales first'),
        querystring: Type.Object({
          ...rfmQuerySchema.properties,
          group: Type.Optional(Type.String({ description: 'Code of a group; all buyers unless given' })),
          ...pageQuery,
        }),
        response: { 200: rfmCustomersSchema },
      },
    },
    async (request) => {
      const { group, cursor, limit } = request.query;
      const question = rfmQuestionOf(askingOf(platform, request), request.query);
      return orThrow(await pageOfGroup(platform, { ...question, group, limit }, cursor));
    },
  );
}

function stageRoutes(app: HttpApp, platform: Platform): void {
  app.get(
    '/api/shops/:shop/analytics/quadrants',
    {
      config,
      schema: {
        ...saying('Buyers by frequency and amount'),
        querystring: quadrantQuerySchema,
        response: { 200: quadrantAnswerSchema },
      },
    },
    async (request) => {
      const { as_of: asOf, since, frequency_cut: frequencyCut, amount_cut: amountCut } = request.query;
      const question = { ...askingOf(platform, request), asOf, since, frequencyCut, amountCut };
      return orThrow(await askQuadrants(question));
    },
  );

  app.get(
    '/api/shops/:shop/analytics/lifecycle',
    {
      config,
      schema: {
        ...saying('Customers by stage of their life with the shop'),
        querystring: lifecycleQuerySchema,
        response: { 200: lifecycleAnswerSchema },
      },
    },
    async (request) => {
      const { as_of: asOf, ...days } = request.query;
      return orThrow(
        await askLifecycle({ ...askingOf(platform, request), asOf, thresholds: thresholdsOf(days) }),
      );
    },
  );
}
