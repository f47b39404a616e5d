import { activeCustomers } from './active-customers.ts';
import { buyers } from './buyers.ts';
import { crossSales } from './cross-sales.ts';
import type { Fact, FactName } from './fact.ts';
import { knownCustomers } from './known-customers.ts';
import { orders, refunds } from './money.ts';
import { newCustomers } from './new-customers.ts';
import { recommenders } from './recommenders.ts';
import { returners } from './returners.ts';
import { scoredCustomers } from './scored-customers.ts';
import { spend } from './spend.ts';

/** Every relation a measure may be counted over. */
export const facts: Readonly<Record<FactName, Fact>> = {
  orders,
  refunds,
  spend,
  buyers,
  returners,
  recommenders,
  'known-customers': knownCustomers,
  'new-customers': newCustomers,
  'active-customers': activeCustomers,
  'cross-sales': crossSales,
  'scored-customers': scoredCustomers,
};
