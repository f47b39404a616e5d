import { Type } from 'typebox';
import {
  askRunSchema,
  customerScoresSchema,
  modelRunSchema,
  modelRunsSchema,
  modelsSchema,
  scoreListSchema,
} from '../../../contract/scores.ts';
import { slugSchema } from '../../../contract/shops.ts';
import { callerOf, shopOf } from '../../../platform/auth/index.ts';
import { withShop } from '../../../platform/db/postgres.ts';
import { orThrow } from '../../../platform/errors.ts';
import type { HttpApp } from '../../../platform/http/routes.ts';
import type { Platform } from '../../../platform/platform.ts';
import { scoreModels } from '../models.ts';
import { askingOf } from '../read-query.ts';
import { askRun } from './ask-run.ts';
import { currentScores } from './current-scores.ts';
import { findModel } from './find-model.ts';
import { presentKinds, presentRun } from './present-scores.ts';
import { readCurrentRun, readRuns } from './run-store.ts';
import { showCustomerScores } from './show-customer-scores.ts';

const config = { permission: 'analytics:read' } as const;
const tags = ['scores'];
const params = Type.Object({ shop: slugSchema });
const ofModel = Type.Object({ shop: slugSchema, model: Type.String({ maxLength: 40 }) });

/** Scores by models: what there is, of one customer, and the runs that gave them. */
export function scoreRoutes(app: HttpApp, platform: Platform): void {
  kindRoutes(app, platform);
  modelRoutes(app, platform);
  runRoutes(app, platform);
}

function kindRoutes(app: HttpApp, platform: Platform): void {
  app.get(
    '/api/shops/:shop/analytics/scores',
    {
      config,
      schema: {
        ...{ tags, params, summary: 'Kinds of scores by models, and the run each is read of' },
        response: { 200: scoreListSchema },
      },
    },
    async (request) => {
      const { shopId } = shopOf(request);
      return { scores: presentKinds(await withShop(platform.db, shopId, (tx) => currentScores(tx, shopId))) };
    },
  );

  app.get(
    '/api/shops/:shop/analytics/scores/:customer',
    {
      config,
      schema: {
        tags,
        params: Type.Object({
          shop: slugSchema,
          customer: Type.Integer({ minimum: 1, maximum: 2 ** 32 - 1 }),
        }),
        summary: 'What models say of one customer, how sure, and as of which day',
        response: { 200: customerScoresSchema },
      },
    },
    async (request) => {
      const asking = askingOf(platform, request);
      return orThrow(await showCustomerScores({ ...asking, platform }, request.params.customer));
    },
  );
}

function modelRoutes(app: HttpApp, { db }: Platform): void {
  app.get(
    '/api/shops/:shop/analytics/models',
    {
      config,
      schema: {
        ...{ tags, params, summary: 'Models that give scores: the run that counts, and the one under way' },
        response: { 200: modelsSchema },
      },
    },
    async (request) => {
      const { shopId } = shopOf(request);
      return withShop(db, shopId, async (tx) => {
        const models = [];
        for (const { name: model, version, label } of scoreModels) {
          const current = await readCurrentRun(tx, shopId, { model });
          const [last] = await readRuns(tx, shopId, { model, limit: 1 });
          const open = last?.status === 'waiting' || last?.status === 'running' ? presentRun(last) : null;
          models.push({ model, version, label, current: current ? presentRun(current) : null, open });
        }
        return { models };
      });
    },
  );
}

function runRoutes(app: HttpApp, platform: Platform): void {
  app.get(
    '/api/shops/:shop/analytics/models/:model/runs',
    {
      config,
      schema: {
        ...{
          tags,
          params: ofModel,
          summary: 'Runs of a model, newest first',
          description: 'The latest hundred.',
        },
        response: { 200: modelRunsSchema },
      },
    },
    async (request) => {
      const { shopId } = shopOf(request);
      const model = orThrow(findModel(request.params.model)).name;
      const runs = await withShop(platform.db, shopId, (tx) => readRuns(tx, shopId, { model, limit: 100 }));
      return { runs: runs.map(presentRun) };
    },
  );

  app.post(
    '/api/shops/:shop/analytics/models/:model/runs',
    {
      config: { permission: 'models:write' },
      schema: {
        ...{ tags, params: ofModel, body: askRunSchema, summary: 'Have a model learn anew and score' },
        description:
          'Answers at once; the run shows how far it is. Whoever asks while one waits gets that one.',
        response: { 202: modelRunSchema },
      },
    },
    async (request, reply) => {
      const model = orThrow(findModel(request.params.model));
      const wish = { refit: request.body.refit, asOf: request.body.as_of, by: callerOf(request).actor };
      const run = orThrow(await askRun({ platform, shop: shopOf(request), model }, wish));
      return reply.code(202).send(presentRun(run));
    },
  );
}
