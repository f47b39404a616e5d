import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import {
  type ConsentsView,
  consentsView,
  contactChannels,
  newConsent,
  newNotice,
  noticeView,
  purposeCodes,
  refusals,
} from '../../../contract/consent.ts';
import { withActorNames } from '../../../platform/auth/index.ts';
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
    async (request) => {
      const view = await asking(platform, request, async ({ tx, shopId }) => {
        const { customer: id } = request.params;
        const personIds = orThrow(await handlers.findPersons(tx, shopId, id));
        return showConsents(tx, shopId, { id, personIds });
      });
      return withRecorders(platform, request, view);
    },
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
    async (request) => {
      const view = await asking(platform, request, async ({ tx, ...it }) =>
        orThrow(
          await giveConsent(tx, handlers, {
            ...{ ...it, customerId: request.params.customer, consent: request.body },
          }),
        ),
      );
      return withRecorders(platform, request, view);
    },
  );
}

async function withRecorders(platform: Platform, request: FastifyRequest, view: ConsentsView) {
  const history = await withActorNames(platform, request, { field: 'recorded_by', rows: view.history });
  return { ...view, history };
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
    async (request) => {
      const read = await asking(platform, request, ({ tx, shopId }) => readNotices(tx, shopId));
      return { notices: await withPublishers(platform, request, read) };
    },
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
    async (request) => {
      const made = await asking(platform, request, async ({ tx, shopId, actor }) => {
        const published = await publishNotice(tx, shopId, { ...request.body, by: actor });
        const subject = `notice:${published.notice}:${published.version}`;
        await recordAct(tx, { shopId, actor, act: 'compliance.publish-notice', subject });
        return published;
      });
      const [shown] = await withPublishers(platform, request, [made]);
      return shown!;
    },
  );
}

const withPublishers = (platform: Platform, request: FastifyRequest, notices: readonly Notice[]) =>
  withActorNames(platform, request, { field: 'published_by', rows: notices.map(presentNotice) });

const presentNotice = ({ text_zh: zh, text_en: en, published_at, ...rest }: Notice) => ({
  ...{ ...rest, text: { zh, en } },
  published_at: published_at.toISOString(),
});
