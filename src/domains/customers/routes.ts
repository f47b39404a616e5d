import type { Routes } from '../../platform/http/routes.ts';
import { dictionaryRoutes } from './dictionary/routes.ts';
import { mergeRoutes } from './identity/routes.ts';
import { profileRoutes } from './profiles/routes.ts';
import type { OrderFinder } from './profiles/search-customers.ts';
import { tagRoutes } from './tags/routes.ts';
import { ownSources } from './timeline/own-sources.ts';
import { timelineRoutes } from './timeline/routes.ts';
import type { TimelineSource } from './timeline/timeline-source.ts';

/** What customers must ask of domains to their right; `app.ts` hands it in. */
export interface CustomerHandlers {
  readonly findOrder: OrderFinder;
  readonly timelineSources: readonly TimelineSource[];
}

/** Everything about customers over HTTP. Static paths (`/customers/merge`) win over `/customers/:customer`. */
export const customerRoutes =
  ({ findOrder, timelineSources }: CustomerHandlers): Routes =>
  (app, platform) => {
    profileRoutes(app, platform, findOrder);
    timelineRoutes(app, platform, [...ownSources, ...timelineSources]);
    tagRoutes(app, platform);
    mergeRoutes(app, platform);
    dictionaryRoutes(app, platform);
  };
