import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { type DeskView, deskView, newSavedView, newSetting } from '../../../contract/desk.ts';
import { slugSchema } from '../../../contract/shops.ts';
import { callerOf, shopOf } from '../../../platform/auth/index.ts';
import { type Tx, withShop } from '../../../platform/db/postgres.ts';
import { ProblemError, problem } from '../../../platform/errors.ts';
import type { HttpApp } from '../../../platform/http/routes.ts';
import type { Platform } from '../../../platform/platform.ts';
import { personalKindOf } from '../../compliance/index.ts';
import { type Desk, deleteView, readSettings, readViews, writeSetting, writeView } from './desk-store.ts';

const all = '/api/shops/:shop/desk';
const config = { permission: 'shop:read' } as const;
const tags = ['desk'];
const params = Type.Object({ shop: slugSchema });
const settingName = Type.String({ pattern: '^[a-z][a-z0-9.-]{0,62}$' });
const response = { 200: deskView };

/** What the caller keeps in a shop. Each write answers the desk as it is then. */
export function deskRoutes(app: HttpApp, platform: Platform): void {
  const at = (request: FastifyRequest, work: (tx: Tx, desk: Desk) => Promise<unknown>): Promise<DeskView> => {
    const desk = { shopId: shopOf(request).shopId, staff: callerOf(request).actor };
    return withShop(platform.db, desk.shopId, async (tx) => {
      await work(tx, desk);
      return show(tx, desk);
    });
  };

  app.get(
    all,
    { config, schema: { tags, params, summary: 'Settings and saved views of the caller', response } },
    async (request) => at(request, async () => undefined),
  );

  app.put(
    `${all}/settings/:setting`,
    {
      config,
      schema: {
        ...{ tags, summary: 'Keep a setting of a screen: up to 8 kB of JSON', body: newSetting, response },
        params: Type.Object({ shop: slugSchema, setting: settingName }),
      },
    },
    async (request) =>
      at(request, async (tx, desk) => {
        const { value } = request.body;
        refusePersonal(JSON.stringify(value ?? null));
        const length = JSON.stringify(value ?? null).length;
        if (length > 8000 || !(await writeSetting(tx, desk, { name: request.params.setting, value })))
          throw new ProblemError(tooMuch);
      }),
  );

  app.post(
    `${all}/views`,
    {
      config,
      schema: { tags, params, summary: 'Save a view of a list under a name', body: newSavedView, response },
    },
    async (request) => {
      const { name, query } = request.body;
      refusePersonal(
        `${name} ${new URLSearchParams(query)} ${[...new URLSearchParams(query).values()].join(' ')}`,
      );
      return at(request, (tx, desk) => writeView(tx, desk, request.body));
    },
  );

  app.delete(
    `${all}/views/:view`,
    {
      config,
      schema: {
        ...{ tags, summary: "Delete a saved view of one's own", response },
        params: Type.Object({ shop: slugSchema, view: Type.Integer({ minimum: 1 }) }),
      },
    },
    async (request) =>
      at(request, async (tx, desk) => {
        if (!(await deleteView(tx, desk, request.params.view))) throw new ProblemError(noSuchView);
      }),
  );
}

async function show(tx: Tx, desk: Desk): Promise<DeskView> {
  const views = await readViews(tx, desk);
  return {
    settings: await readSettings(tx, desk),
    views: views.map(({ viewId, ...view }) => ({ view_id: viewId, ...view })),
  };
}

/** What stands here is shown to colleagues and in addresses, and is not sealed. */
function refusePersonal(text: string): void {
  if (personalKindOf(text) !== undefined) throw new ProblemError(personal);
}

const personal = problem('personal-value', 422, {
  zh: '请勿在此填写手机号、邮箱、证件号等个人信息',
  en: 'No phone number, e-mail address, ID number or other personal value may stand here',
});

const tooMuch = problem('setting-too-large', 413, {
  zh: '设置过大或过多 (每项至多 8 kB，至多 100 项)',
  en: 'Too much for a setting: at most 8 kB each, and 100 of them',
});

const noSuchView = problem('no-such-view', 404, {
  zh: '没有这个视图，或不是您保存的',
  en: 'There is no such saved view, or somebody else saved it',
});
