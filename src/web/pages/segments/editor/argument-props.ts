import type { Condition } from '../../../../contract/segment-conditions.ts';
import type { Control } from './condition-fields.ts';

/** What the control of an argument is given. */
export interface ArgumentProps<C extends Control = Control> {
  readonly name: string;
  readonly control: C;
  readonly condition: Condition;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
}
