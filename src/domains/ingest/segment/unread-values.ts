import type { Issue } from '../../../platform/errors.ts';
import { minorOf } from '../imports/fields/money.ts';
import { noAmount, noCount } from './call-problems.ts';
import { decimalOf, type Json } from './call-values.ts';
import { listedProducts } from './products-of-call.ts';

/** `value` is not among them: sites put anything there, and it stays a property of the event whatever it is. */
const AMOUNTS = ['revenue', 'total', 'price'] as const;

/** What an event says of money and numbers that cannot be read: the event is kept without it. Pure. */
export function unreadValues(properties: Json, currency: string): Issue[] {
  const issues: Issue[] = [];
  for (const name of AMOUNTS)
    if (isUnread(properties[name], currency)) issues.push(noAmount(`properties.${name}`));
  const { quantity } = properties;
  if (isSaid(quantity) && countOf(quantity) === undefined) issues.push(noCount('properties.quantity'));
  if (properties.products === undefined) return issues;
  for (const [n, { price }] of listedProducts(properties).entries())
    if (isUnread(price, currency)) issues.push(noAmount(`properties.products.${n}.price`));
  return issues;
}

/** A whole number of units, taken back ones below zero; undefined for anything else. */
export function countOf(value: unknown): number | undefined {
  const number = Number(decimalOf(value));
  return Number.isInteger(number) && Math.abs(number) < 2 ** 31 ? number : undefined;
}

const isSaid = (value: unknown): boolean => value !== undefined && value !== null && value !== '';

/** An ordinary number passes at once: the tracking door asks this of 20,000 events a second. */
function isUnread(value: unknown, currency: string): boolean {
  if (!isSaid(value) || (typeof value === 'number' && Math.abs(value) < 1e12)) return false;
  return minorOf(decimalOf(value) ?? '', currency) === undefined;
}
