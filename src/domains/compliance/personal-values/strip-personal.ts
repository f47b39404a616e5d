import { personalKindOf } from './detect-personal.ts';
import { remembering } from './passed-values.ts';
import type { PropertySort } from './property-sorts.ts';

export type Scalar = string | number | boolean;

/** The properties that may be counted, and the names of those that may not. Never carries a value that was stripped. */
export interface Stripped {
  readonly kept: Record<string, Scalar>;
  readonly stripped: readonly string[];
}

/**
 * Leaves out what is personal by its name (`sortOf`, see `propertySorts`) or by what it looks like, texts that may name
 * somebody, and what is no scalar. Property names that are themselves personal values go as well.
 */
export function stripPersonal(
  properties: Readonly<Record<string, unknown>>,
  sortOf: (name: string) => PropertySort,
): Stripped {
  const kept: Record<string, Scalar> = {};
  const stripped: string[] = [];
  for (const name of Object.keys(properties)) {
    const isName = isPlainName(name);
    const left = isName ? harmless(properties[name], sortOf(name)) : undefined;
    if (left !== undefined) kept[name] = left;
    else stripped.push(isName ? name : '?');
  }
  return { kept, stripped };
}

function harmless(value: unknown, sort: PropertySort): Scalar | undefined {
  if (sort === 'personal') return undefined;
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number') return isHarmlessNumber(value) ? value : undefined;
  if (typeof value !== 'string' || sort === 'free-text') return undefined;
  if (sort === 'unknown') return isToken(value) ? value : undefined;
  return isWholeLabel(value) ? value : label(value)?.toWellFormed();
}

/** Fewer than eight digits name nobody: whole numbers below ten million are not looked at further. */
const isHarmlessNumber = (value: number): boolean =>
  (Number.isInteger(value) && Math.abs(value) < 1e7) || (Number.isFinite(value) && isPlainNumber(value));

/** Longer than this nobody labels anything. */
const LONGEST_LABEL = 120;

/** Addresses of pages lose what follows ? and #: forms and links put names there. */
function label(text: string): string | undefined {
  const isAddress = /^[a-z][a-z\d+.-]*:\/\/|^\/\S*$/i.test(text);
  const left = isAddress ? text.replace(/[?#].*$/s, '') : text;
  if (isAddress && !/^[!-$&-~]*$/.test(left)) return undefined;
  const isShort = left.length <= LONGEST_LABEL && !/[\n\r]/.test(left);
  return isShort && personalKindOf(left) === undefined ? left : undefined;
}

/**
 * A code, an SKU, a slug, a value of an enumeration, a time: ASCII without blanks. `WangXiaoming` and `Alice` could be
 * either a name or an enumeration, so words that begin with a capital are taken for names; `alice` cannot be told from
 * `cotton` and passes. Chinese words never do: three of them are a name as often as not.
 */
const TOKEN = /^[\w.:/+#-]{0,64}$/;
const LIKE_A_NAME = /^(?:[A-Z][a-z]+[._-]?)+$/;

/**
 * What passed of late, whole and unchanged: the same names, prices, categories and pages come all day, and looking at a
 * value takes ten times as long as finding it here. What did not pass is not kept.
 */
const isPlainName = remembering((name: string) => name !== '__proto__' && personalKindOf(name) === undefined);
const isPlainNumber = remembering((value: number) => personalKindOf(String(value)) === undefined);
const isWholeLabel = remembering((text: string) => label(text)?.toWellFormed() === text);
const isToken = remembering(
  (text: string) => TOKEN.test(text) && !LIKE_A_NAME.test(text) && personalKindOf(text) === undefined,
);
