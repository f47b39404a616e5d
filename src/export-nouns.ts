import { customerHandlers } from './customer-handlers.ts';
import { scoresExport } from './domains/analytics/index.ts';
import { customersExport } from './domains/customers/index.ts';
import { eventsExport } from './domains/ingest/index.ts';
import { standingsOfCustomers, withPriority } from './domains/loyalty/index.ts';
import { orderLinesExport, ordersExport, refundsExport } from './domains/orders/index.ts';
import { productsExport } from './domains/products/index.ts';
import type { ExportNoun } from './platform/exports/index.ts';

/** Everything a shop can export. */
export const exportNouns: readonly ExportNoun[] = [
  customersExport({ ...customerHandlers, standingsOf: standingsOfCustomers }),
  productsExport,
  ordersExport(withPriority),
  orderLinesExport,
  refundsExport,
  eventsExport,
  scoresExport,
];
