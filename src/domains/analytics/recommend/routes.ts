import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import {
  type RecommendationQuery,
  recommendationListSchema,
  recommendationQuerySchema,
  recommendationViewSchema,
} from '../../../contract/recommendations.ts';
import { slugSchema } from '../../../contract/shops.ts';
import { callerOf, shopOf } from '../../../platform/auth/index.ts';
import { orThrow } from '../../../platform/errors.ts';
import type { HttpApp } from '../../../platform/http/routes.ts';
import type { Platform } from '../../../platform/platform.ts';
import { noteServed } from '../lift/served-lists.ts';
import { serveRecommendations } from './serve-recommendations.ts';
import { showRecommend } from './show-recommend.ts';

const tags = ['recommendations'];
const params = Type.Object({ shop: slugSchema });
const numbersOf = (list = ''): number[] => (list === '' ? [] : list.split(',').map(Number));

const served = {
  tags,
  querystring: recommendationQuerySchema,
  response: { 200: recommendationListSchema },
};

type Served = FastifyRequest<{ Querystring: RecommendationQuery }>;

/** Recommendations: lists for the shop's own pages, and how well they do. */
export function recommendRoutes(app: HttpApp, platform: Platform): void {
  app.get(
    '/api/shops/:shop/analytics/recommendations',
    {
      config: { permission: 'analytics:read' },
      schema: {
        ...{ tags, params, summary: 'What lists are mixed of, and how well they did on days not seen' },
        response: { 200: recommendationViewSchema },
      },
    },
    async (request) => orThrow(await showRecommend({ platform, shop: shopOf(request) })),
  );
  servedRoutes(app, platform);
}

function servedRoutes(app: HttpApp, platform: Platform): void {
  const config = { permission: 'recommendations:read' } as const;
  const serve = async (request: Served) => {
    const { products, viewed, ...question } = request.query;
    const asked = { ...question, products: numbersOf(products), viewed: numbersOf(viewed) };
    return orThrow(await serveRecommendations({ platform, shop: shopOf(request) }, asked));
  };
  const serveAndNote = async (request: Served) => {
    const list = await serve(request);
    const { customer: customerId } = request.query;
    const isHeld = list.why_plain === 'held-out';
    if (customerId !== undefined && (list.personal || isHeld))
      noteServed(platform, shopOf(request), { customerId, isHeld });
    return list;
  };

  app.get(
    '/api/recommendations',
    {
      // One address asks for all visitors of a shop: a thousand a second, where a console has twenty.
      config: { ...config, rateLimit: { max: 60_000, timeWindow: 60_000 } },
      schema: {
        ...{ ...served, summary: 'Products to show, in the shop of the key' },
        description: 'For the servers of a shop, by an API key with `recommendations:read`.',
      },
    },
    serveAndNote,
  );

  app.get(
    '/api/shops/:shop/recommendations',
    {
      config,
      schema: {
        ...{ ...served, params, summary: 'Products to show to a customer in a place' },
        description: 'A trial where staff ask; asked with a key it is a list served.',
      },
    },
    (request) => (callerOf(request).kind === 'key' ? serveAndNote(request) : serve(request)),
  );
}
