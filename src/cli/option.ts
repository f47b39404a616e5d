import type { Text } from '../platform/errors.ts';

/** What a text given for an option means, or what is wrong with it. */
export type Read<Value> = (
  text: string,
) => { readonly value: Value } | { readonly code: string; readonly message: Text };

/**
 * One option of a command. `Value` is what `run` gets: `Value | undefined` for an option that may be left out, unless
 * it has a default.
 */
export interface Option<Value> {
  readonly kind: 'text' | 'flag';
  /** How its value is written in the help, such as `YYYY-MM-DD`. */
  readonly placeholder: string;
  readonly summary: Text;
  readonly required: boolean;
  /** Value when it is left out. */
  readonly absent: Value;
  readonly read: Read<Value>;
}

// biome-ignore lint/suspicious/noExplicitAny: a record of options of any values
export type Options = Readonly<Record<string, Option<any>>>;

export type ValuesOf<O extends Options> = {
  readonly [Name in keyof O]: O[Name] extends Option<infer Value> ? Value : never;
};

type Parts<Value> = Pick<Option<Value>, 'placeholder' | 'summary' | 'read'>;

/** May be left out. */
const optional = <Value>(parts: Parts<Value>): Option<Value | undefined> => ({
  ...parts,
  kind: 'text',
  required: false,
  absent: undefined,
});

/** The same option, but leaving it out is wrong usage. */
export const required = <Value>(option: Option<Value | undefined>): Option<Value> =>
  ({ ...option, required: true }) as unknown as Option<Value>;

/** The same option with a value for when it is left out. */
export const withDefault = <Value>(option: Option<Value | undefined>, absent: Value): Option<Value> =>
  ({ ...option, absent }) as Option<Value>;

/** Given or not; takes no value. */
export const flag = (summary: Text): Option<boolean> => ({
  kind: 'flag',
  placeholder: '',
  summary,
  required: false,
  absent: false,
  read: () => ({ value: true }),
});

/** Any text. */
export const text = (placeholder: string, summary: Text) =>
  optional<string>({ placeholder, summary, read: (value) => ({ value }) });

/** A whole number of at least `least`. */
export const wholeNumber = (summary: Text, least = 0) =>
  optional<number>({
    placeholder: 'N',
    summary,
    read: (value) =>
      /^\d{1,15}$/.test(value) && Number(value) >= least
        ? { value: Number(value) }
        : {
            code: 'not-a-number',
            message: { zh: `应为不小于 ${least} 的整数`, en: `must be a whole number of at least ${least}` },
          },
  });

/** A whole number, also below nothing. */
export const signedNumber = (summary: Text) =>
  optional<number>({
    placeholder: 'N',
    summary,
    read: (value) =>
      /^-?\d{1,15}$/.test(value)
        ? { value: Number(value) }
        : { code: 'not-a-number', message: { zh: '应为整数', en: 'must be a whole number' } },
  });

/** A text of one form, which the placeholder tells. */
export const pattern = (placeholder: string, form: string, summary: Text) =>
  optional<string>({
    placeholder,
    summary,
    read: (value) =>
      new RegExp(form).test(value)
        ? { value }
        : {
            code: 'not-of-this-form',
            message: { zh: `应为 ${placeholder}`, en: `must be ${placeholder}` },
          },
  });

/** A shop day, inclusive where it bounds a range. */
export const day = (summary: Text) =>
  optional<string>({
    placeholder: 'YYYY-MM-DD',
    summary,
    read: (value) =>
      isDay(value)
        ? { value }
        : { code: 'not-a-day', message: { zh: '应为日期 YYYY-MM-DD', en: 'must be a day, YYYY-MM-DD' } },
  });

function isDay(value: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const at = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(value);
}

/** One of a few words. */
export const choice = <Word extends string>(words: readonly Word[], summary: Text) =>
  optional<Word>({
    placeholder: words.join('|'),
    summary,
    read: (value) =>
      words.includes(value as Word)
        ? { value: value as Word }
        : {
            code: 'not-one-of',
            message: { zh: `应为：${words.join(', ')}`, en: `must be one of: ${words.join(', ')}` },
          },
  });

/** Words with commas between them. */
export const list = (placeholder: string, summary: Text) =>
  optional<readonly string[]>({
    placeholder,
    summary,
    read: (value) => ({ value: value.split(',').map((word) => word.trim()) }),
  });

/** A shop by its slug. */
export const anyShop = optional<string>({
  placeholder: 'SLUG',
  summary: { zh: '店铺标识', en: 'the shop' },
  read: (value) =>
    /^[a-z0-9][a-z0-9-]{0,62}$/.test(value)
      ? { value }
      : {
          code: 'not-a-slug',
          message: {
            zh: '应为小写字母，数字和短横线，至多 63 个',
            en: 'must be at most 63 small letters, digits and hyphens',
          },
        },
});

/** Required wherever a shop is meant. */
export const shop = required(anyShop);
