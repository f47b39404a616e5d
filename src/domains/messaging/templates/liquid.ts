import { Drop, Liquid } from 'liquidjs';
import { escaped } from '../escaped.ts';

/**
 * A variable: what conditions, comparisons and filters see is its value, what the reader sees is its text. Else a count of
 * 1,200 would be compared as the words "1,200".
 */
export class Shown extends Drop {
  readonly #value: string | number;
  readonly text: string;

  constructor(value: string | number, text: string) {
    super();
    this.#value = value;
    this.text = text;
  }

  override valueOf(): string | number {
    return this.#value;
  }
}

/** As Liquid writes what it is given: nothing for nothing, the elements of a list behind each other. */
function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(textOf).join('');
  return value instanceof Shown ? value.text : String(value ?? '');
}

/**
 * Liquid with bounds: staff write templates, and one of them must not hold up a server or read its files. No includes
 * (an empty set of partials), own properties only, a variable nobody gave is an error, two seconds (of the wall: a busy server is no
 * fault of the template) and about 1 MB a text. Conditions are as in JavaScript, not in Ruby: 0 and an empty text are false,
 * or a customer without points or a name would be told of them.
 */
const bounds = {
  ...{ strictVariables: true, strictFilters: true, lenientIf: true, ownPropertyOnly: true, jsTruthy: true },
  ...{ parseLimit: 200_000, renderLimit: 2000, memoryLimit: 1_000_000, templates: {}, globals: {} },
} as const;

/** For subjects, plain texts and other systems: nothing to escape. */
export const plain = new Liquid({ ...bounds, outputEscape: textOf });

/** For HTML: every value is escaped, whatever the template says. */
export const html = new Liquid({ ...bounds, outputEscape: (value: unknown) => escaped(textOf(value)) });
// Liquid's own way round the escaping is closed: it would let a customer's name be markup.
html.registerFilter('raw', (value: unknown) => value);
