import type { Routes } from '../../platform/http/routes.ts';
import { dictionaryRoutes } from './dictionary/routes.ts';
import { mergeRoutes } from './identity/routes.ts';
import { type Finders, profileRoutes } from './profiles/routes.ts';
import { quarantineRoutes } from './quarantine/routes.ts';
import { tagRoutes } from './tags/routes.ts';
import { tagRunRoutes } from './tags/run-routes.ts';
import { ownSources } from './timeline/own-sources.ts';
import { timelineRoutes } from './timeline/routes.ts';
import type { TimelineSource } from './timeline/timeline-source.ts';

/** What customers must ask of domains to their right; `app.ts` hands it in. */
export interface CustomerHandlers extends Finders {
  readonly timelineSources: readonly TimelineSource[];
}

/** Everything about customers over HTTP. Static paths (`/customers/merge`) win over `/customers/:customer`. */
export const customerRoutes =
  ({ timelineSources, ...finders }: CustomerHandlers): Routes =>
  (app, platform) => {
    profileRoutes(app, platform, finders);
    timelineRoutes(app, platform, [...ownSources, ...timelineSources]);
    tagRoutes(app, platform);
    tagRunRoutes(app, platform, finders.people);
    mergeRoutes(app, platform);
    quarantineRoutes(app, platform);
    dictionaryRoutes(app, platform);
  };
