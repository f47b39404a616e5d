import { importSchema } from '../../../../contract/imports.ts';
import { readUploadSchema } from '../../../../contract/uploads.ts';
import { shopOf } from '../../../../platform/auth/index.ts';
import { withShop } from '../../../../platform/db/postgres.ts';
import { orThrow, ProblemError, problem } from '../../../../platform/errors.ts';
import type { HttpApp } from '../../../../platform/http/routes.ts';
import { rowOf, tags } from '../asked-import.ts';
import type { ImportsAtWork } from '../at-work.ts';
import type { ImportTools } from '../import-run.ts';
import { presentImport } from '../present-import.ts';
import { queueImport } from '../queue-import.ts';
import { requestAsked, uploadParams } from './asked-upload.ts';
import { streamDryRun } from './stream-dry-run.ts';
import { deleteUpload } from './upload-store.ts';

const writing = { permission: 'imports:write' } as const;

/** What is done with an upload: a run that stores nothing, and the import itself. */
export function runRoutes(app: HttpApp, tools: ImportTools, works: ImportsAtWork): void {
  app.post(
    '/api/shops/:shop/uploads/:upload/dry-run',
    {
      config: writing,
      schema: {
        tags,
        params: uploadParams,
        body: readUploadSchema,
        summary: 'What an import of this upload would do (server-sent events)',
        description:
          'Reads the whole file and stores nothing. Events `progress` (counts so far, `bytes`, `bytes_done`), then `end` with the counts and the first rejects, or `problem`. Hanging up ends it.',
        produces: ['text/event-stream'],
      },
    },
    async (request, reply) => {
      if (request.headers['idempotency-key'] !== undefined) throw new ProblemError(noKeyForDryRun);
      const wanted = orThrow(await requestAsked(tools, request, request.body));
      reply.hijack();
      await streamDryRun(tools, wanted, reply);
    },
  );

  app.post(
    '/api/shops/:shop/uploads/:upload/import',
    {
      config: writing,
      schema: {
        tags,
        params: uploadParams,
        body: readUploadSchema,
        summary: 'Import this upload',
        description: 'Answers when it has begun; follow it by its own events. The upload is used up.',
        response: { 202: importSchema },
      },
    },
    async (request, reply) => {
      const wanted = orThrow(await requestAsked(tools, request, request.body));
      const isHttpOnly = tools.platform.config.role === 'api';
      const importId = orThrow(await (isHttpOnly ? queueImport(tools, wanted) : works.start(wanted)));
      // Behind the import's own row, which names the file: a kill in between loses neither.
      const { shopId } = shopOf(request);
      const { upload } = request.params;
      await withShop(tools.platform.db, shopId, (tx) => deleteUpload(tx, shopId, upload));
      return reply.code(202).send(presentImport(await rowOf(tools, request, importId)));
    },
  );
}

const noKeyForDryRun = problem('no-key-for-dry-run', 422, {
  zh: '试运行不写入任何内容，请去掉 Idempotency-Key 后重试',
  en: 'A dry run stores nothing and is told as a stream; ask again without an Idempotency-Key',
});
