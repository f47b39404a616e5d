import { Type } from 'typebox';
import { cohortsQuerySchema } from '../../../contract/cohorts.ts';
import { slugSchema } from '../../../contract/shops.ts';
import { callerOf, shopOf } from '../../../platform/auth/index.ts';
import { orThrow } from '../../../platform/errors.ts';
import { encodings, fileKinds, sendExport } from '../../../platform/exports/index.ts';
import type { HttpApp } from '../../../platform/http/routes.ts';
import type { Platform } from '../../../platform/platform.ts';
import { recordAct } from '../../compliance/index.ts';
import { shopDay } from '../people/shop-day.ts';
import { askingOf } from '../read-query.ts';
import { askCohorts } from './ask-cohorts.ts';
import { cohortsNoun } from './export-cohorts.ts';
import { triangleQuestionOf } from './read-cohorts.ts';

const query = Type.Object({
  ...cohortsQuerySchema.properties,
  format: Type.Enum(['csv', 'xlsx'], { default: 'xlsx' }),
  language: Type.Enum(['zh', 'en'], { default: 'zh', description: 'Of headings' }),
  encoding: Type.Optional(Type.Enum([...encodings], { description: 'CSV; utf-8-bom' })),
});

/** The triangle as a file. It names nobody, and who took it is on record. */
export function exportCohortsRoute(app: HttpApp, platform: Platform): void {
  app.get(
    '/api/shops/:shop/analytics/cohorts/export',
    {
      config: { permission: 'analytics:read' },
      exposeHeadRoute: false,
      schema: {
        ...{ tags: ['analytics'], params: Type.Object({ shop: slugSchema }), querystring: query },
        summary: 'The triangle of cohorts as CSV or XLSX',
        description: 'Beside each value what it is a customer. In the audit log.',
        produces: ['csv', 'xlsx'].map((format) => fileKinds[format as 'csv'].mediaType),
      },
    },
    async (request, reply) => {
      const { format, language, encoding, ...asked } = request.query;
      const asking = askingOf(platform, request);
      const today = shopDay(platform.clock.now(), asking.shop);
      const answer = orThrow(await askCohorts(triangleQuestionOf(asking, asked, today)));
      const wanted = { format, encoding, headers: language, personal: false, filters: {} };
      const caller = callerOf(request);
      const noun = cohortsNoun(answer);
      const sending = { platform, shop: shopOf(request), caller, noun, signal: request.signal };
      return sendExport(reply, { ...sending, request: wanted }, recordAct);
    },
  );
}
