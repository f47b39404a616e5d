import type { Command, Language } from './command.ts';
import type { Option, Options } from './option.ts';
import { globalOptions } from './parse-arguments.ts';

const heads = {
  zh: { usage: '用法', commands: '命令', options: '选项', arguments: '参数', required: '必填' },
  en: {
    usage: 'Usage',
    commands: 'Commands',
    options: 'Options',
    arguments: 'Arguments',
    required: 'required',
  },
} as const;

/** A left side wider than this stands on lines of its own: a list of words would push every other sentence away. */
const widestLeft = 32;
const widestLine = 78;

/** Two columns, the first as wide as its widest cell. */
function columns(rows: readonly (readonly [string, string])[]): string {
  const widths = rows.map(([left]) => left.length).filter((it) => it <= widestLeft);
  const width = Math.max(...widths, 0);
  const row = ([left, right]: readonly [string, string]): string =>
    left.length <= width
      ? `  ${left.padEnd(width)}  ${right}`
      : [...folded(left), `  ${' '.repeat(width)}  ${right}`].join('\n');
  return rows.map(row).join('\n');
}

/** A list of words (`a|b|c`) on as many lines as it needs. */
function folded(text: string): string[] {
  const lines: string[] = [];
  let line = '  ';
  for (const word of text.split(/(?<=\|)/)) {
    if (line.length + word.length > widestLine) {
      lines.push(line);
      line = '      ';
    }
    line += word;
  }
  return [...lines, line];
}

/** The list of commands, for `shuke --help`. */
export function commandList(commands: readonly Command[], language: Language): string {
  const head = heads[language];
  const rows = commands.map((it) => [usageWords(it), it.summary[language]] as const);
  const title = {
    zh: '熟客：网店的客户关系系统',
    en: 'Shuke (熟客): customer relationships for online shops',
  };
  return [
    title[language],
    `${head.usage}: shuke COMMAND [--help] [--json]`,
    `${head.commands}:\n${columns(rows)}`,
    '',
  ].join('\n\n');
}

const usageWords = (it: Command): string =>
  [it.name, ...(it.arguments ?? []).map((argument) => `${argument.name}${argument.many ? '...' : ''}`)].join(
    ' ',
  );

/** One command's own page, for `shuke COMMAND --help`. */
export function commandHelp(command: Command, language: Language): string {
  const head = heads[language];
  const known: Options = { ...command.options, ...globalOptions };
  const options = Object.entries(known);
  const rows = options.map(
    ([name, option]) => [optionWords(name, option), sentence(option, language)] as const,
  );
  const argumentRows = (command.arguments ?? []).map((it) => [it.name, it.summary[language]] as const);
  return [
    command.summary[language],
    `${head.usage}: shuke ${usageWords(command)} [...]`,
    ...(argumentRows.length > 0 ? [`${head.arguments}:\n${columns(argumentRows)}`] : []),
    `${head.options}:\n${columns(rows)}`,
    '',
  ].join('\n\n');
}

const optionWords = (name: string, { placeholder }: Option<unknown>): string =>
  `--${name} ${placeholder}`.trimEnd();

function sentence(option: Option<unknown>, language: Language): string {
  const words = option.summary[language];
  if (option.required) return `${words} (${heads[language].required})`;
  return option.kind === 'text' && option.absent !== undefined ? `${words} [${option.absent}]` : words;
}
