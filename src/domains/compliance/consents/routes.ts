import { Type } from 'typebox';
import {
  consentsView,
  contactChannels,
  newConsent,
  newNotice,
  noticeView,
  purposeCodes,
  refusals,
} from '../../../contract/consent.ts';
import { orThrow } from '../../../platform/errors.ts';
import type { HttpApp } from '../../../platform/http/routes.ts';
import type { Platform } from '../../../platform/platform.ts';
import { all, asking, ofCustomer, ofShop, one, reading, writing } from '../asking.ts';
import type { ComplianceHandlers } from '../handlers.ts';
import { recordAct } from '../record-act.ts';
import { giveConsent } from './give-consent.ts';
import { mayContact, mayProfile, type ProfilePurpose } from './may-use.ts';
import { type Notice, publishNotice, readNotices } from './notice-store.ts';
import { showConsents } from './show-consents.ts';

/** What people consented to, and the one gate. */
export function consentRoutes(app: HttpApp, platform: Platform, handlers: ComplianceHandlers): void {
  showRoute(app, platform, handlers);
  gateRoute(app, platform, handlers);
  noticeRoutes(app, platform);
}

function showRoute(app: HttpApp, platform: Platform, handlers: ComplianceHandlers): void {
  app.get(
    `${one}/consents`,
    {
      config: reading,
      schema: {
        ...ofCustomer('What a customer consented to, what stands of it, and its history'),
        response: { 200: consentsView },
      },
    },
    async (request) =>
      asking(platform, request, async ({ tx, shopId }) => {
        const { customer: id } = request.params;
        const personIds = orThrow(await handlers.findPersons(tx, shopId, id));
        return showConsents(tx, shopId, { id, personIds });
      }),
  );

  app.post(
    `${one}/consents`,
    {
      config: writing,
      schema: {
        ...ofCustomer('Record a consent given or withdrawn, with its evidence'),
        body: newConsent,
        response: { 200: consentsView },
      },
    },
    async (request) =>
      asking(platform, request, async ({ tx, ...it }) =>
        orThrow(
          await giveConsent(tx, handlers, {
            ...{ ...it, customerId: request.params.customer, consent: request.body },
          }),
        ),
      ),
  );
}

/** Purposes that concern no contact are asked without a channel. */
function gateRoute(app: HttpApp, platform: Platform, handlers: ComplianceHandlers): void {
  app.get(
    `${one}/permission`,
    {
      config: reading,
      schema: {
        ...ofCustomer('Whether a customer may be contacted, or profiled, for a purpose'),
        querystring: Type.Object({
          purpose: Type.Enum([...purposeCodes], { default: 'profiling' }),
          channel: Type.Optional(Type.Enum([...contactChannels])),
        }),
        response: {
          200: Type.Object({
            allowed: Type.Boolean(),
            reason: Type.Union([Type.Enum([...refusals]), Type.Null()]),
          }),
        },
      },
    },
    async (request) =>
      asking(platform, request, async ({ tx, shopId, now }) => {
        const { customer: id } = request.params;
        const { channel, purpose } = request.query;
        const subjects = [{ id, personIds: orThrow(await handlers.findPersons(tx, shopId, id)) }];
        const answers =
          channel === undefined
            ? await mayProfile(tx, { shopId, subjects, purpose: purpose as ProfilePurpose })
            : await mayContact(tx, { shopId, subjects, channel, purpose, now });
        const answer = answers.get(id)!;
        return { allowed: answer.allowed, reason: answer.allowed ? null : answer.reason };
      }),
  );
}

function noticeRoutes(app: HttpApp, platform: Platform): void {
  app.get(
    `${all}/notices`,
    {
      config: reading,
      schema: {
        ...ofShop('Wordings of notices, every version'),
        response: { 200: Type.Object({ notices: Type.Array(noticeView) }) },
      },
    },
    async (request) =>
      asking(platform, request, async ({ tx, shopId }) => ({
        notices: (await readNotices(tx, shopId)).map(presentNotice),
      })),
  );

  app.post(
    `${all}/notices`,
    {
      config: writing,
      schema: {
        ...ofShop('Publish the next version of a notice'),
        body: newNotice,
        response: { 200: noticeView },
      },
    },
    async (request) =>
      asking(platform, request, async ({ tx, shopId, actor }) => {
        const made = await publishNotice(tx, shopId, { ...request.body, by: actor });
        const subject = `notice:${made.notice}:${made.version}`;
        await recordAct(tx, { shopId, actor, act: 'compliance.publish-notice', subject });
        return presentNotice(made);
      }),
  );
}

const presentNotice = ({ text_zh: zh, text_en: en, published_at, ...rest }: Notice) => ({
  ...{ ...rest, text: { zh, en } },
  published_at: published_at.toISOString(),
});
