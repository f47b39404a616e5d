import { Type } from 'typebox';
import {
  memberAsk,
  memberConsent,
  memberHeaders,
  memberLanguage,
  memberLinkAsk,
  memberLinkView,
  memberPlusCancel,
  memberRead,
  memberSigned,
  memberTaken,
  memberTaking,
  memberView,
} from '../../contract/member.ts';
import { slugSchema } from '../../contract/shops.ts';
import { callerOf, shopOf } from '../../platform/auth/index.ts';
import { withShop } from '../../platform/db/postgres.ts';
import { orThrow } from '../../platform/errors.ts';
import { fewAtATime } from '../../platform/few-at-a-time.ts';
import type { HttpApp, Routes } from '../../platform/http/routes.ts';
import type { Platform } from '../../platform/platform.ts';
import { shopDay } from '../analytics/index.ts';
import {
  type ComplianceHandlers,
  giveConsent,
  readPersonRequests,
  recordOwnRequest,
} from '../compliance/index.ts';
import { earnForDeed } from '../loyalty/index.ts';
import { markRead } from '../messaging/index.ts';
import { cancelOwn } from './cancel-own.ts';
import { makeLink } from './make-link.ts';
import { asMember } from './member-of.ts';
import { SIGN_IN } from './show-loyalty.ts';
import { showMember } from './show-member.ts';
import { takeItem } from './take-item.ts';

const tags = ['member'];
/** Open to whoever has a token: asMember reads it. */
const config = { permission: 'public' } as const;
const byToken = (summary: string) => ({ tags, summary, headers: memberHeaders });

/** The page of a member. `handlers`: what consents and requests ask of the domains beside compliance. */
export const memberRoutes =
  (handlers: ComplianceHandlers): Routes =>
  (app, platform) => {
    linkRoute(app, platform);
    showRoute(app, platform);
    signInRoute(app, platform);
    takeRoute(app, platform);
    readRoute(app, platform);
    cancelRoute(app, platform);
    rightsRoutes(app, platform, handlers);
  };

function linkRoute(app: HttpApp, platform: Platform): void {
  app.post(
    '/api/shops/:shop/member/links',
    {
      config: { permission: 'members:link' },
      schema: {
        ...{ tags, summary: 'A link that opens the page of a customer for a while' },
        params: Type.Object({ shop: slugSchema }),
        ...{ body: memberLinkAsk, response: { 200: memberLinkView } },
      },
    },
    async (request) => {
      const { shopId } = shopOf(request);
      const { customer: customerId, minutes = 30 } = request.body;
      const by = callerOf(request).actor;
      const { expiresAt, ...link } = await withShop(platform.db, shopId, async (tx) =>
        orThrow(await makeLink(tx, platform, { shopId, customerId, minutes, by })),
      );
      return { ...link, expires_at: expiresAt.toISOString() };
    },
  );
}

/**
 * Pages at a time; the others wait. A page is some 25 statements on one connection, 4 ms on one that knows them. The first on a
 * new one takes PostgreSQL seven times as long: a rush that opened twenty of them was longer for it.
 */
const PAGES = 4;

function showRoute(app: HttpApp, platform: Platform): void {
  const inLine = fewAtATime(PAGES);
  app.get(
    '/api/member',
    {
      config,
      schema: {
        ...byToken('What the page of a member shows'),
        ...{ querystring: memberLanguage, response: { 200: memberView } },
      },
    },
    async (request) =>
      inLine(() =>
        asMember(platform, request, (member) => showMember(member, request.query.language ?? 'zh')),
      ),
  );
}

function signInRoute(app: HttpApp, platform: Platform): void {
  app.post(
    '/api/member/sign-in',
    {
      config,
      schema: {
        ...byToken('Sign in for today: a deed of the rules, once a day'),
        response: { 200: memberSigned },
      },
    },
    async (request) =>
      asMember(platform, request, async ({ tx, shopId, shop, customerId, now }) => {
        const { timeZone } = shop;
        const key = `sign-in:${customerId}:${shopDay(now, shop)}`;
        const deed = { shopId, timeZone, personId: customerId, deed: SIGN_IN, key, by: 'member', now };
        const { points, again = false } = orThrow(await earnForDeed(tx, deed));
        return { points, again };
      }),
  );
}

function takeRoute(app: HttpApp, platform: Platform): void {
  app.post(
    '/api/member/redeem',
    {
      config,
      schema: {
        ...byToken('Exchange points for one item of the mall, once per key'),
        ...{ body: memberTaking, response: { 200: memberTaken } },
      },
    },
    async (request) =>
      asMember(platform, request, async (member) => {
        const { item_id: itemId, key } = request.body;
        const { redemptionId, again } = orThrow(await takeItem(member, { itemId, key }));
        return { redemption_id: redemptionId, again };
      }),
  );
}

function cancelRoute(app: HttpApp, platform: Platform): void {
  app.post(
    '/api/member/plus/cancel',
    {
      config,
      schema: {
        ...byToken('Renew the paid membership no more; what is paid runs to its end'),
        ...{ body: memberPlusCancel, response: { 204: Type.Null() } },
      },
    },
    async (request, reply) => {
      await asMember(platform, request, (member) => cancelOwn(member, request.body.subscription_id));
      return reply.code(204).send(null);
    },
  );
}

function readRoute(app: HttpApp, platform: Platform): void {
  app.post(
    '/api/member/inbox/read',
    {
      config,
      schema: {
        ...byToken('The member opened these messages'),
        body: memberRead,
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      await asMember(platform, request, ({ tx, shopId, personIds, now }) =>
        markRead(tx, shopId, { personIds, messageIds: request.body.message_ids, now }),
      );
      return reply.code(204).send(null);
    },
  );
}

function rightsRoutes(app: HttpApp, platform: Platform, handlers: ComplianceHandlers): void {
  app.post(
    '/api/member/consents',
    {
      config,
      schema: {
        ...byToken('Give or withdraw a consent, or object'),
        ...{ body: memberConsent, response: { 204: Type.Null() } },
      },
    },
    async (request, reply) => {
      const { purpose, channel = 'any', allowed } = request.body;
      await asMember(platform, request, async ({ tx, keys, shopId, customerId, now }) => {
        const consent = {
          ...{ purpose, channel, state: allowed ? ('granted' as const) : ('withdrawn' as const) },
          ...{ source: 'screen' as const, evidence: { screen: 'member-page' } },
        };
        orThrow(await giveConsent(tx, handlers, { keys, shopId, customerId, consent, actor: 'member', now }));
      });
      return reply.code(204).send(null);
    },
  );
  app.post(
    '/api/member/requests',
    {
      config: { ...config, rateLimit: { max: 10, timeWindow: 60_000 } },
      schema: {
        ...byToken(
          'Ask for a copy of the data held, or for its deletion; staff answer it within 15 working days',
        ),
        ...{ body: memberAsk, response: { 204: Type.Null() } },
      },
    },
    async (request, reply) => {
      await asMember(platform, request, async ({ tx, shopId, customerId, personIds, now }) => {
        const asked = { shopId, actor: 'member', customerId, request: request.body, now };
        // What staff recorded for them is open too; two presses at once are told apart by the key of what is stored.
        const open = (await readPersonRequests(tx, shopId, personIds)).filter((it) => it.state === 'open');
        if (open.some(({ kind }) => kind === request.body.kind)) return;
        orThrow(await recordOwnRequest(tx, handlers, asked));
      });
      return reply.code(204).send(null);
    },
  );
}
