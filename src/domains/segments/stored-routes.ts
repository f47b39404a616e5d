import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import {
  changeSegmentSchema,
  newSegmentSchema,
  segmentListSchema,
  segmentSchema,
} from '../../contract/segment.ts';
import { slugSchema } from '../../contract/shops.ts';
import { callerOf, shopOf } from '../../platform/auth/index.ts';
import { withShop } from '../../platform/db/postgres.ts';
import { orThrow } from '../../platform/errors.ts';
import type { HttpApp } from '../../platform/http/routes.ts';
import type { Platform } from '../../platform/platform.ts';
import { dropSegment, editSegment, makeSegment } from './change-segments.ts';
import { lagOf } from './lag.ts';
import type { Looker } from './looker.ts';
import { readTree } from './read-tree.ts';
import { showSegment, showSegments } from './show-segments.ts';

const tags = ['segments'];
const params = Type.Object({ shop: slugSchema });
const ofOne = Type.Object({ shop: slugSchema, segment: Type.Integer({ minimum: 1, maximum: 2 ** 31 - 1 }) });

export const lookerOf = (platform: Platform, request: FastifyRequest): Looker => ({
  ...{ platform, shop: shopOf(request), signal: request.signal },
});

/** Stored segments. */
export function segmentRoutes(app: HttpApp, platform: Platform): void {
  readRoutes(app, platform);
  writeRoutes(app, platform);
}

function readRoutes(app: HttpApp, platform: Platform): void {
  const config = { permission: 'segments:read' } as const;
  app.get(
    '/api/shops/:shop/segments',
    {
      config,
      schema: {
        ...{ tags, params, summary: 'Segments with their sizes, by name' },
        response: { 200: segmentListSchema },
      },
    },
    async (request) => {
      const lag = lagOf(platform, shopOf(request).shopId);
      const segments = await showSegments(lookerOf(platform, request));
      return { segments, lag_seconds: lag === undefined ? null : lag / 1000 };
    },
  );

  app.get(
    '/api/shops/:shop/segments/:segment',
    {
      config,
      schema: { ...{ tags, params: ofOne, summary: 'A segment' }, response: { 200: segmentSchema } },
    },
    async (request) => orThrow(await showSegment(lookerOf(platform, request), request.params.segment)),
  );
}

function writeRoutes(app: HttpApp, platform: Platform): void {
  const config = { permission: 'segments:write' } as const;
  app.post(
    '/api/shops/:shop/segments',
    {
      config,
      schema: {
        ...{ tags, params, body: newSegmentSchema, summary: 'Make a segment' },
        description: 'Answers at once; it is counted within seconds, and members is null until then.',
        response: { 201: segmentSchema },
      },
    },
    async (request, reply) => {
      const { name, description = '', is_live: isLive = true } = request.body;
      const tree = orThrow(readTree(request.body.tree));
      const { shopId } = shopOf(request);
      const it = { name, description, tree, isLive, by: callerOf(request).actor, now: platform.clock.now() };
      const made = await withShop(platform.db, shopId, async (tx) =>
        orThrow(await makeSegment(tx, shopId, it)),
      );
      return reply.code(201).send(orThrow(await showSegment(lookerOf(platform, request), made.segmentId)));
    },
  );

  app.patch(
    '/api/shops/:shop/segments/:segment',
    {
      config,
      schema: {
        ...{ tags, params: ofOne, body: changeSegmentSchema, summary: 'Change a segment' },
        description:
          'A changed tree is a new version of the rule; the members stay those of the old one until it is counted.',
        response: { 200: segmentSchema },
      },
    },
    async (request) => {
      const { shopId } = shopOf(request);
      const { is_live: isLive, tree: raw, ...rest } = request.body;
      const tree = raw === undefined ? undefined : orThrow(readTree(raw));
      const who = {
        by: callerOf(request).actor,
        now: platform.clock.now(),
        segmentId: request.params.segment,
      };
      await withShop(platform.db, shopId, async (tx) =>
        orThrow(await editSegment(tx, shopId, { ...rest, isLive, tree, ...who })),
      );
      return orThrow(await showSegment(lookerOf(platform, request), request.params.segment));
    },
  );

  app.delete(
    '/api/shops/:shop/segments/:segment',
    {
      config,
      schema: {
        ...{ tags, params: ofOne, summary: 'Delete a segment that no other asks for' },
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      const { shopId } = shopOf(request);
      const it = { segmentId: request.params.segment, by: callerOf(request).actor };
      await withShop(platform.db, shopId, async (tx) => orThrow(await dropSegment(tx, shopId, it)));
      return reply.code(204).send(null);
    },
  );
}
