import { Value } from 'typebox/value';
import { type MappingKind, mappingKinds } from '../../../../contract/mapping-fields.ts';
import type { Issue, Text } from '../../../../platform/errors.ts';
import { personalKindOf } from '../../../compliance/index.ts';
import type { Dictionary } from '../../../customers/index.ts';
import { patternOf } from '../fields/instant.ts';
import { type FieldSpec, type Mapping, schemaOf } from './mapping-schema.ts';

/** Everything wrong with a mapping, each with its JSON pointer. Empty: `it` is a Mapping. */
export function mappingIssues(it: unknown): Issue[] {
  const kind = (it as { of?: unknown } | null)?.of;
  if (typeof it !== 'object' || it === null) return [issue('', 'not-an-object', NOT_AN_OBJECT)];
  if (!mappingKinds.includes(kind as MappingKind)) return [issue('/of', 'unknown-value', NO_KIND)];
  const issues = schemaIssues(kind as MappingKind, it);
  return issues.length > 0 ? issues : meaningIssues(it as Mapping);
}

function schemaIssues(kind: MappingKind, it: object): Issue[] {
  const seen = new Set<string>();
  return [...Value.Errors(schemaOf(kind), it)].flatMap((error) => {
    const extra = (error.params as { additionalProperties?: string[]; requiredProperties?: string[] }) ?? {};
    const names = extra.additionalProperties ?? extra.requiredProperties ?? [];
    const places =
      names.length > 0 ? names.map((name) => `${error.instancePath}/${name}`) : [error.instancePath];
    const fresh = places.filter((place) => !seen.has(place));
    for (const place of fresh) seen.add(place);
    return fresh.map((place) =>
      issue(place, codeOf(error.keyword), sentenceOf(error.keyword, error.message)),
    );
  });
}

function codeOf(keyword: string): string {
  if (keyword === 'required') return 'missing-value';
  return keyword === 'additionalProperties' ? 'unknown-field' : 'not-as-the-schema-says';
}

function sentenceOf(keyword: string, message: string): Text {
  if (keyword === 'required') return { zh: '缺少此项', en: 'This is missing' };
  if (keyword === 'additionalProperties') return { zh: '不认识此项', en: 'There is no such field' };
  return { zh: '与映射格式（docs/mapping.schema.json）不符', en: message };
}

/** What a schema cannot say: zones, currencies and patterns that exist. */
function meaningIssues(it: Mapping): Issue[] {
  const issues: Issue[] = [];
  if (it.time_zone !== undefined && !isZone(it.time_zone))
    issues.push(issue('/time_zone', 'not-a-time-zone', NO_ZONE));
  if (it.currency !== undefined && !Intl.supportedValuesOf('currency').includes(it.currency))
    issues.push(issue('/currency', 'not-a-currency', NO_CURRENCY));
  if (!isTimeFormat(it.time_format)) issues.push(issue('/time_format', 'not-a-time-format', NO_FORMAT));
  if (it.file?.encoding !== undefined && !isEncoding(it.file.encoding))
    issues.push(issue('/file/encoding', 'unknown-encoding', NO_ENCODING));
  for (const [pointer, field] of allFields(it))
    if (typeof field === 'object' && 'column' in field && !isTimeFormat(field.format))
      issues.push(issue(`${pointer}/format`, 'not-a-time-format', NO_FORMAT));
  return issues;
}

/** Traits the shop's dictionary lacks. Looked for when the shop is known: a mapping is the same in every shop. */
export function unknownTraits({ traits = {} }: Mapping, dictionary: Dictionary): Issue[] {
  const unknown = Object.keys(traits).filter((name) => dictionary.find(name) === undefined);
  return unknown.map((name) => issue(`/traits/${name}`, 'unknown-trait', NO_TRAIT));
}

function* allFields(it: Mapping): Generator<[pointer: string, field: FieldSpec]> {
  for (const part of ['fields', 'traits', 'properties'] as const)
    for (const [name, field] of Object.entries(it[part] ?? {})) yield [`/${part}/${name}`, field];
}

function isTimeFormat(format: string | undefined): boolean {
  const known = format === undefined || ['auto', 'unix-seconds', 'unix-milliseconds'].includes(format);
  return known || patternOf(format!) !== undefined;
}

function isZone(name: string): boolean {
  return works(() => new Intl.DateTimeFormat('en', { timeZone: name }));
}

function isEncoding(label: string): boolean {
  return works(() => new TextDecoder(label));
}

function works(attempt: () => unknown): boolean {
  try {
    attempt();
    return true;
  } catch {
    return false;
  }
}

/** A name the caller made up is repeated unless it is itself a personal value. */
function issue(pointer: string, code: string, message: Text): Issue {
  const names = pointer.split('/').map((name) => (personalKindOf(name) === undefined ? name : '*'));
  return { code, field: names.join('/'), message };
}

const NOT_AN_OBJECT: Text = { zh: '映射应是一个 JSON 对象', en: 'A mapping is a JSON object' };
const NO_KIND: Text = {
  zh: `应是 ${mappingKinds.join(', ')} 之一`,
  en: `Must be one of ${mappingKinds.join(', ')}`,
};
const NO_ZONE: Text = { zh: '不是 IANA 时区', en: 'Not an IANA time zone, such as Asia/Shanghai' };
const NO_CURRENCY: Text = { zh: '不是 ISO 4217 货币代码', en: 'Not an ISO 4217 currency, such as CNY' };
const NO_ENCODING: Text = { zh: '不认识的文件编码', en: 'No such encoding is known' };
const NO_TRAIT: Text = {
  zh: '数据字典中没有该属性；添加：shuke traits add 名称 --shop 店铺 --type 类型 --class 级别，或 POST /api/shops/:shop/customers/dictionary',
  en: 'The dictionary has no such trait; add it: shuke traits add NAME --shop SLUG --type TYPE --class CLASS, or POST /api/shops/:shop/customers/dictionary',
};
const NO_FORMAT: Text = {
  zh: '不是时间格式；模式须含 YYYY、MM、DD 各一次',
  en: 'Not a time format; a pattern needs YYYY, MM and DD, each once',
};
