import type { EventStep, StepFilter } from '../../contract/event-steps.ts';
import type { Happened } from './facts.ts';

/** Whether something that happened is what a step means; the SQL of it is `matchSql` of funnels. An event that tells an order is not among what happened: the order is. */
export const matches = (step: EventStep, it: Happened): boolean =>
  step.name === it.name && step.filters.every((filter) => passes(filter, it));

function passes({ field, operator, values }: StepFilter, it: Happened): boolean {
  if (field === 'category' || field === 'product') {
    const own = field === 'category' ? it.categories : it.products;
    const found =
      own.length === 0
        ? field === 'category' && values.includes('')
        : own.some((one) => values.includes(one));
    return operator === '!=' ? !found : found;
  }
  const value = it.fields[field] ?? '';
  if (operator === '=') return values.includes(value);
  if (operator === '!=') return !values.includes(value);
  if (operator === '~') return value.includes(values[0]!);
  return isNumber(value) && compared(Number(value), operator, Number(values[0]));
}

/** As the engine reads numbers: no blanks around them. */
const isNumber = (text: string): boolean => /^-?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text);

const compared = (a: number, operator: string, b: number): boolean =>
  operator === '>' ? a > b : operator === '<' ? a < b : operator === '>=' ? a >= b : a <= b;
