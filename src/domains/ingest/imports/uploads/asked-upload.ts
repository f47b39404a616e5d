import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { slugSchema } from '../../../../contract/shops.ts';
import type { ReadUpload } from '../../../../contract/uploads.ts';
import { callerOf, shopOf } from '../../../../platform/auth/index.ts';
import { withShop } from '../../../../platform/db/postgres.ts';
import { fail, ok, ProblemError, type Result } from '../../../../platform/errors.ts';
import type { OpenOptions } from '../files/rows.ts';
import { noSuchPreset } from '../import-problems.ts';
import type { ImportRequest } from '../import-request.ts';
import type { ImportTools } from '../import-run.ts';
import { mappingSource } from '../mapping/mapping.ts';
import { findPreset, presetNames } from '../presets/presets.ts';
import type { RecordSource } from '../record-source.ts';
import { noSuchMapping } from './mapping-routes.ts';
import { findMapping } from './mapping-store.ts';
import { noSuchUpload, uploadHere } from './upload-files.ts';
import { findUpload, type UploadRow } from './upload-store.ts';

export const uploadParams = Type.Object({ shop: slugSchema, upload: Type.String({ maxLength: 36 }) });

/** The upload a request names, in its own shop. Throws `upload-not-found`. */
export async function uploadOf(
  { platform }: ImportTools,
  request: FastifyRequest<{ Params: { upload: string } }>,
): Promise<UploadRow> {
  const { shopId } = shopOf(request);
  const row = await withShop(platform.db, shopId, (tx) => findUpload(tx, shopId, request.params.upload));
  if (row === undefined) throw new ProblemError(noSuchUpload);
  return row;
}

/** By what a file is to be read. */
export interface AskedSource {
  readonly kind: 'preset' | 'mapping';
  readonly source: RecordSource;
  readonly mapping?: unknown;
}

type Asked = Pick<ReadUpload, 'preset' | 'saved_mapping' | 'mapping'>;

/** The source a body asks for. Problems: `unknown-preset` (also where none is told), `mapping-not-found`, `mapping-unusable`. */
export async function sourceAsked(
  { platform }: ImportTools,
  shopId: number,
  asked: Asked,
): Promise<Result<AskedSource>> {
  if (asked.mapping !== undefined) return ofMapping(asked.mapping);
  const { preset = '', saved_mapping: name } = asked;
  if (name === undefined) {
    const source = findPreset(preset);
    return source === undefined ? fail(noSuchPreset(presetNames)) : ok({ kind: 'preset', source });
  }
  const saved = await withShop(platform.db, shopId, (tx) => findMapping(tx, shopId, name));
  return saved === undefined ? fail(noSuchMapping) : ofMapping(saved.mapping);
}

function ofMapping(mapping: unknown): Result<AskedSource> {
  const source = mappingSource(mapping);
  return source.ok ? ok({ kind: 'mapping', source: source.value, mapping }) : source;
}

/** What the person says of the file itself. */
export const optionsAsked = ({ format, encoding, delimiter, sheet }: ReadUpload): OpenOptions => ({
  ...(format === undefined ? {} : { format }),
  ...(encoding === undefined ? {} : { encoding }),
  ...(delimiter === undefined ? {} : { delimiter }),
  ...(sheet === undefined ? {} : { sheet }),
});

/** The import that a body asks of an upload. */
export async function requestAsked(
  tools: ImportTools,
  request: FastifyRequest<{ Params: { upload: string } }>,
  body: ReadUpload,
): Promise<Result<ImportRequest>> {
  const { shopId } = shopOf(request);
  const row = await uploadOf(tools, request);
  const asked = await sourceAsked(tools, shopId, body);
  if (!asked.ok) return asked;
  const { source, mapping } = asked.value;
  const { format: _, ...options } = optionsAsked(body);
  const maxRejects = body.max_rejects;
  return ok({
    ...{ shopId, source, fileName: row.fileName, startedBy: callerOf(request).actor },
    path: await uploadHere(tools, shopId, row),
    options: { ...options, ownsFile: true, ...(maxRejects === undefined ? {} : { maxRejects }) },
    ...(mapping === undefined ? {} : { mapping }),
  });
}
