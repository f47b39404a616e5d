import { Type } from 'typebox';
import { changeChartSchema, chartBodySchema, chartSchema } from '../../../contract/explore.ts';
import { slugSchema } from '../../../contract/shops.ts';
import { withShop } from '../../../platform/db/postgres.ts';
import type { HttpApp } from '../../../platform/http/routes.ts';
import type { Platform } from '../../../platform/platform.ts';
import { changeOne, deleteOne, seenOne, viewerOf } from './change-saved.ts';
import { presentChart } from './present-saved.ts';
import { refusePersonal, tooMany } from './saved-problems.ts';
import { insertSaved, listSaved } from './saved-store.ts';

const config = { permission: 'analytics:read' } as const;
const tags = ['explore'];
const shopParams = Type.Object({ shop: slugSchema });
const params = Type.Object({ shop: slugSchema, chart: Type.Integer({ minimum: 1, maximum: 2 ** 53 - 1 }) });
const kind = 'chart';

/** Saved charts of a shop: questions and how they are shown, never answers. */
export function chartRoutes(app: HttpApp, platform: Platform): void {
  readRoutes(app, platform);
  writeRoutes(app, platform);
}

function readRoutes(app: HttpApp, { db }: Platform): void {
  app.get(
    '/api/shops/:shop/charts',
    {
      config,
      schema: {
        ...{ tags, params: shopParams, summary: 'Saved charts: your own and shared ones' },
        response: { 200: Type.Object({ charts: Type.Array(chartSchema) }) },
      },
    },
    async (request) => {
      const viewer = viewerOf(request);
      const rows = await withShop(db, viewer.shopId, (tx) => listSaved(tx, kind, viewer));
      return { charts: rows.map((it) => presentChart(it, viewer)) };
    },
  );

  app.get(
    '/api/shops/:shop/charts/:chart',
    { config, schema: { ...{ tags, params, summary: 'A saved chart' }, response: { 200: chartSchema } } },
    async (request) => {
      const viewer = viewerOf(request);
      const which = { kind, id: request.params.chart } as const;
      return presentChart(await withShop(db, viewer.shopId, (tx) => seenOne(tx, viewer, which)), viewer);
    },
  );
}

function writeRoutes(app: HttpApp, { db, clock }: Platform): void {
  app.post(
    '/api/shops/:shop/charts',
    {
      config,
      schema: {
        ...{ tags, params: shopParams, body: chartBodySchema, summary: 'Save a chart' },
        description: 'It is your own until it is shared.',
        response: { 201: chartSchema },
      },
    },
    async (request, reply) => {
      const viewer = viewerOf(request);
      refusePersonal(request.body);
      const saving = { kind, ...request.body, now: clock.now() } as const;
      const saved = await withShop(db, viewer.shopId, (tx) => insertSaved(tx, viewer, saving));
      if (saved === undefined) throw tooMany(kind);
      return reply.code(201).send(presentChart(saved, viewer));
    },
  );

  app.patch(
    '/api/shops/:shop/charts/:chart',
    {
      config,
      schema: {
        ...{ tags, params, body: changeChartSchema, summary: 'Change, share or take back a chart' },
        response: { 200: chartSchema },
      },
    },
    async (request) => {
      const viewer = viewerOf(request);
      const { is_shared: isShared, version, title, view } = request.body;
      const changing = {
        kind,
        id: request.params.chart,
        version,
        title,
        isShared,
        view,
        now: clock.now(),
      } as const;
      const changed = await withShop(db, viewer.shopId, async (tx) => {
        const it = await changeOne(tx, viewer, changing);
        refusePersonal({ title, view });
        return it;
      });
      return presentChart(changed, viewer);
    },
  );

  app.delete(
    '/api/shops/:shop/charts/:chart',
    {
      config,
      schema: {
        ...{ tags, params, summary: 'Delete a chart; it leaves every dashboard' },
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      const viewer = viewerOf(request);
      await withShop(db, viewer.shopId, (tx) => deleteOne(tx, viewer, { kind, id: request.params.chart }));
      return reply.code(204).send(null);
    },
  );
}
