import type { TraitDefinitionView } from '../contract/dictionary.ts';
import type { Language } from './command.ts';
import { table } from './table.ts';

/** One trait of a dictionary, for a reader. */
export const traitLine = (it: TraitDefinitionView, language: Language): string =>
  language === 'zh'
    ? table(['属性', '类型', '级别', '脱敏', '检索'], [cellsOf(it)])
    : table(['trait', 'type', 'class', 'mask', 'search'], [cellsOf(it)]);

const cellsOf = ({ name, type, class: it, mask, search }: TraitDefinitionView) => [
  ...[name, type, it, mask ?? '-', search],
];

/** `a, b` as a list; undefined where the option was left out. */
export const words = (list: string | undefined): string[] | undefined =>
  list
    ?.split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
