import type {
  NewTemplate,
  TemplateVariable,
  TemplateWords,
  VariableType,
} from '../../../contract/messaging.ts';
import type { Issue, Text } from '../../../platform/errors.ts';
import { personalKindOf, propertySorts } from '../../compliance/index.ts';
import { plain } from './liquid.ts';
import { givenVariables, sampleValues, type Template, type Values } from './template.ts';
import { tryWriting, type Writing, type Written } from './write-message.ts';

/** Which templates hold together, and which values fit them. Pure. */

type Words = Omit<NewTemplate, 'version'>;

/** Everything that is wrong with a template. `standing`: what it would take the place of, where Shuke sends by that itself. */
export function templateIssues(it: Words, standing: Template | undefined): Issue[] {
  return [
    ...twice(it.variables),
    ...personalNames(it.variables),
    ...(['zh', 'en'] as const).flatMap((language) => wordsIssues(it, language)),
    ...(standing === undefined ? [] : fixedIssues(it, standing)),
  ];
}

const givenNames: ReadonlySet<string> = new Set(givenVariables);

function twice(variables: readonly TemplateVariable[]): Issue[] {
  const names = variables.map(({ name }) => name);
  return names.flatMap((name, n) =>
    givenNames.has(name) || names.indexOf(name) < n ? [issue('name-taken', `/variables/${n}`, taken)] : [],
  );
}

const sortOf = propertySorts([]);

/** A name of somebody cannot be told from other words: what the variable is called gives it away. */
const personalNames = (variables: readonly TemplateVariable[]): Issue[] =>
  variables.flatMap(({ name }, n) =>
    sortOf(name) === 'personal' && !givenNames.has(name)
      ? [issue('personal-variable', `/variables/${n}`, personal)]
      : [],
  );

/** What can be read may still not be filled: a filter that fails, an include, a loop without an end. */
function wordsIssues(it: Words, language: 'zh' | 'en'): Issue[] {
  const issues = (['subject', 'text', 'html'] as const).flatMap((part) => partIssues(it, language, part));
  const isSound = issues.length > 0 || twice(it.variables).length > 0 || fills(it, language);
  return isSound ? issues : [issue('template-broken', `/content/${language}`, broken(''))];
}

function partIssues(it: Words, language: 'zh' | 'en', part: keyof TemplateWords): Issue[] {
  const text = it.content[language][part];
  if (text === undefined) return [];
  const field = `/content/${language}/${part}`;
  const known = new Set<string>([...it.variables.map(({ name }) => name), ...givenVariables]);
  const used = variablesOf(text);
  if ('broken' in used) return [issue('template-broken', field, broken(used.broken))];
  const unknown = used.names.filter((name) => !known.has(name));
  if (unknown.length > 0) return [issue('unknown-variable', field, undeclared(unknown))];
  return [];
}

/** The variables a text asks for; where the parser stumbles, where. */
function variablesOf(text: string): { names: string[] } | { broken: string } {
  try {
    return { names: plain.globalVariablesSync(plain.parse(text)) };
  } catch (error) {
    return { broken: error instanceof Error ? error.message : '' };
  }
}

const fills = (template: Words, language: 'zh' | 'en'): boolean =>
  tryWriting(sampleWriting(template, language, {})) !== undefined;

/** A preview's: samples where no values are given, nobody's name. */
const sampleWriting = (template: Words, language: 'zh' | 'en', values: Values): Writing => ({
  ...{ template, language, name: '', unsubscribeUrl: 'https://example.com/unsubscribe' },
  shop: { name: '…', currency: 'CNY' },
  values: {
    ...Object.fromEntries(template.variables.map(({ name, type }) => [name, sampleValues[type]])),
    ...values,
  },
});

function fixedIssues(it: Words, { purpose, variables }: Template): Issue[] {
  const same =
    variables.length === it.variables.length &&
    variables.every(({ name, type }) => it.variables.some((own) => own.name === name && own.type === type));
  return [
    ...(it.purpose === purpose ? [] : [issue('purpose-fixed', '/purpose', fixed)]),
    ...(same ? [] : [issue('variables-fixed', '/variables', fixed)]),
  ];
}

/**
 * How a template reads in both languages, with samples for values that are not given. Issues: of the template, of the values,
 * template-broken where these values cannot be filled in.
 */
export function previewOf(
  template: Words,
  values: Values,
): { readonly issues: Issue[] } | { readonly previews: Written[] } {
  const issues = [
    ...templateIssues(template, undefined),
    ...givenIssues(template, values),
    ...personalIssues(values),
  ];
  if (issues.length > 0) return { issues };
  const previews: Written[] = [];
  for (const language of ['zh', 'en'] as const) {
    const written = tryWriting(sampleWriting(template, language, values));
    if (written === undefined)
      return { issues: [issue('template-broken', `/content/${language}`, broken(''))] };
    previews.push(written);
  }
  return { previews };
}

/** Everything that is wrong with values: one for each variable, of its type. */
export const valueIssues = (template: Pick<Template, 'variables'>, values: Values): Issue[] => [
  ...template.variables
    .filter(({ name }) => values[name] === undefined)
    .map(({ name }) => issue('missing-value', `/values/${name}`, missing)),
  ...givenIssues(template, values),
];

const givenIssues = ({ variables }: Pick<Template, 'variables'>, values: Values): Issue[] =>
  Object.entries(values).flatMap(([name, value]) => {
    const field = `/values/${name}`;
    const variable = variables.find((it) => it.name === name);
    if (variable === undefined) return [issue('unknown-variable', field, undeclared([name]))];
    return fits(variable.type, value) ? [] : [issue('wrong-type', field, wrongType)];
  });

function fits(type: VariableType, value: Values[string]): boolean {
  if (type === 'text') return true;
  if (type === 'day') return typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) && isDay(value);
  return typeof value === 'number' && Number.isSafeInteger(value);
}

/** Values that name somebody, numbers too: they would stand in the outbox in the clear. */
export const personalIssues = (values: Values): Issue[] =>
  Object.entries(values)
    .filter(([, value]) => textsOf(value).some((text) => personalKindOf(text) !== undefined))
    .map(([name]) => issue('personal-value', `/values/${name}`, personal));

const textsOf = (value: Values[string]): string[] =>
  typeof value === 'object' ? [value.zh, value.en] : [String(value)];

/** One in some thousands has eleven digits in a row. */
const UUID = /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/gi;

/**
 * A key that names somebody. Of a number of 15 to 19 digits every tenth passes for a bank card's, and keys are made of order
 * numbers as long: that one is let through.
 */
export function keyIssues(key: string): Issue[] {
  const kind = personalKindOf(key.replaceAll(UUID, ''));
  return kind === undefined || kind === 'bank-card' ? [] : [issue('personal-value', '/key', personalKey)];
}

function isDay(text: string): boolean {
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}

const issue = (code: string, field: string, message: Text): Issue => ({ code, field, message });

const taken = { zh: '变量名重复或已被系统使用', en: 'This name is taken by another variable or by Shuke' };
const fixed = {
  zh: '这是系统通知：用途与变量不能改，文字可以',
  en: 'Shuke sends by this template: its words may change, its purpose and variables may not',
};
const missing = { zh: '缺少这个变量的值', en: 'This variable has no value' };
const personal = {
  zh: '这像个人信息；姓名请用 name 变量，发送时才读取',
  en: 'This looks personal; say {{ name }} in the template, which is read when it is sent',
};
const wrongType = {
  zh: '类型不符：数量与金额为整数 (分)，日期为 YYYY-MM-DD',
  en: 'Of another type: counts and money are whole numbers (minor units), days are YYYY-MM-DD',
};
const personalKey = {
  zh: '幂等键像个人信息；请用编号',
  en: 'This key looks personal; make it of numbers of your own',
};
const undeclared = (names: readonly string[]): Text => ({
  zh: `未声明的变量：${names.join('、')}`,
  en: `Variables that are not declared: ${names.join(', ')}`,
});
const broken = (at: string): Text => ({
  zh: `模板写法有误 ${at}`.trim(),
  en: `The template cannot be read ${at}`.trim(),
});
