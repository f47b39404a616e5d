import { findScoreKind } from './score-kinds.ts';
import type { Condition } from './segment-conditions.ts';

/** Which figures of conditions are money: kept in minor units of the shop, typed and read in whole ones. */

/** What a condition compares with. */
export function isMoney(it: Condition): boolean {
  if (it.kind === 'event') return it.measure === 'amount';
  if (it.kind === 'orders') return ['paid', 'net', 'average'].includes(it.measure);
  return it.kind === 'score' && findScoreKind(it.score)?.unit === 'money';
}

/** What it finds of a customer: a band compares places in an order, and finds the score. */
export const findsMoney = (it: Condition): boolean =>
  isMoney(it) || (it.kind === 'band' && findScoreKind(it.score)?.unit === 'money');
