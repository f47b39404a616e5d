import { Type } from 'typebox';
import { customerIdSchema, mergeAnswer } from '../../../contract/customer.ts';
import { keepRequest, quarantinePage, releasePreview, releaseRequest } from '../../../contract/quarantine.ts';
import { slugSchema } from '../../../contract/shops.ts';
import { orThrow } from '../../../platform/errors.ts';
import { pageQuery, readCursor, writeCursor } from '../../../platform/http/cursor.ts';
import type { HttpApp } from '../../../platform/http/routes.ts';
import type { Platform } from '../../../platform/platform.ts';
import { asking, changing, ofShop } from '../asking.ts';
import { presentMerged, presentReleasePreview } from '../identity/present-merge.ts';
import { listQuarantined } from './list-quarantined.ts';
import { quarantineStates } from './quarantine-store.ts';
import { keepQuarantined, previewRelease, releaseQuarantined } from './release-quarantined.ts';

const all = '/api/shops/:shop/customers/quarantine';
const one = `${all}/:person`;
const config = { permission: 'customers:merge' } as const;
const params = Type.Object({ shop: slugSchema, person: customerIdSchema });

/** Values that join nobody, because they would join too many; staff may decide otherwise. */
export function quarantineRoutes(app: HttpApp, platform: Platform): void {
  lookRoutes(app, platform);
  decisionRoutes(app, platform);
}

function lookRoutes(app: HttpApp, platform: Platform): void {
  app.get(
    all,
    {
      config,
      schema: {
        ...ofShop('Quarantined values, masked'),
        querystring: Type.Object({
          state: Type.Enum([...quarantineStates], {
            default: 'open',
            description: 'open: nobody looked at them yet; kept: staff did, and left them so',
          }),
          ...pageQuery,
        }),
        response: { 200: quarantinePage },
      },
    },
    async (request) =>
      asking(platform, request, async (it) => {
        const { cursor, limit, state } = request.query;
        const place = { platform, shopId: it.shopId, list: `quarantine ${state}` };
        const [after] = orThrow(readCursor(place, cursor)) ?? [];
        const page = { state, limit, after: after === undefined ? undefined : Number(after) };
        const quarantined = await listQuarantined(it.tx, { ...it, ...page });
        const last = quarantined.length === limit ? quarantined.at(-1) : undefined;
        return { quarantined, next_cursor: last ? writeCursor(place, [last.person_id]) : null };
      }),
  );

  app.get(
    one,
    {
      config,
      schema: {
        ...ofShop('Whom letting a quarantined value out would join; changes nothing'),
        params,
        response: { 200: releasePreview },
      },
    },
    async (request) =>
      asking(platform, request, async ({ tx, shopId }) =>
        presentReleasePreview(orThrow(await previewRelease(tx, shopId, request.params.person))),
      ),
  );
}

function decisionRoutes(app: HttpApp, platform: Platform): void {
  app.post(
    `${one}/release`,
    {
      config,
      schema: {
        ...ofShop('Let a value out: whom it was named with becomes one customer; unmerge undoes it'),
        params,
        body: releaseRequest,
        response: { 200: mergeAnswer },
      },
    },
    async (request) => {
      const { person: personId } = request.params;
      const { reason, lift_never: liftNever } = request.body;
      return changing(platform, request, async ({ tx, shopId, actor: by }) =>
        presentMerged(orThrow(await releaseQuarantined(tx, { shopId, personId, by, reason, liftNever }))),
      );
    },
  );

  app.post(
    `${one}/keep`,
    {
      config,
      schema: {
        ...ofShop('Leave a value quarantined, and take it off the list of open ones'),
        params,
        body: keepRequest,
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      const { person: personId } = request.params;
      const { reason } = request.body;
      await asking(platform, request, async ({ tx, shopId, actor: by, now }) =>
        orThrow(await keepQuarantined(tx, { shopId, personId, by, reason, now })),
      );
      return reply.code(204).send(null);
    },
  );
}
