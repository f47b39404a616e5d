import type { Routes } from '../../../platform/http/routes.ts';
import { importsAtWork } from './at-work.ts';
import { changeRoutes } from './change-routes.ts';
import type { ImportTools } from './import-run.ts';
import { mappingRoutes } from './uploads/mapping-routes.ts';
import { runRoutes } from './uploads/run-routes.ts';
import { uploadRoutes } from './uploads/upload-routes.ts';
import { watchRoutes } from './watch-routes.ts';

/** Imports over HTTP: upload, watch, list, fetch the rejects, take back. They stop with the server and go on with it. */
export const importRoutes: Routes = (app, platform) => {
  const tools: ImportTools = { platform, mirror: platform.mirror };
  const works = importsAtWork(tools);
  app.addHook('preClose', () => works.stop());
  changeRoutes(app, tools, works);
  watchRoutes(app, tools, works);
  uploadRoutes(app, tools);
  runRoutes(app, tools, works);
  mappingRoutes(app, tools);
};
