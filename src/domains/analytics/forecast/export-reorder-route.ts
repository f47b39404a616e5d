import { Type } from 'typebox';
import { reorderQuerySchema } from '../../../contract/forecast.ts';
import { slugSchema } from '../../../contract/shops.ts';
import { callerOf, shopOf } from '../../../platform/auth/index.ts';
import { orThrow } from '../../../platform/errors.ts';
import { encodings, fileKinds, sendExport } from '../../../platform/exports/index.ts';
import type { HttpApp } from '../../../platform/http/routes.ts';
import type { Platform } from '../../../platform/platform.ts';
import { recordAct } from '../../compliance/index.ts';
import { askReorder } from './ask-reorder.ts';
import { reorderNoun } from './export-reorder.ts';
import { askedBy, reorderQuestionOf } from './read-forecast.ts';

const query = Type.Object({
  ...reorderQuerySchema.properties,
  format: Type.Enum(['csv', 'xlsx'], { default: 'xlsx' }),
  language: Type.Enum(['zh', 'en'], { default: 'zh', description: 'Of headings' }),
  encoding: Type.Optional(Type.Enum([...encodings], { description: 'CSV; utf-8-bom' })),
});

/** The list of what to order as a file; who took it is on record. */
export function exportReorderRoute(app: HttpApp, platform: Platform): void {
  app.get(
    '/api/shops/:shop/analytics/forecast/reorder/export',
    {
      config: { permission: 'analytics:read' },
      exposeHeadRoute: false,
      schema: {
        ...{ tags: ['analytics'], params: Type.Object({ shop: slugSchema }), querystring: query },
        summary: 'What to order now as CSV or XLSX',
        description: 'In the audit log.',
        produces: ['csv', 'xlsx'].map((format) => fileKinds[format as 'csv'].mediaType),
      },
    },
    async (request, reply) => {
      const { format, language, encoding, ...asked } = request.query;
      const { asking, yesterday } = askedBy(platform, request);
      const noun = reorderNoun(orThrow(await askReorder(reorderQuestionOf(asking, asked, yesterday))));
      const wanted = { format, encoding, headers: language, personal: false, filters: {} };
      const sending = {
        platform,
        shop: shopOf(request),
        caller: callerOf(request),
        noun,
        signal: request.signal,
      };
      return sendExport(reply, { ...sending, request: wanted }, recordAct);
    },
  );
}
