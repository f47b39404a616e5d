import { systemSchema } from '../contract/system.ts';
import { callerOf, demandOperator } from '../platform/auth/index.ts';
import type { Routes } from '../platform/http/routes.ts';
import { backupRoutes } from './backup-routes.ts';
import { readSystem } from './read-system.ts';

/** How the installation is, and its backups: for who runs it (`operator`). */
export const systemRoutes: Routes = (app, platform) => {
  app.get(
    '/api/system',
    {
      config: { permission: 'signed-in' },
      schema: { tags: ['system'], summary: 'How the installation is', response: { 200: systemSchema } },
    },
    async (request) => {
      await demandOperator(platform, callerOf(request));
      return readSystem(platform);
    },
  );
  backupRoutes(app, platform);
};
