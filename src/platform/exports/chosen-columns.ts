import type { Issue } from '../errors.ts';
import type { Column } from './column.ts';

interface Choosing {
  readonly columns?: readonly string[] | undefined;
  readonly personal: boolean;
}

interface Chosen {
  readonly columns: readonly Column[];
  readonly issues: readonly Issue[];
}

/**
 * The columns of an export: those named, in that order, or by default all but the sensitive. What exists only in clear
 * is there only where personal fields were asked for in clear.
 */
export function chosenColumns(all: readonly Column[], { columns: named, personal }: Choosing): Chosen {
  const open = all.filter((it) => personal || it.clearOnly !== true);
  if (named === undefined) return { columns: open.filter((it) => it.class !== 'sensitive'), issues: [] };
  const found = named.map((code) => open.find((it) => it.code === code));
  const issues = named.flatMap((code, nth) =>
    issueOf(all, open, { code, isAgain: named.indexOf(code) < nth }),
  );
  return { columns: found.filter((it) => it !== undefined), issues };
}

function issueOf(
  all: readonly Column[],
  open: readonly Column[],
  { code, isAgain }: { code: string; isAgain: boolean },
): Issue[] {
  if (isAgain) return [{ code: 'column-twice', field: 'columns', message: twice(code) }];
  if (open.some((it) => it.code === code)) return [];
  const isClearOnly = all.some((it) => it.code === code);
  return [
    isClearOnly
      ? { code: 'only-in-clear', field: 'columns', message: onlyInClear(code) }
      : { code: 'no-such-column', field: 'columns', message: unknown(open) },
  ];
}

const twice = (code: string) => ({ zh: `${code} 重复`, en: `${code} stands there twice` });

const onlyInClear = (code: string) => ({
  zh: `${code} 只能以明文导出 (personal)`,
  en: `${code} is exported only in clear (personal)`,
});

/** Names those there are, not the one given: it could be a phone number in the wrong place. */
function unknown(open: readonly Column[]) {
  const codes = open.map(({ code }) => code).join(', ');
  return { zh: `没有这一列；可用：${codes}`, en: `There is no such column; there are: ${codes}` };
}
