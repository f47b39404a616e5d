/**
 * Which events are meant, as one line of text that fits an address and a command line: names with commas between them,
 * each narrowed by what stands behind it in brackets.
 *
 *     Product Viewed,Product Added[category=家居][quantity>=2],Order Completed
 *
 * `=` takes several values with `|` between them; an empty one means "without". A backslash takes the special meaning
 * of the character behind it.
 */

export const operators = ['=', '!=', '>=', '<=', '>', '<', '~'] as const;
export type Operator = (typeof operators)[number];

export interface StepFilter {
  /** A column (`stepFields`), or the name of a property. */
  readonly field: string;
  readonly operator: Operator;
  /** Several only with `=` and `!=`. `~`: contains. The other four compare numbers. */
  readonly values: readonly string[];
}

export interface EventStep {
  readonly name: string;
  readonly filters: readonly StepFilter[];
}

/** What can be asked of every event beside its properties. `product` is a number; `amount` is minor units. */
export const stepFields = [
  ...['channel', 'category', 'product', 'amount', 'quantity', 'source', 'medium', 'campaign'],
  ...['province', 'city'],
] as const;

const fieldForm = /^[\p{L}_$][\p{L}\p{N}_.$ -]{0,59}$/u;

/** The steps of a line; `undefined` where it is none. Never throws. */
export function readSteps(text: string): EventStep[] | undefined {
  const steps = cut(text, ',').map(readStep);
  return steps.every((it) => it !== undefined) ? steps : undefined;
}

export const writeSteps = (steps: readonly EventStep[]): string => steps.map(writeStep).join(',');

const writeStep = ({ name, filters }: EventStep): string =>
  escaped(name) +
  filters
    .map(({ field, operator, values }) => `[${escaped(field)}${operator}${values.map(escaped).join('|')}]`)
    .join('');

const escaped = (text: string): string => text.replaceAll(/[\\,[\]|=!<>~]/g, (it) => `\\${it}`);

/** Parts between the separators that stand outside brackets and behind no backslash; escapes stay. */
function cut(text: string, separator: string): string[] {
  const parts = [''];
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const one = text[at]!;
    if (one === '[') depth += 1;
    if (one === ']') depth -= 1;
    if (one === separator && depth === 0) parts.push('');
    else parts[parts.length - 1] += one === '\\' ? one + (text[++at] ?? '') : one;
  }
  return parts;
}

const bare = (text: string): string => text.replaceAll(/\\(.)/gsu, '$1');

const stepForm = /^((?:\\.|[^\\[\]])+)((?:\[(?:\\.|[^\\[\]])*\])*)$/su;

function readStep(text: string): EventStep | undefined {
  const found = stepForm.exec(text.trim());
  const name = bare(found?.[1]?.trim() ?? '');
  if (found === null || name === '' || name.length > 200) return undefined;
  const filters = [...found[2]!.matchAll(/\[((?:\\.|[^\\[\]])*)\]/gsu)].map((it) => readFilter(it[1]!));
  return filters.every((it) => it !== undefined) ? { name, filters } : undefined;
}

const filterForm = /^((?:\\.|[^\\=!<>~])+)(!=|>=|<=|=|>|<|~)(.*)$/su;

function readFilter(text: string): StepFilter | undefined {
  const found = filterForm.exec(text);
  if (found === null) return undefined;
  const field = bare(found[1]!).trim();
  const operator = found[2] as Operator;
  const isList = operator === '=' || operator === '!=';
  const values = (isList ? cut(found[3]!, '|') : [found[3]!]).map(bare);
  if (!fieldForm.test(field) || (isNumeric(operator) && !isNumber(values[0]!))) return undefined;
  return { field, operator, values };
}

const isNumeric = (operator: Operator): boolean => ['>=', '<=', '>', '<'].includes(operator);

const isNumber = (text: string): boolean => /^-?\d{1,15}(\.\d{1,6})?$/.test(text.trim());
