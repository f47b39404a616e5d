import type { MergePreview } from '../domains/customers/index.ts';
import type { Language } from './command.ts';
import { kindWord } from './words.ts';

/** What would come together, for the eyes; `kept apart` only where somebody split them before. */
export function previewPage(it: MergePreview, language: Language): string {
  const counts = it.identities.map(({ kind, count }) => `${kindWord(kind, language)} ${count}`).join(', ');
  const apart = it.keptApart.map(({ a, b }) => `${a} + ${b}`).join(', ');
  const lines =
    language === 'zh'
      ? [
          `合并为客户  ${it.customerId}`,
          `自然人      ${it.persons.join(', ')}`,
          `身份标识    ${counts || '-'}`,
        ]
      : [
          `customer    ${it.customerId}`,
          `persons     ${it.persons.join(', ')}`,
          `identities  ${counts || '-'}`,
        ];
  const split =
    language === 'zh'
      ? `曾被拆分    ${apart} (合并须加 --lift-never)`
      : `kept apart  ${apart} (--lift-never merges them all the same)`;
  return `${[...lines, ...(apart === '' ? [] : [split])].join('\n')}\n`;
}
