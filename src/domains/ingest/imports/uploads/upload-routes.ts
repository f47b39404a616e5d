import { randomUUID } from 'node:crypto';
import { rename, rm } from 'node:fs/promises';
import { extname } from 'node:path';
import { Type } from 'typebox';
import { inspectionSchema, inspectSchema, uploadSchema } from '../../../../contract/uploads.ts';
import { callerOf, shopOf } from '../../../../platform/auth/index.ts';
import { withShop } from '../../../../platform/db/postgres.ts';
import { caught, orThrow, ProblemError, problem, type Result } from '../../../../platform/errors.ts';
import { claimUpload } from '../../../../platform/http/idempotency.ts';
import type { HttpApp } from '../../../../platform/http/routes.ts';
import { personalKindOf } from '../../../compliance/index.ts';
import { shopParams, tags } from '../asked-import.ts';
import type { ImportTools } from '../import-run.ts';
import { receiveUpload, type Upload } from '../receive-upload.ts';
import { dictionaryOf } from '../run-import.ts';
import { optionsAsked, sourceAsked, uploadOf, uploadParams } from './asked-upload.ts';
import { inspectUpload } from './inspect-upload.ts';
import { presentInspection, presentUpload } from './present-inspection.ts';
import { savedSources } from './saved-sources.ts';
import { shareUpload, uploadHere, uploadPath } from './upload-files.ts';
import { deleteUpload, insertUpload, listUploads, type UploadRow } from './upload-store.ts';

const writing = { permission: 'imports:write' } as const;

/** Files to be looked at before they are imported: upload once, look as often as needed, in any process. */
export function uploadRoutes(app: HttpApp, tools: ImportTools): void {
  const { platform } = tools;
  app.post(
    '/api/shops/:shop/uploads',
    {
      config: { ...writing, claimsUpload: true },
      schema: {
        tags,
        params: shopParams,
        summary: 'Upload a file to look at',
        description: 'multipart/form-data: `file`. Kept until it is imported, deleted, or a day old.',
        consumes: ['multipart/form-data'],
        response: { 201: uploadSchema },
      },
    },
    async (request, reply) => {
      const received = orThrow(await receiveUpload(tools, request));
      const { actor } = callerOf(request);
      const row = rowOf(received, actor, platform.clock.now());
      const kept = await keepIt(tools, { received, row, shopId: shopOf(request).shopId }, () =>
        claimUpload(platform, { request, reply, digest: received.digest }),
      );
      return orThrow(kept) ? reply.code(201).send(presentUpload(row, actor)) : reply;
    },
  );

  app.get(
    '/api/shops/:shop/uploads',
    {
      config: writing,
      schema: {
        tags,
        params: shopParams,
        summary: 'Uploads that wait to be imported, newest first',
        response: { 200: Type.Object({ uploads: Type.Array(uploadSchema) }) },
      },
    },
    async (request) => {
      const { shopId } = shopOf(request);
      const rows = await withShop(platform.db, shopId, (tx) => listUploads(tx, shopId));
      return { uploads: rows.map((row) => presentUpload(row, callerOf(request).actor)) };
    },
  );

  app.delete(
    '/api/shops/:shop/uploads/:upload',
    {
      config: writing,
      schema: { tags, params: uploadParams, summary: 'Delete an upload', response: { 204: Type.Null() } },
    },
    async (request, reply) => {
      const { uploadId } = await uploadOf(tools, request);
      const { shopId } = shopOf(request);
      await withShop(platform.db, shopId, (tx) => deleteUpload(tx, shopId, uploadId));
      await rm(uploadPath(tools, uploadId), { force: true });
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/api/shops/:shop/uploads/:upload/inspection',
    {
      config: writing,
      schema: {
        tags,
        params: uploadParams,
        body: inspectSchema,
        summary: 'What a file is, its first rows, and what can read it',
        response: { 200: inspectionSchema },
      },
    },
    async (request, reply) => {
      // Rows of people: no cache keeps them, nor does the memory of answered keys.
      reply.header('cache-control', 'no-store');
      const row = await uploadOf(tools, request);
      const { shopId } = shopOf(request);
      const { preset, saved_mapping, mapping } = request.body;
      const isAsked = (preset ?? saved_mapping ?? mapping) !== undefined;
      const found = await inspectUpload({
        path: await uploadHere(tools, shopId, row),
        options: optionsAsked(request.body),
        dictionary: await dictionaryOf(tools, { shopId }),
        saved: await savedSources(platform, shopId),
        asked: isAsked ? orThrow(await sourceAsked(tools, shopId, request.body)) : undefined,
      });
      return presentInspection(orThrow(found), presentUpload(row, callerOf(request).actor));
    },
  );
}

function rowOf(received: Upload, uploadedBy: string, uploadedAt: Date): UploadRow {
  const { fileName, fileHash, fileBytes } = received;
  // Shown in lists; people name files after customers.
  const name = personalKindOf(fileName) === undefined ? fileName : `(personal)${extname(fileName)}`;
  return { uploadId: randomUUID(), fileName: name, fileHash, fileBytes, uploadedBy, uploadedAt };
}

interface Keeping {
  readonly received: Upload;
  readonly row: UploadRow;
  readonly shopId: number;
}

/** Notes the upload and gives its file its name; false where `isNew` says that it was answered before. What fails leaves no file. */
async function keepIt(
  tools: ImportTools,
  { received, row, shopId }: Keeping,
  isNew: () => Promise<boolean>,
): Promise<Result<boolean>> {
  let kept = false;
  try {
    return await caught(async () => {
      if (!(await isNew())) return false;
      await rename(received.path, uploadPath(tools, row.uploadId));
      const noted = await withShop(tools.platform.db, shopId, (tx) => insertUpload(tx, shopId, row));
      if (!noted) throw new ProblemError(tooMany);
      await shareUpload(tools, { shopId, uploadId: row.uploadId });
      kept = true;
      return true;
    });
  } finally {
    if (!kept) await dropIt(tools, { received, row, shopId });
  }
}

async function dropIt(tools: ImportTools, { received, row, shopId }: Keeping): Promise<void> {
  await rm(received.path, { force: true });
  await rm(uploadPath(tools, row.uploadId), { force: true });
  await withShop(tools.platform.db, shopId, (tx) => deleteUpload(tx, shopId, row.uploadId)).catch(() => {});
}

const tooMany = problem('too-many-uploads', 409, {
  zh: '已有 20 个文件等待导入；请先导入或删除一些',
  en: '20 files wait to be imported already; import or delete some first',
});
