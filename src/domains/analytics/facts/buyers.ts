import { buyerAttributes, withAttributes } from './attributes.ts';
import type { Fact } from './fact.ts';
import { perCustomer } from './money.ts';
import type { Scope } from './scope.ts';
import { asksLines, lineSource, orderSource, summed } from './source.ts';

/** Known customers with the number of their paid orders, by period and by the order's own dimension. */
export function buyersByRow(scope: Scope): string {
  const source = asksLines(scope) ? lineSource : orderSource;
  const known = { ...source, columns: { orders: source.columns.orders! } };
  const rows = summed({ ...known, where: `${known.where} AND person_id != 0` }, scope, 'person');
  return perCustomer(rows, ['orders']);
}

export const buyers: Fact = {
  name: 'buyers',
  says: 'One row per known customer with a paid order in the period (and in the value of the dimension): customer_id, orders.',
  sql: (scope) => withAttributes(buyersByRow(scope), buyerAttributes, { scope, columns: ['orders'] }),
};
