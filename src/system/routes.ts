import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { backupsSchema, systemSchema } from '../contract/system.ts';
import { callerOf, demandOperator } from '../platform/auth/index.ts';
import { orThrow } from '../platform/errors.ts';
import type { Routes } from '../platform/http/routes.ts';
import { backupsOf } from './backups.ts';
import { readSystem } from './read-system.ts';

const tags = ['system'];
const config = { permission: 'signed-in' } as const;
const started = Type.Object({ backup: Type.String() });

/** How the installation is, and its backups: for who runs it (`operator`). An archive is taken from its folder, never from here. */
export const systemRoutes: Routes = (app, platform) => {
  const backups = backupsOf(platform);
  app.addHook('preClose', () => backups.stop());
  const demand = (request: FastifyRequest) => demandOperator(platform, callerOf(request));

  app.get(
    '/api/system',
    { config, schema: { tags, summary: 'How the installation is', response: { 200: systemSchema } } },
    async (request) => {
      await demand(request);
      return readSystem(platform);
    },
  );

  app.get(
    '/api/system/backups',
    { config, schema: { tags, summary: 'Backups, newest first', response: { 200: backupsSchema } } },
    async (request) => {
      await demand(request);
      return backups.view();
    },
  );

  app.post(
    '/api/system/backups',
    {
      config,
      schema: {
        tags,
        summary: 'Make a backup of all shops into the folder of SHUKE_BACKUPS',
        response: { 202: started },
      },
    },
    async (request, reply) => {
      await demand(request);
      const backup = orThrow(await backups.start());
      platform.log.info({ backup, by: callerOf(request).actor }, 'a backup begins');
      return reply.code(202).send({ backup });
    },
  );

  app.post(
    '/api/system/backups/:backup/verification',
    {
      config,
      schema: {
        tags,
        params: Type.Object({ backup: Type.String({ maxLength: 100 }) }),
        summary: 'Read a backup to its end and hold it to its checksums',
        response: { 202: started },
      },
    },
    async (request, reply) => {
      await demand(request);
      return reply.code(202).send({ backup: orThrow(await backups.verify(request.params.backup)) });
    },
  );
};
