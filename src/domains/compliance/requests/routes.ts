import { Type } from 'typebox';
import {
  copyRequest,
  erasureAnswer,
  erasureOrder,
  erasurePreviewView,
  newRequest,
  personalCopy,
  requestDecision,
  requestView,
} from '../../../contract/personal-request.ts';
import { slugSchema } from '../../../contract/shops.ts';
import { callerOf, shopOf } from '../../../platform/auth/index.ts';
import { orThrow } from '../../../platform/errors.ts';
import type { HttpApp } from '../../../platform/http/routes.ts';
import type { Platform } from '../../../platform/platform.ts';
import { all, asking, ofCustomer, ofShop, one, reading, writing } from '../asking.ts';
import { type ErasurePreview, erasePerson, previewErasure } from '../erasure/erase-person.ts';
import { copyPersonalData } from '../erasure/show-personal-data.ts';
import type { ComplianceHandlers } from '../handlers.ts';
import { decideRequest, recordRequest } from './decide-request.ts';
import { readRequests, type StoredRequest } from './request-store.ts';

/** Requests of the person concerned, the copy they may have, and their erasure. */
export function requestRoutes(app: HttpApp, platform: Platform, handlers: ComplianceHandlers): void {
  listRoutes(app, platform);
  answerRoutes(app, platform, handlers);
  copyRoute(app, platform, handlers);
  erasureRoutes(app, platform, handlers);
}

const presentRequest = ({ person_ids: _, ...view }: StoredRequest) => view;

function listRoutes(app: HttpApp, platform: Platform): void {
  app.get(
    `${all}/requests`,
    {
      config: reading,
      schema: {
        ...ofShop('Requests of persons concerned: open ones first, soonest due at the top'),
        response: { 200: Type.Object({ requests: Type.Array(requestView) }) },
      },
    },
    async (request) =>
      asking(platform, request, async ({ tx, shopId }) => ({ requests: await readRequests(tx, shopId) })),
  );
}

function answerRoutes(app: HttpApp, platform: Platform, handlers: ComplianceHandlers): void {
  app.post(
    `${one}/requests`,
    {
      config: writing,
      schema: { ...ofCustomer('Record a request'), body: newRequest, response: { 200: requestView } },
    },
    async (request) =>
      asking(platform, request, async ({ tx, ...by }) => {
        const asked = { ...by, customerId: request.params.customer, request: request.body };
        return presentRequest(orThrow(await recordRequest(tx, handlers, asked)));
      }),
  );

  app.post(
    `${all}/requests/:request/decision`,
    {
      config: writing,
      schema: {
        tags: ['compliance'],
        summary: 'Close a request; restriction and withdrawal take effect with it',
        params: Type.Object({ shop: slugSchema, request: Type.Integer({ minimum: 1 }) }),
        body: requestDecision,
        response: { 200: requestView },
      },
    },
    async (request) =>
      asking(platform, request, async ({ tx, ...by }) => {
        const decided = { ...by, requestId: request.params.request, decision: request.body };
        return presentRequest(orThrow(await decideRequest(tx, handlers, decided)));
      }),
  );
}

function copyRoute(app: HttpApp, platform: Platform, handlers: ComplianceHandlers): void {
  app.post(
    `${one}/personal-data`,
    {
      config: { permission: 'export:personal' },
      schema: {
        ...ofCustomer('A copy of everything held on a customer, in clear; on the audit log'),
        body: copyRequest,
        response: { 200: personalCopy },
      },
    },
    async (request) => {
      const { shopId } = shopOf(request);
      const { actor } = callerOf(request);
      const copying = { shopId, actor, customerId: request.params.customer, reason: request.body.reason };
      const copy = orThrow(await copyPersonalData(platform, handlers, copying));
      return { ...copy, person_ids: [...copy.person_ids], data: { ...copy.data } };
    },
  );
}

function erasureRoutes(app: HttpApp, platform: Platform, handlers: ComplianceHandlers): void {
  app.get(
    `${one}/erasure`,
    {
      config: writing,
      schema: {
        ...ofCustomer('What an erasure would take away, and what must stay by which law'),
        response: { 200: erasurePreviewView },
      },
    },
    async (request) => {
      const whose = { shopId: shopOf(request).shopId, customerId: request.params.customer };
      return presentErasure(orThrow(await previewErasure(platform, handlers, whose)));
    },
  );

  app.post(
    `${one}/erasure`,
    {
      config: writing,
      schema: {
        ...ofCustomer('Erase a customer everywhere, with the confirmation of the preview'),
        body: erasureOrder,
        response: { 200: erasureAnswer },
      },
    },
    async (request) => {
      const { shopId } = shopOf(request);
      const order = { ...request.body, shopId, customerId: request.params.customer };
      const done = orThrow(
        await erasePerson(platform, handlers, { ...order, actor: callerOf(request).actor }),
      );
      return { erasure_id: done.erasureId, person_ids: [...done.personIds] };
    },
  );
}

/** As it leaves, over HTTP and on the command line. */
export const presentErasure = (it: ErasurePreview) => ({
  ...{ customer_id: it.customerId, person_ids: [...it.personIds], confirmation: it.confirmation },
  holdings: it.holdings.map(({ stays = null, ...rest }) => ({ ...rest, stays })),
});
