import { fail, type Issue, ok, problem, type Result } from '../../../platform/errors.ts';
import { noSuchPreset } from './import-problems.ts';
import type { ImportRequest } from './import-request.ts';
import { mappingSource } from './mapping/mapping.ts';
import { findPreset, presetNames } from './presets/presets.ts';
import type { Upload } from './receive-upload.ts';
import type { RecordSource } from './record-source.ts';

/** What an upload asks for: its fields are `preset` or `mapping` (JSON), and the options of the command line. */
export function requestOf(
  { path, fileName, fields }: Upload,
  asker: { shopId: number; startedBy: string },
): Result<ImportRequest> {
  const source = sourceOf(fields);
  if (!source.ok) return source;
  const { options, issues } = optionsOf(fields);
  if (issues.length > 0) return fail(problem('invalid-input', 422, UNUSABLE, issues));
  const base = { ...asker, path, fileName, options, source: source.value.source };
  return ok(source.value.mapping === undefined ? base : { ...base, mapping: source.value.mapping });
}

function sourceOf({
  preset,
  mapping,
}: Upload['fields']): Result<{ source: RecordSource; mapping?: unknown }> {
  if (mapping !== undefined) return ofMapping(mapping);
  const source = findPreset(preset ?? '');
  return source === undefined ? fail(noSuchPreset(presetNames)) : ok({ source });
}

function ofMapping(text: string): Result<{ source: RecordSource; mapping: unknown }> {
  let mapping: unknown;
  try {
    mapping = JSON.parse(text);
  } catch {
    return fail(problem('mapping-unusable', 422, NOT_JSON));
  }
  const source = mappingSource(mapping);
  return source.ok ? ok({ source: source.value, mapping }) : source;
}

function optionsOf({ max_rejects, encoding, delimiter, sheet }: Upload['fields']) {
  const issues: Issue[] = [];
  const maxRejects = max_rejects === undefined ? undefined : Number(max_rejects);
  if (maxRejects !== undefined && !(Number.isInteger(maxRejects) && maxRejects >= 0))
    issues.push({ code: 'not-a-whole-number', field: 'max_rejects', message: NOT_WHOLE });
  const options = {
    ownsFile: true,
    ...(maxRejects === undefined ? {} : { maxRejects }),
    ...(encoding === undefined ? {} : { encoding }),
    ...(delimiter === undefined ? {} : { delimiter }),
    ...(sheet === undefined ? {} : { sheet }),
  };
  return { options, issues };
}

const UNUSABLE = { zh: '请求有误', en: 'The request cannot be used' };
const NOT_JSON = { zh: '映射不是 JSON', en: 'The mapping is not JSON' };
const NOT_WHOLE = { zh: '不是整数', en: 'Not a whole number' };
