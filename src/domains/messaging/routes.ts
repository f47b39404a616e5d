import type { Routes } from '../../platform/http/routes.ts';
import type { ComplianceHandlers } from '../compliance/index.ts';
import { channelRoutes } from './channels/routes.ts';
import { inboxRoutes } from './outbox/inbox-routes.ts';
import { outboxRoutes } from './outbox/routes.ts';
import { templateRoutes } from './templates/routes.ts';
import { unsubscribeRoutes } from './unsubscribe/routes.ts';

/** Everything of messages over HTTP. `handlers`: what withdrawing a consent asks of the domains beside it. */
export const messagingRoutes =
  (handlers: ComplianceHandlers): Routes =>
  (app, platform) => {
    templateRoutes(app, platform);
    channelRoutes(app, platform);
    outboxRoutes(app, platform);
    inboxRoutes(app, platform);
    unsubscribeRoutes(app, platform, handlers);
  };
