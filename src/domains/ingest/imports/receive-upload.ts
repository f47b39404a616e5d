import { createHash, type Hash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { fail, ok, problem, type Result } from '../../../platform/errors.ts';
import { type ImportTools, importsFolder } from './import-run.ts';

/** A file that was uploaded, with the fields that came beside it. */
export interface Upload {
  readonly path: string;
  /** As the browser calls it, without folders. */
  readonly fileName: string;
  /** SHA-256 over its bytes alone, hex, and how many they are. */
  readonly fileHash: string;
  readonly fileBytes: number;
  readonly fields: Readonly<Record<string, string>>;
  /** SHA-256 over bytes, name and fields, hex: the same upload sent again has the same. */
  readonly digest: string;
}

/** Streams the one file of a multipart body to disk, mode 0600; nothing of it is held in memory. */
export async function receiveUpload(tools: ImportTools, request: FastifyRequest): Promise<Result<Upload>> {
  const path = join(importsFolder(tools), 'uploads', randomUUID());
  const fields: Record<string, string> = {};
  const hash = createHash('sha256');
  let fileName: string | undefined;
  try {
    for await (const part of request.parts()) {
      if (part.type === 'field') fields[part.fieldname] = String(part.value);
      else fileName = await keep(part, path, hash);
    }
  } catch (error) {
    await rm(path, { force: true });
    if ((error as { code?: string }).code?.startsWith('FST_')) return fail(TOO_LARGE);
    if (malformed.test((error as Error).message)) return fail(BAD_FORM);
    throw error;
  }
  if (fileName === undefined) return fail(NO_FILE);
  const fileHash = hash.copy().digest('hex');
  const digest = hash.update(JSON.stringify([fileName, fields])).digest('hex');
  return ok({ path, fileName, fileHash, fileBytes: (await stat(path)).size, fields, digest });
}

async function keep(part: MultipartFile, path: string, hash: Hash): Promise<string> {
  await mkdir(join(path, '..'), { recursive: true, mode: 0o700 });
  await pipeline(part.file, hashed(hash), createWriteStream(path, { mode: 0o600 }));
  if (part.file.truncated) throw Object.assign(new Error('too large'), { code: 'FST_REQ_FILE_TOO_LARGE' });
  return basename(part.filename.replaceAll('\\', '/')).slice(0, 200);
}

const hashed = (hash: Hash) =>
  async function* (chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const chunk of chunks) {
      hash.update(chunk);
      yield chunk;
    }
  };

/** What busboy says of a form that is none; it gives no codes. */
const malformed =
  /boundary not found|unexpected end of (form|file|multipart data)|malformed (part|content)|unsupported content type/i;

const BAD_FORM = problem('malformed-form', 400, {
  zh: '上传的表单 (multipart/form-data) 不完整或格式有误',
  en: 'The uploaded form (multipart/form-data) is cut short or malformed',
});

const NO_FILE = problem('no-file', 422, {
  zh: '请求里没有文件（multipart 字段 file）',
  en: 'The request brings no file (multipart field "file")',
});

const TOO_LARGE = problem('file-too-large', 413, {
  zh: '上传过大（单个文件最多 2 GiB）；更大的文件请用命令行导入',
  en: 'The upload is too large (2 GiB a file); import larger files with the command line',
});
