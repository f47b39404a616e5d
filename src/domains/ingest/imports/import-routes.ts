import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { importResultSchema, importSchema } from '../../../contract/imports.ts';
import { slugSchema } from '../../../contract/shops.ts';
import { callerOf, shopOf } from '../../../platform/auth/index.ts';
import { withShop } from '../../../platform/db/postgres.ts';
import { orThrow, ProblemError } from '../../../platform/errors.ts';
import { pageQuery, readCursor, writeCursor } from '../../../platform/http/cursor.ts';
import { claimUpload } from '../../../platform/http/idempotency.ts';
import type { Routes } from '../../../platform/http/routes.ts';
import { importsAtWork } from './at-work.ts';
import { dryRun } from './dry-run.ts';
import { noSuchImport } from './import-problems.ts';
import { type ImportTools, importFolder } from './import-run.ts';
import { findImport, type ImportRow, listImports } from './import-store.ts';
import { presentImport } from './present-import.ts';
import { receiveUpload, type Upload } from './receive-upload.ts';
import { streamProgress } from './stream-progress.ts';
import { undoImport } from './undo-import.ts';
import { requestOf } from './uploaded-request.ts';

const tags = ['imports'];
const shopParams = Type.Object({ shop: slugSchema });
const importParams = Type.Object({ shop: slugSchema, id: Type.Integer({ minimum: 1 }) });
const reading = { permission: 'imports:read' } as const;
const writing = { permission: 'imports:write' } as const;

/** Imports over HTTP: upload, watch, list, fetch the rejects, take back. They stop with the server and go on with it. */
export const importRoutes: Routes = (app, platform) => {
  const tools: ImportTools = { platform, mirror: platform.mirror };
  const works = importsAtWork(tools);
  app.addHook('preClose', () => works.stop());

  app.post(
    '/api/shops/:shop/imports',
    {
      config: { ...writing, claimsUpload: true },
      schema: {
        tags,
        params: shopParams,
        summary: 'Import a file',
        description:
          'multipart/form-data: `file`, and `preset` or `mapping` (JSON, see docs/mapping.schema.json); optionally `dry_run` (true), `max_rejects`, `encoding`, `delimiter`, `sheet`.',
        consumes: ['multipart/form-data'],
        response: { 200: importResultSchema, 202: importSchema },
      },
    },
    async (request, reply) => {
      const upload = orThrow(await receiveUpload(tools, request));
      if (!(await isNew(tools, upload, { request, reply }))) return reply;
      const wanted = requestOf(upload, {
        shopId: shopOf(request).shopId,
        startedBy: callerOf(request).actor,
      });
      if (!wanted.ok || upload.fields.dry_run === 'true') {
        const result = wanted.ok ? await dryRun(tools, wanted.value) : wanted;
        await rm(upload.path, { force: true });
        return orThrow(result);
      }
      const started = await works.start(wanted.value);
      if (!started.ok) await rm(upload.path, { force: true });
      const row = await rowOf(tools, request, orThrow(started));
      return reply.code(202).send(presentImport(row));
    },
  );

  app.get(
    '/api/shops/:shop/imports',
    {
      config: reading,
      schema: {
        tags,
        params: shopParams,
        summary: 'Imports, newest first',
        querystring: Type.Object(pageQuery),
        response: {
          200: Type.Object({
            imports: Type.Array(importSchema),
            next_cursor: Type.Union([Type.String(), Type.Null()]),
          }),
        },
      },
    },
    async (request) => {
      const { shopId } = shopOf(request);
      const place = { platform, shopId, list: 'imports' };
      const [before] = orThrow(readCursor(place, request.query.cursor)) ?? [];
      const { limit } = request.query;
      const page = { before: before === undefined ? undefined : Number(before), limit: limit + 1 };
      const rows = await withShop(platform.db, shopId, (tx) => listImports(tx, shopId, page));
      const shown = rows.slice(0, limit);
      const next = rows.length > limit ? writeCursor(place, [shown.at(-1)!.importId]) : null;
      return { imports: shown.map(presentImport), next_cursor: next };
    },
  );

  app.get(
    '/api/shops/:shop/imports/:id',
    {
      config: reading,
      schema: { tags, params: importParams, summary: 'One import', response: { 200: importSchema } },
    },
    async (request) => presentImport(await rowOf(tools, request, request.params.id)),
  );

  app.get(
    '/api/shops/:shop/imports/:id/progress',
    {
      config: reading,
      schema: {
        tags,
        params: importParams,
        summary: 'Follow an import (server-sent events)',
        description: 'Events `progress` while it runs, then one `end`; data is the import as GET shows it.',
        produces: ['text/event-stream'],
      },
    },
    async (request, reply) => {
      const show = async () => presentImport(await rowOf(tools, request, request.params.id));
      await show();
      reply.hijack();
      await streamProgress({ reply, works, importId: request.params.id, show });
    },
  );

  app.get(
    '/api/shops/:shop/imports/:id/rejects',
    {
      config: reading,
      schema: {
        tags,
        params: importParams,
        summary: 'Rows that could not be used (CSV)',
        produces: ['text/csv'],
      },
    },
    async (request, reply) => {
      const row = await rowOf(tools, request, request.params.id);
      if (row.counts.rejected === 0 || row.state === 'undone') throw new ProblemError(noSuchImport);
      const path = join(importFolder(tools, row.importId), 'rejects.csv');
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="rejects-${row.importId}.csv"`)
        .send(createReadStream(path));
    },
  );

  app.delete(
    '/api/shops/:shop/imports/:id',
    {
      config: writing,
      schema: { tags, params: importParams, summary: 'Take an import back', response: { 200: importSchema } },
    },
    async (request) => {
      const { id: importId } = request.params;
      const { shopId } = shopOf(request);
      orThrow(await undoImport(tools, { shopId, importId, actor: callerOf(request).actor }));
      return presentImport(await rowOf(tools, request, importId));
    },
  );
};

/** Whether this upload is no retry of one that was answered already; such a retry's file is not kept. */
async function isNew(
  { platform }: ImportTools,
  { digest, path }: Upload,
  asked: { readonly request: FastifyRequest; readonly reply: FastifyReply },
): Promise<boolean> {
  let claimed = false;
  try {
    claimed = await claimUpload(platform, { ...asked, digest });
    return claimed;
  } finally {
    if (!claimed) await rm(path, { force: true });
  }
}

async function rowOf(
  { platform }: ImportTools,
  request: FastifyRequest,
  importId: number,
): Promise<ImportRow> {
  const { shopId } = shopOf(request);
  const row = await withShop(platform.db, shopId, (tx) => findImport(tx, shopId, importId));
  if (row === undefined) throw new ProblemError(noSuchImport);
  return row;
}
