import type { HttpApp } from '../../platform/http/routes.ts';
import type { Platform } from '../../platform/platform.ts';
import { deskRoutes } from './desk/routes.ts';
import { worklistRoutes } from './worklist/routes.ts';

/** The worklist and what staff keep. */
export function reportRoutes(app: HttpApp, platform: Platform): void {
  worklistRoutes(app, platform);
  deskRoutes(app, platform);
}
