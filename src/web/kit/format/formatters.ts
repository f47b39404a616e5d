/**
 * The browser's formatters, each made once: making one costs some fifty times what it costs to say a number with it, and a
 * list says hundreds.
 */

const kept = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat>();

function keep<T extends Intl.NumberFormat | Intl.DateTimeFormat>(key: string, make: () => T): T {
  const known = kept.get(key) ?? make();
  kept.set(key, known);
  return known as T;
}

export const numbersIn = (language: string, options: Intl.NumberFormatOptions): Intl.NumberFormat =>
  keep(`n ${language} ${JSON.stringify(options)}`, () => new Intl.NumberFormat(language, options));

export const datesIn = (language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
  keep(`d ${language} ${JSON.stringify(options)}`, () => new Intl.DateTimeFormat(language, options));
