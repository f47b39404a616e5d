import { fieldLabel, operatorSigns } from '../../contract/event-fields.ts';
import type { EventStep, StepFilter } from '../../contract/event-steps.ts';
import type { Text } from '../../platform/errors.ts';
import type { Wording } from './conditions/condition-kind.ts';
import { sayMoney } from './say-money.ts';

/** A step, read aloud: what it is called here, and what narrows it. */
export function sayStep(
  { name, filters }: EventStep,
  { eventLabel, currency }: Pick<Wording, 'eventLabel' | 'currency'>,
): Text {
  const label = eventLabel(name);
  if (filters.length === 0) return label;
  const narrowed = (language: 'zh' | 'en') =>
    filters.map((it) => sayFilter(it, { currency, language })).join(', ');
  return { zh: `${label.zh} (${narrowed('zh')})`, en: `${label.en} (${narrowed('en')})` };
}

interface Saying {
  readonly currency: string;
  readonly language: 'zh' | 'en';
}

/** Amounts are kept in minor units and said as money. */
function sayFilter({ field, operator, values }: StepFilter, { currency, language }: Saying): string {
  const said = values.map((it) =>
    field === 'amount' && it !== '' ? sayMoney(Number(it), currency) : it || '∅',
  );
  return `${fieldLabel(field)[language]} ${operatorSigns[operator][language]} ${said.join(' | ')}`;
}
