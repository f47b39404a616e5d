import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import {
  type RetentionSubjectCode,
  retentionPreviewSchema,
  retentionRunSchema,
  retentionSubjectSchema,
  retentionTermSchema,
} from '../../../contract/retention.ts';
import { slugSchema } from '../../../contract/shops.ts';
import { callerOf, shopOf } from '../../../platform/auth/index.ts';
import { orThrow } from '../../../platform/errors.ts';
import type { Routes } from '../../../platform/http/routes.ts';
import { previewRetention } from './preview-retention.ts';
import type { RetentionHandler } from './retention-handler.ts';
import { runRetention } from './run-retention.ts';
import { setTerm } from './set-term.ts';

const params = Type.Object({ shop: slugSchema });
const termParams = Type.Object({ shop: slugSchema, subject: retentionSubjectSchema });
const saying = (summary: string) => ({ tags: ['compliance'], summary });

type TermRequest = FastifyRequest & { readonly params: { readonly subject: RetentionSubjectCode } };

const termOf = (request: TermRequest) => ({
  ...{ shopId: shopOf(request).shopId, subject: request.params.subject },
  actor: callerOf(request).actor,
});

/** How long data is kept: terms, what a run would drop, and the run. */
export const retentionRoutes =
  (handlers: readonly RetentionHandler[]): Routes =>
  (app, platform) => {
    const tools = { platform, handlers };

    app.get(
      '/api/shops/:shop/compliance/retention',
      {
        config: { permission: 'compliance:read' },
        schema: {
          ...saying('Terms of retention, and what a run would drop now'),
          params,
          response: { 200: retentionPreviewSchema },
        },
      },
      async (request) => ({ entries: await previewRetention(tools, shopOf(request)) }),
    );

    app.put(
      '/api/shops/:shop/compliance/retention/:subject',
      {
        config: { permission: 'compliance:write' },
        schema: {
          ...saying('Set a term'),
          description: 'Drops nothing yet: ask for the preview, then run.',
          params: termParams,
          body: retentionTermSchema,
          response: { 200: retentionPreviewSchema },
        },
      },
      async (request) => {
        await setTerm(platform.db, { ...termOf(request), months: request.body.months });
        return { entries: await previewRetention(tools, shopOf(request)) };
      },
    );

    app.delete(
      '/api/shops/:shop/compliance/retention/:subject',
      {
        config: { permission: 'compliance:write' },
        schema: {
          ...saying('Keep without a term'),
          params: termParams,
          response: { 200: retentionPreviewSchema },
        },
      },
      async (request) => {
        await setTerm(platform.db, { ...termOf(request), months: null });
        return { entries: await previewRetention(tools, shopOf(request)) };
      },
    );

    app.post(
      '/api/shops/:shop/compliance/retention/run',
      {
        config: { permission: 'compliance:write' },
        schema: { ...saying('Drop what has had its time'), params, response: { 200: retentionRunSchema } },
      },
      async (request) => ({
        runs: orThrow(await runRetention(tools, shopOf(request), callerOf(request).actor)),
      }),
    );
  };
