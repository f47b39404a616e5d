import type { EventStep } from '../../contract/event-steps.ts';
import type { Text } from '../../platform/errors.ts';
import type { Wording } from './conditions/condition-kind.ts';

/** A step, read aloud: what it is called here, and what narrows it as it is written. */
export function sayStep({ name, filters }: EventStep, { eventLabel }: Pick<Wording, 'eventLabel'>): Text {
  const label = eventLabel(name);
  const narrowed = filters
    .map(({ field, operator, values }) => `${field} ${operator} ${values.map((it) => it || '∅').join(' | ')}`)
    .join(', ');
  return narrowed === '' ? label : { zh: `${label.zh} (${narrowed})`, en: `${label.en} (${narrowed})` };
}
