import { Type } from 'typebox';
import { contactCap, quietHours } from '../../contract/consent.ts';
import { ProblemError, problem } from '../../platform/errors.ts';
import type { HttpApp } from '../../platform/http/routes.ts';
import type { Platform } from '../../platform/platform.ts';
import { type Asking, all, asking, ofShop, reading, writing } from './asking.ts';
import { readCaps, replaceCaps } from './contacts/cap-store.ts';
import { readContactSettings, setQuietHours } from './contacts/quiet-hours-store.ts';
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

const quietBody = Type.Object(
  { quiet_hours: Type.Union([quietHours, Type.Null()], { description: 'null: never quiet' }) },
  { additionalProperties: false },
);

/** A shop's caps of contacts, its quiet hours and its universal holdout. */
export function settingsRoutes(app: HttpApp, platform: Platform): void {
  capRoutes(app, platform);
  quietRoutes(app, platform);
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

function quietRoutes(app: HttpApp, platform: Platform): void {
  const url = `${all}/quiet-hours`;
  const show = async ({ tx, shopId }: Pick<Asking, 'tx' | 'shopId'>) => ({
    quiet_hours: (await readContactSettings(tx, shopId)).quietHours,
  });
  app.get(
    url,
    {
      config: reading,
      schema: {
        ...ofShop('When nobody is contacted but for what they ordered'),
        response: { 200: quietBody },
      },
    },
    async (request) => asking(platform, request, show),
  );
  app.put(
    url,
    {
      config: writing,
      schema: { ...ofShop('Set the quiet hours'), body: quietBody, response: { 200: quietBody } },
    },
    async (request) =>
      asking(platform, request, async (it) => {
        const { tx, shopId, actor } = it;
        const hours = request.body.quiet_hours;
        if (hours !== null && hours.from === hours.until) throw new ProblemError(noTime);
        await setQuietHours(tx, shopId, hours);
        const [act, subject] = ['compliance.set-quiet-hours', `shop:${shopId}`];
        await recordAct(tx, { shopId, actor, act, subject, details: { quiet_hours: hours } });
        return show(it);
      }),
  );
}

const noTime = problem('no-quiet-time', 422, {
  zh: '免打扰时段的起止时间相同；不需要时请设为 null',
  en: 'The quiet hours end when they begin; null means none',
});
