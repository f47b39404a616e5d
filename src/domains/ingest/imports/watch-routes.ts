import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { Type } from 'typebox';
import { importSchema, undoPreviewSchema } from '../../../contract/imports.ts';
import { rejectLineSchema } from '../../../contract/uploads.ts';
import { shopOf } from '../../../platform/auth/index.ts';
import { withShop } from '../../../platform/db/postgres.ts';
import { orThrow, ProblemError } from '../../../platform/errors.ts';
import { pageQuery, readCursor, writeCursor } from '../../../platform/http/cursor.ts';
import type { HttpApp } from '../../../platform/http/routes.ts';
import { importParams, rowOf, shopParams, tags } from './asked-import.ts';
import type { ImportsAtWork } from './at-work.ts';
import { noSuchImport } from './import-problems.ts';
import { type ImportTools, rejectPathOf } from './import-run.ts';
import { type ImportRow, listImports } from './import-store.ts';
import { presentImport } from './present-import.ts';
import { previewUndo } from './preview-undo.ts';
import { rejectPage } from './reject-page.ts';
import { placesOf, sharedPieces, sharesFiles } from './shared-files.ts';
import { hasRejects } from './shared-rejects.ts';
import { streamProgress } from './stream-progress.ts';

const reading = { permission: 'imports:read' } as const;

/** Imports as they are and were. */
export function watchRoutes(app: HttpApp, tools: ImportTools, works: ImportsAtWork): void {
  const { platform } = tools;
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
        summary: 'Rows that could not be used, and traits that were left out of rows that could (CSV)',
        produces: ['text/csv'],
      },
    },
    async (request, reply) => {
      const row = await rowOf(tools, request, request.params.id);
      if (row.counts.rejectBytes === 0 || row.state === 'undone') throw new ProblemError(noSuchImport);
      const { shopId } = shopOf(request);
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="rejects-${row.importId}.csv"`)
        .send(await rejectsOf(tools, shopId, row));
    },
  );

  app.get(
    '/api/shops/:shop/imports/:id/reject-lines',
    {
      config: reading,
      schema: {
        tags,
        params: importParams,
        summary: 'The rejects as a table, in the order of the file',
        querystring: Type.Object(pageQuery),
        response: {
          200: Type.Object({
            rejects: Type.Array(rejectLineSchema),
            next_cursor: Type.Union([Type.String(), Type.Null()]),
          }),
        },
      },
    },
    async (request) => {
      const row = await rowOf(tools, request, request.params.id);
      const { shopId } = shopOf(request);
      const place = { platform, shopId, list: `rejects ${row.importId}` };
      const [from = 0] = orThrow(readCursor(place, request.query.cursor)) ?? [];
      if (row.counts.rejectBytes === 0 || row.state === 'undone') return { rejects: [], next_cursor: null };
      const asked = { shopId, row, from: Number(from), limit: request.query.limit };
      const { rejects, next } = await rejectPage(tools, asked);
      return { rejects, next_cursor: next === undefined ? null : writeCursor(place, [next]) };
    },
  );

  app.get(
    '/api/shops/:shop/imports/:id/undo-preview',
    {
      config: reading,
      schema: {
        tags,
        params: importParams,
        summary: 'What taking an import back would remove, at most',
        response: { 200: undoPreviewSchema },
      },
    },
    async (request) => {
      const { importId } = await rowOf(tools, request, request.params.id);
      return previewUndo(tools, { shopId: shopOf(request).shopId, importId });
    },
  );
}

/** From what processes share, or from this one's disk. */
async function rejectsOf(tools: ImportTools, shopId: number, row: ImportRow): Promise<Readable> {
  const path = rejectPathOf(tools, row.importId);
  const there = await hasRejects(path, row.counts);
  if (!sharesFiles(tools) && there) return createReadStream(path);
  const file = { shopId, importId: row.importId, kind: 'rejects' } as const;
  const places = await withShop(tools.platform.db, shopId, (tx) => placesOf(tx, file));
  if (places.length > 0) return Readable.from(sharedPieces(tools, file));
  // Rejected before there was a server to share it by.
  if (there) return createReadStream(path);
  throw new ProblemError(noSuchImport);
}
