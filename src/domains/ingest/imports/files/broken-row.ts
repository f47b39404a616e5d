import type { Text } from '../../../../platform/errors.ts';
import type { RowReject } from './rows.ts';

/** Reasons why a row of a file is no row at all, before anybody looked at what it says. */
const REASONS: Readonly<Record<string, Text>> = {
  'unclosed-quote': {
    zh: '引号没有闭合，本行无法读取',
    en: 'A quotation mark is never closed, so the row cannot be read',
  },
  'stray-quote': {
    zh: '引号之后还有文字，本行无法读取',
    en: 'Text follows a closing quotation mark, so the row cannot be read',
  },
  'too-many-cells': {
    zh: '本行的列比表头多，可能有未加引号的分隔符',
    en: 'The row has more cells than the header: perhaps a delimiter without quotation marks',
  },
  'bad-bytes': {
    zh: '本行有不属于文件编码的字节；请指明编码 (命令行用 --encoding)',
    en: "The row has bytes outside the file's encoding; choose its encoding (--encoding on the command line)",
  },
  'row-too-long': { zh: '本行超过 256 KB', en: 'The row is longer than 256 KB' },
  'not-json': { zh: '本行不是 JSON 对象', en: 'The line is not a JSON object' },
};

/** The reject of a whole row. No value goes with it: a broken row may hold anybody's name. */
export function brokenRow(line: number, code: string): RowReject {
  return { line, code, message: REASONS[code]! };
}
