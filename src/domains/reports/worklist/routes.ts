import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { slugSchema } from '../../../contract/shops.ts';
import { newMark, worklistView } from '../../../contract/worklist.ts';
import { callerOf, shopOf } from '../../../platform/auth/index.ts';
import { orThrow } from '../../../platform/errors.ts';
import type { HttpApp } from '../../../platform/http/routes.ts';
import type { Platform } from '../../../platform/platform.ts';
import { makeWorklist, markTask, unmarkTask, type WorklistAsk } from './make-worklist.ts';

const all = '/api/shops/:shop/worklist';
const tags = ['worklist'];
const params = Type.Object({ shop: slugSchema });
const ofTask = Type.Object({ shop: slugSchema, task: Type.String({ maxLength: 63 }) });
const response = { 200: worklistView };

/** 今日要事: what is worth doing now, and that it was done. */
export function worklistRoutes(app: HttpApp, platform: Platform): void {
  app.get(
    all,
    {
      config: { permission: 'shop:read' },
      schema: { tags, params, summary: 'What is worth doing now, by expected money', response },
    },
    async (request) => makeWorklist(askOf(platform, request)),
  );

  app.put(
    `${all}/:task/mark`,
    {
      config: { permission: 'customers:write' },
      schema: {
        tags,
        params: ofTask,
        summary: 'Say that a task is done, or put it off',
        body: newMark,
        response,
      },
    },
    async (request) => {
      const ask = askOf(platform, request);
      const { actor } = callerOf(request);
      orThrow(await markTask({ ...ask, ...request.body, task: request.params.task, actor }));
      return makeWorklist(ask);
    },
  );

  app.delete(
    `${all}/:task/mark`,
    {
      config: { permission: 'customers:write' },
      schema: { tags, params: ofTask, summary: 'Show a task again', response },
    },
    async (request) => {
      const ask = askOf(platform, request);
      await unmarkTask(ask, request.params.task);
      return makeWorklist(ask);
    },
  );
}

const askOf = (platform: Platform, request: FastifyRequest): WorklistAsk => ({
  ...{ platform, shop: shopOf(request), permissions: callerOf(request).permissions, signal: request.signal },
});
