import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { backupsSchema, scheduleSchema } from '../contract/system.ts';
import { recordAct } from '../domains/compliance/index.ts';
import { callerOf, demandOperator, listAllShops } from '../platform/auth/index.ts';
import { withShop } from '../platform/db/postgres.ts';
import { orThrow, ProblemError } from '../platform/errors.ts';
import type { HttpApp, Routes } from '../platform/http/routes.ts';
import type { Platform } from '../platform/platform.ts';
import { zoneOf } from '../platform/zone.ts';
import { deleteBackup, findWhole } from './backup-files.ts';
import { noFolder, noSuchBackup, noSuchZone } from './backup-problems.ts';
import { type Backups, backupsOf } from './backups.ts';
import { writeFailure, writeSchedule } from './schedule-file.ts';

const tags = ['system'];
const config = { permission: 'signed-in' } as const;
const started = Type.Object({ backup: Type.String() });
const params = Type.Object({ backup: Type.String({ maxLength: 100 }) });

/** Backups of the installation, for its operator. Every act on one is in the audit log of every shop it holds. */
export const backupRoutes: Routes = (app, platform) => {
  const backups = backupsOf(platform);
  app.addHook('preClose', () => backups.stop());
  makingRoutes(app, platform, backups);
  takingRoutes(app, platform);
  scheduleRoutes(app, platform, backups);
};

function makingRoutes(app: HttpApp, platform: Platform, backups: Backups): void {
  app.get(
    '/api/system/backups',
    { config, schema: { tags, summary: 'Backups, newest first', response: { 200: backupsSchema } } },
    async (request) => {
      await demand(platform, request);
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
      await demand(platform, request);
      const { backup } = orThrow(backups.start());
      await noteAct(platform, request, { act: 'system.back-up', backup });
      return reply.code(202).send({ backup });
    },
  );

  app.post(
    '/api/system/backups/:backup/verification',
    {
      config,
      schema: {
        ...{ tags, params },
        summary: 'Read a backup to its end and hold it to its checksums',
        response: { 202: started },
      },
    },
    async (request, reply) => {
      await demand(platform, request);
      const { backup } = orThrow(await backups.verify(request.params.backup));
      return reply.code(202).send({ backup });
    },
  );
}

function takingRoutes(app: HttpApp, platform: Platform): void {
  app.get(
    '/api/system/backups/:backup/file',
    {
      config,
      schema: {
        ...{ tags, params },
        summary: 'A backup as a file',
        description:
          'All shops. Personal fields in it open only with the master key, which is not in it. Who took it is in the audit log of every shop before the first byte.',
        produces: ['application/octet-stream'],
      },
    },
    async (request, reply) => {
      await demand(platform, request);
      const folder = folderOf(platform);
      const found = await findWhole(folder, request.params.backup);
      if (found === undefined) throw new ProblemError(noSuchBackup);
      const { backup, bytes } = found;
      await noteAct(platform, request, { act: 'system.take-backup', backup });
      reply.type('application/octet-stream').header('content-length', bytes);
      reply.header('content-disposition', `attachment; filename="${backup}"`);
      return reply.send(createReadStream(join(folder, backup)));
    },
  );

  app.delete(
    '/api/system/backups/:backup',
    {
      config,
      schema: {
        ...{ tags, params },
        summary: 'Delete a backup, or what is left of one that broke off',
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      await demand(platform, request);
      const { backup } = request.params;
      if (!(await deleteBackup(folderOf(platform), backup))) throw new ProblemError(noSuchBackup);
      await noteAct(platform, request, { act: 'system.delete-backup', backup });
      return reply.code(204).send(null);
    },
  );
}

function scheduleRoutes(app: HttpApp, platform: Platform, backups: Backups): void {
  app.put(
    '/api/system/backups/schedule',
    {
      config,
      schema: {
        tags,
        body: scheduleSchema,
        summary: 'Have a backup made every day',
        description:
          'One that was due while nothing ran is made at the next start. Those made by hand are never deleted.',
        response: { 200: backupsSchema },
      },
    },
    async (request) => {
      await demand(platform, request);
      if (!isZone(request.body.time_zone)) throw new ProblemError(noSuchZone);
      await writeSchedule(folderOf(platform), {
        ...request.body,
        set_at: platform.clock.now().toISOString(),
      });
      return backups.view();
    },
  );

  app.delete(
    '/api/system/backups/schedule',
    {
      config,
      schema: {
        tags,
        summary: 'Have no more daily backups made; those there are stay',
        response: { 200: backupsSchema },
      },
    },
    async (request) => {
      await demand(platform, request);
      const folder = folderOf(platform);
      await writeSchedule(folder, undefined);
      await writeFailure(folder, undefined);
      return backups.view();
    },
  );
}

const demand = (platform: Platform, request: FastifyRequest) => demandOperator(platform, callerOf(request));

function folderOf({ config: { backups } }: Platform): string {
  if (backups === undefined) throw new ProblemError(noFolder);
  return backups;
}

function isZone(name: string): boolean {
  try {
    return zoneOf(name).name === name;
  } catch {
    return false;
  }
}

interface BackupAct {
  readonly act: string;
  readonly backup: string;
}

/** An archive holds every shop, so each shop's log has it: none of them can be read behind its owner's back. */
async function noteAct(
  platform: Platform,
  request: FastifyRequest,
  { act, backup }: BackupAct,
): Promise<void> {
  const { actor } = callerOf(request);
  platform.log.info({ backup, by: actor, act }, 'a backup is handled');
  for (const { shopId } of await listAllShops(platform.db))
    await withShop(platform.db, shopId, (tx) =>
      recordAct(tx, { shopId, actor, act, subject: `backup:${backup}` }),
    );
}
