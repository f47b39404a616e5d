import { peopleFinder } from './domains/analytics/index.ts';
import type { CustomerHandlers } from './domains/customers/index.ts';
import { eventTimeline } from './domains/ingest/index.ts';
import { lastPlaces, orderTimeline, personsOfOrder } from './domains/orders/index.ts';

/** What customers ask of the domains to their right. */
export const customerHandlers: CustomerHandlers = {
  findOrder: personsOfOrder,
  findPlaces: lastPlaces,
  people: peopleFinder,
  timelineSources: [eventTimeline, orderTimeline],
};
