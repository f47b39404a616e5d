import { parseArgs } from 'node:util';
import { fail, type Issue, ok, problem, type Result } from '../platform/errors.ts';
import type { Command } from './command.ts';
import { flag, type Options } from './option.ts';

/** Understood by every command. */
export const globalOptions = {
  json: flag({
    zh: '在标准输出打印一份 JSON，不含其他内容',
    en: 'print one JSON document on stdout and nothing else',
  }),
  help: flag({ zh: '显示用法', en: 'show how it is used' }),
} as const;

export interface Parsed {
  readonly options: Readonly<Record<string, unknown>>;
  readonly arguments: readonly string[];
  readonly json: boolean;
  readonly help: boolean;
}

/**
 * What the words after a command's name mean. Problem `wrong-usage` (exit code 2) lists everything wrong at once:
 * unknown options, missing ones, unusable values, too many or too few arguments.
 */
export function parseArguments(command: Command, words: readonly string[]): Result<Parsed> {
  const known: Options = { ...command.options, ...globalOptions };
  const { values, positionals, tokens } = split(known, words);
  if (values.help !== undefined) return ok({ options: {}, arguments: [], json: false, help: true });
  const issues = unknownOptions(known, tokens);
  const options = Object.fromEntries(
    Object.entries(known).map(([name, option]) => [
      name,
      readOption({ name, option, given: values[name], swallowed: hasSwallowed(tokens, name), issues }),
    ]),
  );
  issues.push(...argumentIssues(command, positionals));
  if (issues.length > 0) return fail(wrongUsage(command, issues));
  return ok({ options, arguments: positionals, json: options.json === true, help: false });
}

/** Lenient: what is unknown or lacks its value is found in the tokens, so that all of it can be told. */
function split(known: Options, words: readonly string[]) {
  const options = Object.fromEntries(
    Object.entries(known).map(([name, { kind }]) => [
      name,
      { type: kind === 'flag' ? ('boolean' as const) : ('string' as const) },
    ]),
  );
  return parseArgs({ args: [...words], options, strict: false, allowPositionals: true, tokens: true });
}

type Tokens = ReturnType<typeof split>['tokens'];

function unknownOptions(known: Options, tokens: Tokens): Issue[] {
  const unknown = tokens.filter((it) => it.kind === 'option' && !Object.hasOwn(known, it.name));
  return unknown.map((it) => {
    const name = 'rawName' in it ? it.rawName : '';
    return issue('unknown-option', name, { zh: '没有这个选项', en: 'is no option of this command' });
  });
}

/** `--note --dry-run` gives the note no text: the next option stands in its place. `--note=--dry-run` says it is meant. */
function hasSwallowed(tokens: Tokens, name: string): boolean {
  return tokens.some(
    (it) => it.kind === 'option' && it.name === name && it.inlineValue === false && it.value.startsWith('--'),
  );
}

interface Reading {
  readonly name: string;
  readonly option: Options[string];
  readonly given: unknown;
  readonly swallowed: boolean;
  readonly issues: Issue[];
}

function readOption({ name, option, given, swallowed, issues }: Reading): unknown {
  const said = (code: string, message: Issue['message']) => {
    issues.push(issue(code, `--${name}`, message));
  };
  if (given === undefined) {
    if (option.required) said('missing', { zh: '必填', en: 'is required' });
    return option.absent;
  }
  if (option.kind === 'flag') {
    if (given !== true) said('unexpected-value', { zh: '不带值', en: 'takes no value' });
    return true;
  }
  if (typeof given !== 'string' || given === '' || swallowed)
    return said('missing-value', { zh: '缺少值', en: 'needs a value' });
  const read = option.read(given);
  return 'value' in read ? read.value : said(read.code, read.message);
}

function argumentIssues(command: Command, given: readonly string[]): Issue[] {
  const wanted = command.arguments ?? [];
  const missing = wanted
    .slice(given.length)
    .map((it) => issue('missing', it.name, { zh: '必填', en: 'is required' }));
  const many = wanted.at(-1)?.many === true;
  const extra = many ? [] : given.slice(wanted.length);
  return [
    ...missing,
    ...extra.map((it) =>
      issue('unexpected-argument', it, { zh: '多余的参数', en: 'is one argument too many' }),
    ),
  ];
}

const issue = (code: string, field: string, message: Issue['message']): Issue => ({ code, field, message });

function wrongUsage(command: Command, issues: readonly Issue[]) {
  const name = `shuke ${command.name}`;
  return problem(
    'wrong-usage',
    400,
    { zh: `用法有误，见 ${name} --help`, en: `That is not how it is used; see ${name} --help` },
    issues,
  );
}
