import type { ErrorObject } from 'ajv';
import type { Issue, Text } from '../errors.ts';

type Sentence = (error: ErrorObject) => Text;

const limit = (error: ErrorObject): string => String((error.params as { limit?: unknown }).limit);

/** One sentence a keyword. The offending value is never repeated: it may be somebody's phone number. */
const sentences: Readonly<Record<string, { code: string; say: Sentence }>> = {
  required: { code: 'missing', say: () => ({ zh: '必填', en: 'is required' }) },
  additionalProperties: {
    code: 'unknown-field',
    say: () => ({ zh: '未知字段', en: 'is not a known field' }),
  },
  type: {
    code: 'wrong-type',
    say: (it) => ({ zh: `类型应为 ${it.params.type}`, en: `must be of type ${it.params.type}` }),
  },
  enum: { code: 'not-one-of', say: (it) => oneOf(it.params.allowedValues as unknown[]) },
  const: { code: 'not-one-of', say: (it) => oneOf([it.params.allowedValue]) },
  anyOf: { code: 'not-one-of', say: (it) => oneOf(constantsOf(it)) },
  format: {
    code: 'wrong-format',
    say: (it) => ({ zh: `格式应为 ${it.params.format}`, en: `must be in the format ${it.params.format}` }),
  },
  pattern: {
    code: 'wrong-format',
    say: (it) => ({ zh: `须匹配 ${it.params.pattern}`, en: `must match ${it.params.pattern}` }),
  },
  minimum: {
    code: 'too-small',
    say: (it) => ({ zh: `不得小于 ${limit(it)}`, en: `must be at least ${limit(it)}` }),
  },
  maximum: {
    code: 'too-large',
    say: (it) => ({ zh: `不得大于 ${limit(it)}`, en: `must be at most ${limit(it)}` }),
  },
  minLength: {
    code: 'too-short',
    say: (it) => ({ zh: `至少 ${limit(it)} 个字符`, en: `must have at least ${limit(it)} characters` }),
  },
  maxLength: {
    code: 'too-long',
    say: (it) => ({ zh: `至多 ${limit(it)} 个字符`, en: `must have at most ${limit(it)} characters` }),
  },
  minItems: {
    code: 'too-few',
    say: (it) => ({ zh: `至少 ${limit(it)} 项`, en: `must have at least ${limit(it)} items` }),
  },
  maxItems: {
    code: 'too-many',
    say: (it) => ({ zh: `至多 ${limit(it)} 项`, en: `must have at most ${limit(it)} items` }),
  },
  uniqueItems: { code: 'not-unique', say: () => ({ zh: '不得有重复项', en: 'must not repeat an item' }) },
};

function oneOf(allowed: readonly unknown[]): Text {
  if (allowed.length === 0) return { zh: '不符合任何允许的形式', en: 'has none of the allowed forms' };
  const list = allowed.map(String).join(', ');
  return { zh: `应为：${list}`, en: `must be one of: ${list}` };
}

/** The constants of a union of literals, which TypeBox writes as `anyOf: [{const}, ...]`. Empty for other unions. */
function constantsOf(error: ErrorObject): readonly unknown[] {
  const branches = (error.schema ?? []) as readonly { const?: unknown }[];
  return branches.every((it) => 'const' in it) ? branches.map((it) => it.const) : [];
}

/** JSON pointer in a body (`/lines/0/quantity`), bare name in a query string, path or header. */
function fieldOf(error: ErrorObject, part: string): string {
  const params = error.params as { missingProperty?: string; additionalProperty?: string };
  const child = params.missingProperty ?? params.additionalProperty;
  const asked = child === undefined ? error.instancePath : `${error.instancePath}/${escapePointer(child)}`;
  return fieldName(asked, part);
}

/** The pointer as an issue names it, without what the caller may have put into it. */
export function fieldName(asked: string, part: string): string {
  const pointer = asked.split('/').map(safeSegment).join('/');
  return part === 'body' ? pointer : pointer.replace(/^\//, '');
}

/** A name the caller chose may itself be somebody's phone number or name: only what looks like a field is repeated. */
const safeSegment = (segment: string): string =>
  /^(?:[A-Za-z_$][\w$.~-]{0,62}|\d{1,5}|)$/.test(segment) ? segment : '*';

const escapePointer = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');

/** A union complains once a branch besides for itself; only its own complaint says what is allowed. */
function withoutBranches(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const unions = errors.filter((it) => it.keyword === 'anyOf').map((it) => `${it.schemaPath}/`);
  return errors.filter((it) => !unions.some((path) => it.schemaPath.startsWith(path)));
}

/** Every issue Ajv found in one part of a request ('body', 'querystring', 'params', 'headers'). */
export function validationIssues(errors: readonly ErrorObject[], part: string): Issue[] {
  return withoutBranches(errors).map((error) => {
    const known = sentences[error.keyword];
    const message = known?.say(error) ?? {
      zh: `不满足 ${error.keyword}`,
      en: `does not satisfy ${error.keyword}`,
    };
    return { code: known?.code ?? error.keyword, field: fieldOf(error, part), message };
  });
}
