import { Type } from 'typebox';
import { contactCap } from '../../contract/consent.ts';
import type { HttpApp } from '../../platform/http/routes.ts';
import type { Platform } from '../../platform/platform.ts';
import { all, asking, ofShop, reading, writing } from './asking.ts';
import { readCaps, replaceCaps } from './contacts/cap-store.ts';
import { changeHoldout, readHoldout } from './holdout/holdout-store.ts';
import { recordAct } from './record-act.ts';

const capsBody = Type.Object(
  { caps: Type.Array(contactCap, { maxItems: 100 }) },
  { additionalProperties: false },
);

const holdoutBody = Type.Object(
  {
    share: Type.Integer({ minimum: 0, maximum: 10_000, description: 'Hundredths of a per cent: 500 = 5 %' }),
  },
  { additionalProperties: false },
);

/** A shop's caps of contacts and its universal holdout. */
export function settingsRoutes(app: HttpApp, platform: Platform): void {
  capRoutes(app, platform);
  holdoutRoutes(app, platform);
}

function capRoutes(app: HttpApp, platform: Platform): void {
  const url = `${all}/contact-caps`;
  app.get(
    url,
    {
      config: reading,
      schema: { ...ofShop('How often anybody may be contacted at most'), response: { 200: capsBody } },
    },
    async (request) =>
      asking(platform, request, async ({ tx, shopId }) => ({ caps: await readCaps(tx, shopId) })),
  );
  app.put(
    url,
    {
      config: writing,
      schema: { ...ofShop('Set all caps of contacts'), body: capsBody, response: { 200: capsBody } },
    },
    async (request) =>
      asking(platform, request, async ({ tx, shopId, actor }) => {
        const { caps } = request.body;
        await replaceCaps(tx, shopId, caps);
        const subject = `shop:${shopId}`;
        await recordAct(tx, { shopId, actor, act: 'compliance.set-caps', subject, details: { caps } });
        return { caps: await readCaps(tx, shopId) };
      }),
  );
}

function holdoutRoutes(app: HttpApp, platform: Platform): void {
  const url = `${all}/holdout`;
  app.get(
    url,
    {
      config: reading,
      schema: { ...ofShop('Share of customers held out of everything'), response: { 200: holdoutBody } },
    },
    async (request) =>
      asking(platform, request, async ({ tx, shopId }) => ({ share: (await readHoldout(tx, shopId)).share })),
  );
  app.put(
    url,
    {
      config: writing,
      schema: { ...ofShop('Set the share held out'), body: holdoutBody, response: { 200: holdoutBody } },
    },
    async (request) =>
      asking(platform, request, async ({ tx, shopId, actor }) => {
        const { share } = await changeHoldout(tx, shopId, request.body.share);
        const [act, subject] = ['compliance.set-holdout', `shop:${shopId}`];
        await recordAct(tx, { shopId, actor, act, subject, details: { share } });
        return { share };
      }),
  );
}
