import { type Operator, operators, type StepFilter } from '../../../contract/event-steps.ts';

/** What a step is narrowed by, between the form and the line it is kept in. Pure. */

const comparing: readonly Operator[] = ['>=', '<=', '>', '<'];

/** What can be asked of a field: a category is or is not, a number is compared, a text can contain. */
export function operatorsOf(field: string): readonly Operator[] {
  if (field === 'category' || field === 'product') return ['=', '!='];
  return field === 'amount' || field === 'quantity' ? operators.filter((it) => it !== '~') : operators;
}

const isNumber = (text: string): boolean => /^-?\d{1,12}(\.\d{1,6})?$/.test(text);

interface Typed {
  readonly field: string;
  readonly operator: Operator;
  /** Several values, with | between them, where it is or is not. Money in whole units with its decimals. */
  readonly text: string;
}

/** What was typed as it is kept; undefined while it is none. `unit`: minor units of one unit of the shop's money. */
export function filterOf({ field, operator, text }: Typed, unit: number): StepFilter | undefined {
  const isList = operator === '=' || operator === '!=';
  const values = (isList ? text.split('|') : [text]).map((it) => it.trim());
  const mustCount = comparing.includes(operator) || field === 'amount' || field === 'quantity';
  if (mustCount && !values.every(isNumber)) return undefined;
  const kept = field === 'amount' ? values.map((it) => String(Math.round(Number(it) * unit))) : values;
  return { field, operator, values: kept };
}
