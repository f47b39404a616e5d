/** Letters as they are compared: half-width, small, without blanks and dashes. */
const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .replaceAll(/[\s\p{Pd}\p{Cf}]/gu, '')
    .toLowerCase();

/** Two Chinese characters are a name; of other writing fewer than five letters stand in too many words. */
const LONG_ENOUGH = /\p{Script=Han}.*\p{Script=Han}|.{5}/u;

/** Cells are cut to 200 characters: of a longer value the beginning may be all there is. */
const PART = 12;

/**
 * Whether a cell holds one of these personal values: a number as a whole number of its own, with or without +86; other
 * texts of some length anywhere in it; short ones only as the whole cell. Rather too much than too little.
 */
export function textFinder(values: readonly string[]): (cell: string) => boolean {
  const wanted = [...new Set(values.map(plain))].filter((it) => it !== '');
  const numbers = new Set(wanted.flatMap(numbersOf));
  const words = wanted.filter((it) => numbersOf(it).length === 0);
  const isIn = (cell: string) => (word: string) =>
    cell === word ||
    (LONG_ENOUGH.test(word) && cell.includes(word)) ||
    (cell.length >= PART && word.includes(cell));
  return (text) => {
    const cell = plain(text);
    return (cell.match(/\d+/g) ?? []).some((digits) => numbers.has(digits)) || words.some(isIn(cell));
  };
}

/** The ways a number is written: a Chinese mobile with and without its country. */
function numbersOf(text: string): string[] {
  const digits = /^\+?(\d+)$/.exec(text)?.[1];
  if (digits === undefined) return [];
  const mobile = /^(?:86)?(1[3-9]\d{9})$/.exec(digits)?.[1];
  return mobile === undefined ? [digits] : [mobile, `86${mobile}`, `0${mobile}`, `0086${mobile}`];
}
