import type { PaidOrder } from '../past.ts';
import type { Count, Part } from './counts.ts';
import type { Period } from './periods.ts';
import { periodOf, type Reading, valuesOf } from './reading.ts';

export interface NewCustomer {
  readonly customer: number;
  readonly period: Period;
  readonly first: PaidOrder;
  readonly values: readonly string[];
}

export const newCustomersOf = (reading: Reading): NewCustomer[] =>
  reading.past.customers.flatMap((customer) => {
    const first = reading.past.firstOrder(customer);
    const period = first && periodOf(reading, first.day);
    return period ? [{ customer, period, first, values: valuesOf(reading, first, period) }] : [];
  });

export const newCustomers = (reading: Reading, part: Part): Count[] =>
  newCustomersOf(reading).flatMap(({ period, values }) =>
    values.map((value) => ({ period, value, ...part })),
  );
