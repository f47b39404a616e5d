import { Type } from 'typebox';
import { questionText } from '../../../contract/explore.ts';
import { slugSchema } from '../../../contract/shops.ts';
import { callerOf, shopOf } from '../../../platform/auth/index.ts';
import { orThrow } from '../../../platform/errors.ts';
import { encodings, fileKinds, sendExport } from '../../../platform/exports/index.ts';
import type { HttpApp } from '../../../platform/http/routes.ts';
import type { Platform } from '../../../platform/platform.ts';
import { recordAct } from '../../compliance/index.ts';
import { askPivot } from './ask-pivot.ts';
import { pivotNoun } from './export-pivot.ts';
import { pivotAskingOf } from './read-asking.ts';
import { readQuestion } from './read-question.ts';

const query = Type.Object(
  {
    question: questionText,
    format: Type.Enum(['csv', 'xlsx'], { default: 'xlsx' }),
    language: Type.Enum(['zh', 'en'], { default: 'zh', description: 'Of headings and labels' }),
    shares: Type.Optional(
      Type.Boolean({
        description: 'With each figure its share of the total; needs `totals` in the question',
      }),
    ),
    encoding: Type.Optional(Type.Enum([...encodings], { description: 'CSV; utf-8-bom' })),
  },
  { additionalProperties: false },
);

/** The answer of a question as a file. It names nobody: cells are counted, and who took them is on record. */
export function exportPivotRoute(app: HttpApp, platform: Platform): void {
  app.get(
    '/api/shops/:shop/explore/export',
    {
      config: { permission: 'analytics:read' },
      exposeHeadRoute: false,
      schema: {
        ...{ tags: ['explore'], params: Type.Object({ shop: slugSchema }), querystring: query },
        summary: 'The table of a question as CSV or XLSX',
        description:
          'Laid out as asked: rows down, columns across, totals in their places; compared figures with their change (0.25 is a quarter more). In the audit log.',
        produces: ['csv', 'xlsx'].map((format) => fileKinds[format as 'csv'].mediaType),
      },
    },
    async (request, reply) => {
      const { question: text, format, language, encoding, shares } = request.query;
      const question = readQuestion(text);
      const answer = orThrow(await askPivot(pivotAskingOf(platform, request), question));
      const noun = pivotNoun({ question, answer, language, shares });
      const { from, to } = question;
      const wanted = { format, encoding, headers: language, personal: false, filters: { from, to } };
      const asked = {
        platform,
        shop: shopOf(request),
        caller: callerOf(request),
        noun,
        signal: request.signal,
      };
      return sendExport(reply, { ...asked, request: wanted }, recordAct);
    },
  );
}
