import type { Period } from './periods.ts';

/** Numerator and denominator of one thing. */
export interface Part {
  readonly n: number;
  readonly d: number;
}

/** One thing that counts: in which period, under which value of the dimension. */
export interface Count extends Part {
  readonly period: Period;
  readonly value: string;
}

export const zero: Part = { n: 0, d: 0 };
export const plus = (a: Part, b: Part): Part => ({ n: a.n + b.n, d: a.d + b.d });
export const n = (amount: number): Part => ({ n: amount, d: 0 });
export const d = (amount: number): Part => ({ n: 0, d: amount });
export const none = (): Part => zero;
