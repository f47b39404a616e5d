import { Type } from 'typebox';
import {
  changeDashboardSchema,
  dashboardBodySchema,
  dashboardEntrySchema,
  dashboardSchema,
} from '../../../contract/explore.ts';
import { slugSchema } from '../../../contract/shops.ts';
import { withShop } from '../../../platform/db/postgres.ts';
import type { HttpApp } from '../../../platform/http/routes.ts';
import type { Platform } from '../../../platform/platform.ts';
import { changeOne, deleteOne, viewerOf } from './change-saved.ts';
import { changeDashboard, dashboardEntries, makeDashboard, showDashboard } from './keep-dashboard.ts';

const config = { permission: 'analytics:read' } as const;
const tags = ['explore'];
const shopParams = Type.Object({ shop: slugSchema });
const params = Type.Object({
  shop: slugSchema,
  dashboard: Type.Integer({ minimum: 1, maximum: 2 ** 53 - 1 }),
});
const kind = 'dashboard';

/** Dashboards of a shop: saved charts side by side. */
export function dashboardRoutes(app: HttpApp, platform: Platform): void {
  readRoutes(app, platform);
  writeRoutes(app, platform);
}

function readRoutes(app: HttpApp, { db }: Platform): void {
  app.get(
    '/api/shops/:shop/dashboards',
    {
      config,
      schema: {
        ...{ tags, params: shopParams, summary: 'Dashboards: your own and shared ones' },
        response: { 200: Type.Object({ dashboards: Type.Array(dashboardEntrySchema) }) },
      },
    },
    async (request) => {
      const viewer = viewerOf(request);
      return { dashboards: await withShop(db, viewer.shopId, (tx) => dashboardEntries(tx, viewer)) };
    },
  );

  app.get(
    '/api/shops/:shop/dashboards/:dashboard',
    {
      config,
      schema: {
        ...{ tags, params, summary: 'A dashboard with its charts' },
        response: { 200: dashboardSchema },
      },
    },
    async (request) => {
      const viewer = viewerOf(request);
      return withShop(db, viewer.shopId, (tx) => showDashboard(tx, viewer, request.params.dashboard));
    },
  );
}

function writeRoutes(app: HttpApp, { db, clock }: Platform): void {
  app.post(
    '/api/shops/:shop/dashboards',
    {
      config,
      schema: {
        ...{ tags, params: shopParams, body: dashboardBodySchema, summary: 'Make a dashboard' },
        response: { 201: dashboardSchema },
      },
    },
    async (request, reply) => {
      const viewer = viewerOf(request);
      const making = { ...request.body, now: clock.now() };
      const made = await withShop(db, viewer.shopId, (tx) => makeDashboard(tx, viewer, making));
      return reply.code(201).send(made);
    },
  );

  app.patch(
    '/api/shops/:shop/dashboards/:dashboard',
    {
      config,
      schema: {
        ...{
          tags,
          params,
          body: changeDashboardSchema,
          summary: 'Change, arrange, share or take back a dashboard',
        },
        description:
          'Tiles given take the place of all there were. Only shared charts stand on a shared dashboard.',
        response: { 200: dashboardSchema },
      },
    },
    async (request) => {
      const viewer = viewerOf(request);
      const { is_shared: isShared, tiles, version, title } = request.body;
      const id = request.params.dashboard;
      const changing = { kind, id, version, title, isShared, now: clock.now() } as const;
      return withShop(db, viewer.shopId, async (tx) => {
        await changeOne(tx, viewer, changing);
        return changeDashboard(tx, viewer, { id, title, tiles });
      });
    },
  );

  app.delete(
    '/api/shops/:shop/dashboards/:dashboard',
    {
      config,
      schema: {
        ...{ tags, params, summary: 'Delete a dashboard; its charts stay' },
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      const viewer = viewerOf(request);
      await withShop(db, viewer.shopId, (tx) =>
        deleteOne(tx, viewer, { kind, id: request.params.dashboard }),
      );
      return reply.code(204).send(null);
    },
  );
}
