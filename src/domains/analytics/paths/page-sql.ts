import type { PageRule } from '../../../contract/path.ts';
import type { BoundValues } from '../behaviour/bound-values.ts';

/** Events that are a look at a page; which page, their property `path` says, else `page_name` or `screen_name`. */
export const pageEvents = ['Page Viewed', 'Screen Viewed'] as const;

export const isPageEvent = (name: string): boolean => (pageEvents as readonly string[]).includes(name);

const said = (name: string): string => `JSONExtractString(properties, '${name}')`;

/** Without a rule: no slash at the end, no file type, and parts with a digit (numbers of products and orders) are one. */
const plain = (path: string): string =>
  `replaceRegexpAll(replaceRegexpOne(${path}, '(\\\\.html?|\\\\.aspx?|\\\\.php)?/*$', ''), '/[^/]*[0-9][^/]*', '/:id')`;

/** `/goods/*` as a regular expression over the whole path. */
const patternOf = (pattern: string): string =>
  `^${pattern
    .split('*')
    .map((it) => it.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*')}$`;

/** SQL of what a page is called: by the first rule that fits, else its path made plain; '/' for the front page. */
export function pageSql(rules: readonly PageRule[], { bind }: BoundValues): string {
  const path = `if(${said('path')} != '', ${said('path')}, if(${said('page_name')} != '', ${said('page_name')}, ${said('screen_name')}))`;
  const cases = rules.map(
    ({ pattern, name }) =>
      `match(page_path, ${bind(patternOf(pattern), 'String')}), ${bind(name, 'String')}, `,
  );
  const shortened = `if(page_path = '', '', if(${plain('page_path')} = '', '/', ${plain('page_path')}))`;
  const named = rules.length === 0 ? shortened : `multiIf(${cases.join('')}${shortened})`;
  return `arrayElement(arrayMap(page_path -> ${named}, [${path}]), 1)`;
}
