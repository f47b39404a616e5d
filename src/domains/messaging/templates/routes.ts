import { Type } from 'typebox';
import {
  newTemplate,
  previewAsk,
  previewView,
  templateList,
  templateNameSchema,
  templateView,
} from '../../../contract/messaging.ts';
import { slugSchema } from '../../../contract/shops.ts';
import { withActorNames } from '../../../platform/auth/index.ts';
import { orThrow, ProblemError, problem } from '../../../platform/errors.ts';
import type { HttpApp } from '../../../platform/http/routes.ts';
import type { Platform } from '../../../platform/platform.ts';
import { all, asking, manage, ofShop, read, tags } from '../asking.ts';
import { presentTemplate } from '../present.ts';
import { changeTemplate } from './change-template.ts';
import { previewOf } from './template-rules.ts';
import { readTemplates } from './template-store.ts';

/** What is sent, in which words. */
export function templateRoutes(app: HttpApp, platform: Platform): void {
  app.get(
    `${all}/templates`,
    {
      config: read,
      schema: {
        ...ofShop('The version of every template that stands: of the shop, or as Shuke brings it'),
        response: { 200: templateList },
      },
    },
    async (request) => {
      const rows = await asking(platform, request, ({ tx, shopId }) => readTemplates(tx, shopId));
      const named = { field: 'made_by' as const, rows: rows.map(presentTemplate) };
      return { templates: await withActorNames(platform, request, named) };
    },
  );
  app.put(
    `${all}/templates/:template`,
    {
      config: manage,
      schema: {
        ...{ tags, summary: 'A new version of a template; messages queued before keep theirs' },
        params: Type.Object({ shop: slugSchema, template: templateNameSchema }),
        ...{ body: newTemplate, response: { 200: templateView } },
      },
    },
    async (request) => {
      const { template } = request.params;
      const made = await asking(platform, request, async ({ tx, shopId, actor, now }) =>
        orThrow(await changeTemplate(tx, { shopId, template, change: request.body, by: actor, now })),
      );
      const rows = [presentTemplate(made)];
      return (await withActorNames(platform, request, { field: 'made_by', rows }))[0]!;
    },
  );
  previewRoute(app);
}

function previewRoute(app: HttpApp): void {
  app.post(
    `${all}/templates/preview`,
    {
      config: read,
      schema: {
        ...ofShop('How a template reads in both languages, with samples for values that are not given'),
        ...{ body: previewAsk, response: { 200: previewView } },
      },
    },
    async (request) => {
      const { template, values = {} } = request.body;
      const found = previewOf(template, values);
      if ('issues' in found) throw new ProblemError(problem('template-invalid', 422, invalid, found.issues));
      return found;
    },
  );
}

const invalid = {
  zh: '模板或变量的值有误',
  en: 'The template does not hold together, or the values do not fit it',
};
