import type { HttpApp } from '../../platform/http/routes.ts';
import type { Platform } from '../../platform/platform.ts';
import { listRoutes } from './list-routes.ts';
import { memberRoutes } from './member-routes.ts';
import { previewRoutes } from './preview-routes.ts';
import { segmentRoutes as storedRoutes } from './stored-routes.ts';

/** Segments of a shop: what is stored, what would be, and who is in. */
export function segmentRoutes(app: HttpApp, platform: Platform): void {
  previewRoutes(app, platform);
  storedRoutes(app, platform);
  memberRoutes(app, platform);
  listRoutes(app, platform);
}
