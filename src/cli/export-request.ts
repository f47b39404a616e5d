import { fail, type Issue, ok, problem, type Result } from '../platform/errors.ts';
import { type ExportNoun, type ExportRequest, fileKinds } from '../platform/exports/index.ts';

type Given = Omit<ExportRequest, 'filters'> & {
  readonly out: string | undefined;
  readonly json: boolean;
  readonly [option: string]: unknown;
};

/** Options that narrow, by the name of the filter they are. */
const filterOptions = {
  ...{
    from: 'from',
    to: 'to',
    'as-of': 'as_of',
    channel: 'channel',
    state: 'state',
    tag: 'tag',
    segment: 'segment',
    name: 'name',
  },
} as const;

/** What was typed, as an export is asked. Problem `wrong-usage`: everything that does not go together. */
export function exportRequest(
  nouns: readonly ExportNoun[],
  noun: string,
  given: Given,
): Result<{ noun: ExportNoun; request: ExportRequest }> {
  const found = nouns.find((it) => it.noun === noun);
  const issues = [
    ...(found === undefined ? [noSuchNoun(nouns)] : foreignFilters(found, given)),
    ...outIssues(given),
  ];
  if (found === undefined || issues.length > 0) return fail(problem('wrong-usage', 400, WRONG, issues));
  const { format, columns, headers, encoding, personal, reason } = given;
  return ok({
    noun: found,
    request: { format, columns, headers, encoding, personal, reason, filters: filtersOf(given) },
  });
}

const filtersOf = (given: Given): Record<string, string> =>
  Object.fromEntries(
    Object.entries(filterOptions).flatMap(([option, name]) =>
      given[option] === undefined ? [] : [[name, String(given[option])]],
    ),
  );

const foreignFilters = ({ noun, filters }: ExportNoun, given: Given): Issue[] =>
  Object.entries(filterOptions)
    .filter(([option, name]) => given[option] !== undefined && !Object.hasOwn(filters, name))
    .map(([option]) => ({
      ...{ code: 'not-for-this-noun', field: `--${option}` },
      message: { zh: `不适用于 ${noun}`, en: `is not for ${noun}` },
    }));

/** A workbook on a terminal helps nobody; --json says one document on stdout, which the rows would share. */
function outIssues({ format, encoding, out, json }: Given): Issue[] {
  if (out !== undefined) return [];
  const isText = fileKinds[format].isText && encoding !== 'gb18030';
  return [...(isText ? [] : ['binary']), ...(json ? ['json'] : [])].map((kind) => ({
    ...{ code: 'missing', field: '--out' },
    message:
      kind === 'json'
        ? { zh: '--json 须同时给出 --out FILE', en: 'is needed with --json' }
        : { zh: '此格式须写入文件：--out FILE', en: 'is needed: this format goes to a file' },
  }));
}

const noSuchNoun = (nouns: readonly ExportNoun[]): Issue => {
  const names = nouns.map((it) => it.noun).join(', ');
  return {
    ...{ code: 'not-one-of', field: 'NOUN' },
    message: { zh: `应为：${names}`, en: `must be one of: ${names}` },
  };
};

const WRONG = { zh: '无法这样导出', en: 'This cannot be exported so' };
