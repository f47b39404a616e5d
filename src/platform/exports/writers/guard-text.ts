/**
 * Begins like a formula, perhaps behind quotes and blanks (OWASP, CSV injection: = + - @ tab return, and their
 * full-width twins, which spreadsheets in Chinese take for the same); or with the guard itself, which would be lost.
 */
const FORMULA = /^['"\s]*[=+\-@\t\r\n＝＋－＠]|^'/;

/** What a spreadsheet would show as another number: longer than its digits, with zeros in front, 12E5. */
const CUT = /^(?:\d{12,}|0\d+|\d+(?:\.\d+)?[eE][+-]?\d+)$/;

/**
 * A text as a cell of a CSV that a spreadsheet neither computes nor cuts: behind an apostrophe where it would. Our own
 * reader takes the apostrophe away again (ingest, clean-cell.ts). Only for texts: a number -5 is no formula.
 */
export const guardText = (text: string): string => (FORMULA.test(text) || CUT.test(text) ? `'${text}` : text);
