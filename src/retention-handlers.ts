import { keepActivity } from './domains/analytics/index.ts';
import type { RetentionHandler } from './domains/compliance/index.ts';
import { customerRetention } from './domains/customers/index.ts';
import { eventRetention, rejectRetention } from './domains/ingest/index.ts';
import { messageRetention } from './domains/messaging/index.ts';
import { orderRetention } from './domains/orders/index.ts';

/** What compliance asks of the domains to its right when data has had its time. */
export const retentionHandlers: readonly RetentionHandler[] = [
  eventRetention(({ platform, shop, beforeDay, runId }) =>
    keepActivity({ clickhouse: platform.clickhouse, shop, before: beforeDay, version: runId }),
  ),
  rejectRetention,
  ...customerRetention,
  ...orderRetention,
  messageRetention,
];
