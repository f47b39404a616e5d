import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { slugSchema } from '../../../contract/shops.ts';
import { newTagRun, type TagRunView, tagRunView } from '../../../contract/tag-run.ts';
import { callerOf, shopOf } from '../../../platform/auth/index.ts';
import { orThrow } from '../../../platform/errors.ts';
import type { HttpApp } from '../../../platform/http/routes.ts';
import type { Platform } from '../../../platform/platform.ts';
import { ofShop } from '../asking.ts';
import { allowedFilter } from '../profiles/list-view.ts';
import type { PeopleFinder } from '../profiles/people-finder.ts';
import { beginRun, goOn, showRun, undoRun } from './run-tags.ts';
import type { TagRunAsk } from './tag-run-ask.ts';
import type { TagRun } from './tag-run-store.ts';

const all = '/api/shops/:shop/customers/tag-runs';
const config = { permission: 'customers:write' } as const;
const params = Type.Object({ shop: slugSchema, run: Type.Integer({ minimum: 1 }) });

/** Tags of everybody a view holds: noted at once, done behind the answer, asked about by number. */
export function tagRunRoutes(app: HttpApp, platform: Platform, people: PeopleFinder): void {
  app.post(
    all,
    {
      config,
      schema: {
        ...ofShop('Tag or untag everybody a view holds; can be undone for 30 days'),
        body: newTagRun,
        response: { 202: tagRunView },
      },
    },
    async (request, reply) => {
      const ask = askOf(platform, request, people);
      orThrow(allowedFilter(request.body.filter, callerOf(request).permissions));
      const run = orThrow(await beginRun(ask, request.body));
      goOnBehind(ask);
      return reply.code(202).send(present(run));
    },
  );

  app.get(
    `${all}/:run`,
    { config, schema: { ...ofShop('How far a bulk tag is'), params, response: { 200: tagRunView } } },
    async (request) => present(orThrow(await showRun(askOf(platform, request, people), request.params.run))),
  );

  app.post(
    `${all}/:run/undo`,
    {
      config,
      schema: {
        ...ofShop('Undo a bulk tag: every tag as it stood before'),
        params,
        response: { 202: tagRunView },
      },
    },
    async (request, reply) => {
      const ask = askOf(platform, request, people);
      const run = orThrow(await undoRun(ask, request.params.run));
      goOnBehind(ask);
      return reply.code(202).send(present(run));
    },
  );
}

const askOf = (platform: Platform, request: FastifyRequest, people: PeopleFinder): TagRunAsk => ({
  ...{ platform, people, shop: shopOf(request), actor: callerOf(request).actor },
});

/** What breaks off is gone on with at the next start of a worker. */
function goOnBehind(ask: TagRunAsk): void {
  void goOn(ask).catch((err: unknown) =>
    ask.platform.log.error({ err, shopId: ask.shop.shopId }, 'a bulk tag broke off'),
  );
}

const present = (it: TagRun): TagRunView => ({
  ...{ run_id: it.runId, act: it.act, tag: it.tag, state: it.state },
  ...{ total: it.total, seen: it.seen, changed: it.changed, begun_by: it.begunBy },
  ...{ begun_at: it.begunAt.toISOString(), finished_at: it.finishedAt?.toISOString() ?? null },
});
