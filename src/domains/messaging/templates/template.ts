import type {
  MessageChannel,
  TemplateVariable,
  TemplateWords,
  VariableType,
} from '../../../contract/messaging.ts';
import type { Text } from '../../../platform/errors.ts';

export type Language = 'zh' | 'en';

/** Words with their variables, as one version of them. */
export interface Template {
  readonly template: string;
  /** 0: as Shuke brings it. */
  readonly version: number;
  readonly purpose: 'marketing' | 'service';
  readonly channels: readonly MessageChannel[];
  readonly variables: readonly TemplateVariable[];
  readonly content: Readonly<Record<Language, TemplateWords>>;
}

/** A text may be given in both languages: the reader's is taken. */
export type Values = Readonly<Record<string, string | number | Text>>;

/** What every template may say besides its own variables. */
export const givenVariables = ['shop', 'name', 'unsubscribe_url'] as const;

/** What stands in a preview where nobody gave a value. */
export const sampleValues: Readonly<Record<VariableType, string | number>> = {
  ...{ count: 1200, day: '2026-12-31', money: 12_800, text: '…' },
};
