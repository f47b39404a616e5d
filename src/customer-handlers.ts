import { peopleFinder } from './domains/analytics/index.ts';
import type { CustomerHandlers } from './domains/customers/index.ts';
import { eventTimeline } from './domains/ingest/index.ts';
import { plusTimeline, tiersOfPersons, withPriority } from './domains/loyalty/index.ts';
import { lastPlaces, orderTimeline, personsOfOrder } from './domains/orders/index.ts';
import { measuringActions, withinSegments } from './domains/segments/index.ts';

/** What customers ask of the domains to their right. */
export const customerHandlers: CustomerHandlers = {
  findOrder: personsOfOrder,
  findPlaces: lastPlaces,
  people: measuringActions(withinSegments(peopleFinder)),
  tiersOf: tiersOfPersons,
  timelineSources: [eventTimeline, orderTimeline(withPriority), plusTimeline],
};
