import type { OrderLineRecord } from '../../../contract/records.ts';
import type { Issue } from '../../../platform/errors.ts';
import { facts } from '../imports/fields/join-facts.ts';
import { minorOf, unitPriceOf } from '../imports/fields/money.ts';
import { notMoney, notQuantity } from './call-problems.ts';
import { decimalOf, firstText, type Json, textAt } from './call-values.ts';
import { listed, productOf } from './products-of-call.ts';

const MOST_UNITS = 1_000_000_000;

export interface ReadLines {
  readonly lines: readonly OrderLineRecord[];
  readonly problems: readonly Issue[];
}

/** The lines of `properties.products`; an order of one product may stand in the properties themselves. */
export function linesOf(properties: Json, currency: string): ReadLines {
  const problems: Issue[] = [];
  const many = listed(properties);
  const lines = many.map((it, n) => lineOf(it, currency, { path: `properties.products.${n}`, problems }));
  return { lines: numbered(lines), problems };
}

/**
 * Lines without a number of their own are numbered by their product: told again with another quantity, it is the same
 * line that changes.
 */
function numbered(lines: readonly OrderLineRecord[]): OrderLineRecord[] {
  const met = new Map<string, number>();
  return lines.map((line) => {
    if (line.lineNo !== undefined) return line;
    const name = line.product?.productNo ?? line.sku ?? '';
    const nth = (met.get(name) ?? 0) + 1;
    met.set(name, nth);
    return { ...line, lineNo: `${name}#${nth}` };
  });
}

interface Place {
  readonly path: string;
  readonly problems: Issue[];
}

function lineOf(json: Json, currency: string, { path, problems }: Place): OrderLineRecord {
  const quantity = quantityOf(json.quantity);
  if (quantity === undefined) problems.push(notQuantity(`${path}.quantity`));
  const price = json.price === undefined ? '0' : decimalOf(json.price);
  const amountMinor = price === undefined ? undefined : minorOf(price, currency, quantity ?? 1);
  if (amountMinor === undefined || amountMinor < 0) problems.push(notMoney(`${path}.price`));
  const product = productOf(json, currency);
  return {
    ...{ quantity: quantity ?? 0, amountMinor: amountMinor ?? 0 },
    unitPrice: unitPriceOf(price ?? '0', currency) ?? 0,
    ...facts({ product, title: product?.title, sku: firstText(json, ['sku', 'variant']).slice(0, 200) }),
    ...facts({ lineNo: textAt(json, 'line_id').slice(0, 100) }),
  };
}

/** Absent: one. */
function quantityOf(value: unknown): number | undefined {
  if (value === undefined || value === null) return 1;
  const number = Number(decimalOf(value));
  return Number.isInteger(number) && number >= 0 && number <= MOST_UNITS ? number : undefined;
}
