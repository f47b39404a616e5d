import type { CustomerHandlers } from './domains/customers/index.ts';
import { eventTimeline } from './domains/ingest/index.ts';
import { orderTimeline, personsOfOrder } from './domains/orders/index.ts';

/** What customers ask of the domains to their right. */
export const customerHandlers: CustomerHandlers = {
  findOrder: personsOfOrder,
  timelineSources: [eventTimeline, orderTimeline],
};
