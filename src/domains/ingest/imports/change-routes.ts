import { rm } from 'node:fs/promises';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { importResultSchema, importSchema } from '../../../contract/imports.ts';
import { callerOf, shopOf } from '../../../platform/auth/index.ts';
import { orThrow } from '../../../platform/errors.ts';
import { claimUpload } from '../../../platform/http/idempotency.ts';
import type { HttpApp } from '../../../platform/http/routes.ts';
import { importParams, rowOf, shopParams, tags } from './asked-import.ts';
import type { ImportsAtWork } from './at-work.ts';
import { dryRun } from './dry/dry-run.ts';
import type { ImportTools } from './import-run.ts';
import { presentDryRun, presentImport } from './present-import.ts';
import { queueImport } from './queue-import.ts';
import { receiveUpload, type Upload } from './receive-upload.ts';
import { undoImport } from './undo-import.ts';
import { requestOf } from './uploaded-request.ts';

const doesHttpOnly = ({ platform }: ImportTools): boolean => platform.config.role === 'api';

const writing = { permission: 'imports:write' } as const;

/** Starting an import, and taking one back. */
export function changeRoutes(app: HttpApp, tools: ImportTools, works: ImportsAtWork): void {
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
        return await presentDryRun(orThrow(result));
      }
      const started = await (doesHttpOnly(tools)
        ? queueImport(tools, wanted.value)
        : works.start(wanted.value));
      if (!started.ok) await rm(upload.path, { force: true });
      const row = await rowOf(tools, request, orThrow(started));
      return reply.code(202).send(presentImport(row));
    },
  );

  app.delete(
    '/api/shops/:shop/imports/:id',
    {
      config: writing,
      schema: {
        tags,
        params: importParams,
        summary: 'Take an import back',
        response: { 200: importSchema },
      },
    },
    async (request) => {
      const { id: importId } = request.params;
      const { shopId } = shopOf(request);
      orThrow(await undoImport(tools, { shopId, importId, actor: callerOf(request).actor }));
      return presentImport(await rowOf(tools, request, importId));
    },
  );
}

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
