import { Type } from 'typebox';
import { actorName } from '../../contract/actors.ts';
import { slugSchema } from '../../contract/shops.ts';
import { shopOf, withActorNames } from '../../platform/auth/index.ts';
import { withShop } from '../../platform/db/postgres.ts';
import { orThrow } from '../../platform/errors.ts';
import { pageQuery, readCursor, writeCursor } from '../../platform/http/cursor.ts';
import type { HttpApp, Routes } from '../../platform/http/routes.ts';
import type { Platform } from '../../platform/platform.ts';
import { verifyRoutes } from './audit/verify-route.ts';
import { consentRoutes } from './consents/routes.ts';
import { contactRoutes } from './contacts/routes.ts';
import type { ComplianceHandlers } from './handlers.ts';
import { type AuditEntry, readAuditLog } from './read-audit-log.ts';
import { requestRoutes } from './requests/routes.ts';
import { settingsRoutes } from './settings-routes.ts';

const entryView = Type.Object({
  entry_id: Type.Integer(),
  at: Type.String({ format: 'date-time' }),
  actor: Type.String(),
  actor_name: actorName,
  act: Type.String(),
  subject: Type.String(),
  subject_name: actorName,
  reason: Type.Union([Type.String(), Type.Null()]),
  details: Type.Record(Type.String(), Type.Unknown()),
  seq: Type.Union([Type.Integer(), Type.Null()], { description: 'Place in the chain of the shop' }),
  hash: Type.Union([Type.String(), Type.Null()], { description: 'SHA-256 of the chain up to here, hex' }),
});

const querystring = Type.Object({
  ...pageQuery,
  subject: Type.Optional(Type.String({ maxLength: 100, description: 'Such as customer:12' })),
  act: Type.Optional(Type.String({ maxLength: 100, description: 'Such as customers.unmask' })),
  actor: Type.Optional(Type.String({ maxLength: 100, description: 'Such as user:<id>' })),
  from: Type.Optional(Type.String({ format: 'date', description: 'First shop day' })),
  to: Type.Optional(Type.String({ format: 'date', description: 'Last shop day' })),
});

const page = Type.Object({
  entries: Type.Array(entryView),
  next_cursor: Type.Union([Type.String(), Type.Null()]),
});

const presentEntry = ({ at, ...rest }: AuditEntry) => ({ ...rest, at: at.toISOString() });

/** Compliance over HTTP: the audit log first, for those who watch the watchers. */
export const complianceRoutes =
  (handlers: ComplianceHandlers): Routes =>
  (app, platform) => {
    auditRoutes(app, platform);
    verifyRoutes(app, platform);
    consentRoutes(app, platform, handlers);
    contactRoutes(app, platform, handlers);
    settingsRoutes(app, platform);
    requestRoutes(app, platform, handlers);
  };

const auditRoutes = (app: HttpApp, platform: Platform) => {
  app.get(
    '/api/shops/:shop/compliance/audit-log',
    {
      config: { permission: 'audit:read' },
      schema: {
        tags: ['compliance'],
        summary: 'Who looked at or changed what, newest first',
        params: Type.Object({ shop: slugSchema }),
        querystring,
        response: { 200: page },
      },
    },
    async (request) => {
      const { shopId, timeZone } = shopOf(request);
      const { cursor, limit, ...asked } = request.query;
      const place = { platform, shopId, list: `audit-log ${JSON.stringify(asked)}` };
      const [before] = orThrow(readCursor(place, cursor)) ?? [];
      const ask = { ...asked, timeZone, before: before as number | undefined, limit };
      const rows = await withShop(platform.db, shopId, (tx) => readAuditLog(tx, shopId, ask));
      const last = rows.length === limit ? rows.at(-1) : undefined;
      const next_cursor = last === undefined ? null : writeCursor(place, [last.entry_id]);
      const acted = await withActorNames(platform, request, { field: 'actor', rows: rows.map(presentEntry) });
      return {
        entries: await withActorNames(platform, request, { field: 'subject', rows: acted }),
        next_cursor,
      };
    },
  );
};
