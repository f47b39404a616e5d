import type { Issue } from '../errors.ts';
import { fieldName } from './validation-issues.ts';

/** Deeper than any body of ours, and far from where recursion ends the stack. */
const deepest = 64;
/** An answer that lists thousands helps nobody. */
const most = 20;

const unusable = {
  code: 'unusable-text',
  message: {
    zh: '含有空字符 (U+0000) 或不成对的代理字符，无法保存',
    en: 'holds a NUL character (U+0000) or half of a surrogate pair, which cannot be stored',
  },
};

const tooDeep = {
  code: 'too-deep',
  message: { zh: `嵌套超过 ${deepest} 层`, en: `is nested more than ${deepest} levels deep` },
};

const isUnusable = (text: string): boolean => text.includes('\0') || !text.isWellFormed();

/**
 * Texts in the value, names among them, that PostgreSQL and UTF-8 cannot hold, and nesting that no schema of ours asks
 * for; by their place, at most 20.
 */
export function unusableTexts(value: unknown, part: string): Issue[] {
  const issues: Issue[] = [];
  const walk = (it: unknown, path: string, depth: number): void => {
    if (issues.length >= most) return;
    const field = fieldName(path, part);
    if (typeof it === 'string') {
      if (isUnusable(it)) issues.push({ ...unusable, field });
    } else if (typeof it === 'object' && it !== null) {
      if (depth >= deepest) return void issues.push({ ...tooDeep, field });
      for (const [name, inner] of Object.entries(it)) {
        if (isUnusable(name)) issues.push({ ...unusable, field });
        walk(inner, `${path}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`, depth + 1);
      }
    }
  };
  walk(value, '', 0);
  return issues;
}
