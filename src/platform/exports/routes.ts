import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { slugSchema } from '../../contract/shops.ts';
import { type Audit, callerOf, shopOf } from '../auth/index.ts';
import type { HttpApp, Routes } from '../http/routes.ts';
import type { Platform } from '../platform.ts';
import type { ExportNoun } from './export-noun.ts';
import type { ExportRequest } from './export-request.ts';
import { listExports } from './list-exports.ts';
import { sendExport } from './send-export.ts';
import { encodings, formats, headerStyles } from './writers/plan.ts';
import { fileKinds } from './writers/writers.ts';

const tags = ['exports'];
const params = Type.Object({ shop: slugSchema });

const how = {
  format: Type.Enum([...formats], { default: 'csv' }),
  columns: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 4000,
      description: 'Codes, separated by commas; all but sensitive ones unless given',
    }),
  ),
  headers: Type.Optional(
    Type.Enum([...headerStyles], { description: 'CSV, XLSX: codes, or labels in zh or en; code' }),
  ),
  encoding: Type.Optional(Type.Enum([...encodings], { description: 'CSV; utf-8-bom' })),
  personal: Type.Boolean({
    default: false,
    description: 'Personal fields in clear: takes export:personal and a reason',
  }),
  reason: Type.Optional(Type.String({ maxLength: 500, description: 'Why; no personal values' })),
};

/**
 * Exports over HTTP: a list of what there is, and a route a noun with the noun's own permission. `audit` is the
 * compliance domain's.
 */
export const exportRoutes =
  (nouns: readonly ExportNoun[], audit: Audit): Routes =>
  (app, platform) => {
    app.get(
      '/api/shops/:shop/exports',
      {
        config: { permission: 'shop:read' },
        schema: { tags, params, summary: 'What can be exported, with its columns and filters' },
      },
      async (request) => ({ exports: await listExports(platform, request, nouns) }),
    );
    for (const noun of nouns) nounRoute(app, platform, { noun, audit });
  };

interface Exporting {
  readonly noun: ExportNoun;
  readonly audit: Audit;
}

function nounRoute(app: HttpApp, platform: Platform, exporting: Exporting): void {
  const { noun, permission, summary, filters } = exporting.noun;
  const own = Object.entries(filters).map(([name, { schema }]) => [name, Type.Optional(schema)] as const);
  app.get(
    `/api/shops/:shop/exports/${noun}`,
    {
      config: { permission },
      // Asking for the head of an export would run it.
      exposeHeadRoute: false,
      schema: {
        ...{ tags, params, summary: summary.en },
        description: DESCRIPTION,
        produces: formats.map((format) => fileKinds[format].mediaType),
        // A filter that goes unheeded would export more than was asked.
        querystring: Type.Object({ ...how, ...Object.fromEntries(own) }, { additionalProperties: false }),
      },
    },
    async (request, reply) => answer(request, reply, { platform, ...exporting }),
  );
}

const DESCRIPTION =
  'Streamed as it is read. Personal fields are masked by role unless asked for in clear; every export is in the audit log. A connection that ends early means a file that is not whole.';

async function answer(
  request: FastifyRequest,
  reply: FastifyReply,
  { platform, noun, audit }: Exporting & { readonly platform: Platform },
): Promise<FastifyReply> {
  const shop = shopOf(request);
  const wanted = requestOf(request.query as Query);
  const asked = { platform, shop, noun, caller: callerOf(request), request: wanted, signal: request.signal };
  return sendExport(reply, asked, audit);
}

type Query = Pick<ExportRequest, 'format' | 'headers' | 'encoding' | 'personal' | 'reason'> & {
  readonly columns?: string;
};

function requestOf(query: Query): ExportRequest {
  const { format, columns, headers, encoding, personal, reason, ...filters } = query;
  return {
    ...{ format, headers, encoding, personal, reason },
    columns: columns?.split(',').map((code) => code.trim()),
    filters: filters as Record<string, string>,
  };
}
