import { Type } from 'typebox';
import { kindListSchema, previewSchema, templateListSchema, treeSchema } from '../../contract/segment.ts';
import { conditionSchemas, type standings } from '../../contract/segment-conditions.ts';
import { slugSchema } from '../../contract/shops.ts';
import { shopOf } from '../../platform/auth/index.ts';
import { withShop } from '../../platform/db/postgres.ts';
import { orThrow } from '../../platform/errors.ts';
import type { HttpApp } from '../../platform/http/routes.ts';
import type { Platform } from '../../platform/platform.ts';
import { shopDay, standingLabels } from '../analytics/index.ts';
import { conditionKindList } from './condition-kinds.ts';
import { previewTree } from './preview-tree.ts';
import { readTree } from './read-tree.ts';
import { sayTree } from './say-tree.ts';
import { lookerOf } from './stored-routes.ts';
import { templates } from './templates.ts';
import { readWording } from './wording.ts';

const config = { permission: 'segments:read' } as const;
const tags = ['segments'];
const params = Type.Object({ shop: slugSchema });

const codesOf = (of: (typeof standings)[number]) =>
  [...standingLabels(of)].map(([code, label]) => ({ code, label }));

/** What could be a segment: kinds of conditions, templates, and a count of any tree. */
export function previewRoutes(app: HttpApp, platform: Platform): void {
  app.get(
    '/api/shops/:shop/segments/kinds',
    {
      config,
      schema: { ...{ tags, params, summary: 'Kinds of conditions' }, response: { 200: kindListSchema } },
    },
    async () => ({
      kinds: conditionKindList.map(({ kind, label }) => ({
        ...{ kind, label, arguments: { ...conditionSchemas[kind] } },
      })),
      standings: { quadrant: codesOf('quadrant'), stage: codesOf('stage'), rfm_group: codesOf('rfm_group') },
    }),
  );

  app.get(
    '/api/shops/:shop/segments/templates',
    {
      config,
      schema: {
        ...{ tags, params, summary: 'The usual groups, to begin with' },
        response: { 200: templateListSchema },
      },
    },
    async (request) => {
      const shop = shopOf(request);
      const words = await withShop(platform.db, shop.shopId, (tx) => readWording(tx, shop));
      const today = shopDay(platform.clock.now(), shop);
      return {
        templates: templates.map(({ treeOn, ...it }) => {
          const tree = treeOn(today);
          return { ...it, tree, sentence: sayTree(tree, words) };
        }),
      };
    },
  );

  app.post(
    '/api/shops/:shop/segments/preview',
    {
      config,
      schema: {
        ...{
          tags,
          params,
          body: Type.Object({ tree: treeSchema }),
          summary: 'How many a tree of conditions would hold',
        },
        description:
          'Changes nothing: reads the tree aloud, counts everybody by it now, and names a few who are in.',
        response: { 200: previewSchema },
      },
    },
    async (request) => {
      const since = performance.now();
      const tree = orThrow(readTree(request.body.tree));
      const looker = lookerOf(platform, request);
      const words = await withShop(platform.db, looker.shop.shopId, (tx) => readWording(tx, looker.shop));
      const counted = await previewTree({ ...looker, tree });
      return { sentence: sayTree(tree, words), ...counted, took_ms: Math.round(performance.now() - since) };
    },
  );
}
