import { complianceHandlers } from './compliance-handlers.ts';
import { customerHandlers } from './customer-handlers.ts';
import { analyticsRoutes } from './domains/analytics/index.ts';
import { complianceRoutes, recordAct, retentionRoutes } from './domains/compliance/index.ts';
import { customerRoutes } from './domains/customers/index.ts';
import { importRoutes, sourceRoutes, trackRoutes, undeclaredTraitRoutes } from './domains/ingest/index.ts';
import { pointsRoutes } from './domains/ledgers/index.ts';
import {
  benefitRoutes,
  mallRoutes,
  plusRoutes,
  pointsRulesRoutes,
  tierRoutes,
} from './domains/loyalty/index.ts';
import { memberRoutes } from './domains/member/index.ts';
import { messagingRoutes } from './domains/messaging/index.ts';
import { orderRoutes } from './domains/orders/index.ts';
import { productRoutes } from './domains/products/index.ts';
import { reportRoutes } from './domains/reports/index.ts';
import { segmentRoutes } from './domains/segments/index.ts';
import { exportNouns } from './export-nouns.ts';
import { jobSources } from './job-sources.ts';
import { registerMirrors } from './mirrors.ts';
import { openFrontDoor } from './platform/auth/index.ts';
import { exportRoutes } from './platform/exports/index.ts';
import { makeHttpServer } from './platform/http/http-server.ts';
import { honourIdempotencyKeys } from './platform/http/idempotency.ts';
import type { HttpApp, Routes } from './platform/http/routes.ts';
import { serveConsole } from './platform/http/serve-console.ts';
import { jobRoutes } from './platform/jobs/index.ts';
import type { Platform } from './platform/platform.ts';
import { retentionHandlers } from './retention-handlers.ts';
import { setupRoutes } from './setup/index.ts';
import { systemRoutes } from './system/index.ts';

/** Every domain's routes, from left to right along the import law. */
const domains: readonly Routes[] = [
  retentionRoutes(retentionHandlers),
  complianceRoutes(complianceHandlers),
  customerRoutes(customerHandlers),
  productRoutes,
  orderRoutes,
  importRoutes,
  trackRoutes,
  undeclaredTraitRoutes,
  sourceRoutes,
  analyticsRoutes,
  segmentRoutes,
  pointsRoutes,
  pointsRulesRoutes,
  tierRoutes,
  benefitRoutes,
  mallRoutes,
  plusRoutes,
  messagingRoutes(complianceHandlers),
  memberRoutes(complianceHandlers),
  reportRoutes,
  exportRoutes(exportNouns, recordAct),
  jobRoutes(jobSources),
  setupRoutes,
  systemRoutes,
];

/** The application over an open platform, ready to listen or to be asked with `inject`. */
export async function buildApp(platform: Platform): Promise<HttpApp> {
  registerMirrors(platform);
  const app = await makeHttpServer(platform);
  openFrontDoor(app, platform, recordAct);
  honourIdempotencyKeys(app, platform);
  for (const routes of domains) await app.register(async (scope: HttpApp) => routes(scope, platform));
  await serveConsole(app);
  await app.ready();
  return app;
}

/** What a worker answers: /health, /ready and /metrics, and nothing of a shop. */
export async function buildWorkerApp(platform: Platform): Promise<HttpApp> {
  registerMirrors(platform);
  const app = await makeHttpServer(platform);
  await app.ready();
  return app;
}
