import { Type } from 'typebox';
import {
  messageChange,
  messageDetail,
  messageIdSchema,
  messageList,
  messageQuery,
  messageView,
  newMessage,
  queuedView,
} from '../../../contract/messaging.ts';
import { slugSchema } from '../../../contract/shops.ts';
import { withActorNames } from '../../../platform/auth/index.ts';
import { orThrow, ProblemError } from '../../../platform/errors.ts';
import type { HttpApp } from '../../../platform/http/routes.ts';
import type { Platform } from '../../../platform/platform.ts';
import { customersOf, readPersonsOf } from '../../customers/index.ts';
import { all, asking, ofShop, read, tags, write } from '../asking.ts';
import { presentMessage } from '../present.ts';
import { changeMessage, noSuchMessage } from './change-message.ts';
import { listMessages } from './list-messages.ts';
import { readMessage } from './message-store.ts';
import { queueMessages } from './queue-messages.ts';
import { readSteps } from './read-messages.ts';

const ofMessage = (summary: string) => ({
  ...{ tags, summary },
  params: Type.Object({ shop: slugSchema, message: messageIdSchema }),
});

/** The outbox: what was promised to be sent, and what came of it. */
export function outboxRoutes(app: HttpApp, platform: Platform): void {
  listRoute(app, platform);
  queueRoute(app, platform);
  showRoute(app, platform);
  changeRoute(app, platform);
}

function listRoute(app: HttpApp, platform: Platform): void {
  app.get(
    all,
    {
      config: read,
      schema: {
        ...ofShop('Messages, newest first, with their states and reasons'),
        ...{ querystring: Type.Object(messageQuery), response: { 200: messageList } },
      },
    },
    async (request) =>
      asking(platform, request, async ({ tx, shopId, now }) =>
        orThrow(await listMessages(tx, { ...request.query, shopId, now })),
      ),
  );
}

function queueRoute(app: HttpApp, platform: Platform): void {
  app.post(
    all,
    {
      config: write,
      schema: {
        ...ofShop('Queue a message to a customer by a template; the gate is asked when it is sent'),
        ...{ body: newMessage, response: { 200: queuedView } },
      },
    },
    async (request) =>
      asking(platform, request, async ({ tx, shopId, actor, now }) => {
        const { customer, template, values = {}, key, channels, ...times } = request.body;
        orThrow(await readPersonsOf(tx, shopId, customer));
        const when = { dueAt: dateOf(times.due_at), validUntil: dateOf(times.valid_until) };
        const notices = [{ personId: customer, values, key, channels, ...when }];
        const queued = orThrow(await queueMessages(tx, { shopId, template, notices, by: actor, now }));
        return {
          messages: queued.map(({ messageId, channel, again }) => ({
            message_id: messageId,
            channel,
            again,
          })),
        };
      }),
  );
}

const dateOf = (text: string | undefined): Date | undefined =>
  text === undefined ? undefined : new Date(text);

function showRoute(app: HttpApp, platform: Platform): void {
  app.get(
    `${all}/:message`,
    {
      config: read,
      schema: {
        ...ofMessage('A message with its values and every step; its addressee by number only'),
        response: { 200: messageDetail },
      },
    },
    async (request) => {
      const view = await asking(platform, request, async ({ tx, shopId }) => {
        const message = await readMessage(tx, shopId, request.params.message);
        if (message === undefined) throw new ProblemError(noSuchMessage);
        const customers = await customersOf(tx, shopId, [message.personId]);
        const steps = await readSteps(tx, shopId, message.messageId);
        return {
          ...{ ...presentMessage(message, customers), values: message.values },
          steps: steps.map(({ at, ...step }) => ({ ...step, at: at.toISOString() })),
        };
      });
      return (await withActorNames(platform, request, { field: 'queued_by', rows: [view] }))[0]!;
    },
  );
}

function changeRoute(app: HttpApp, platform: Platform): void {
  app.post(
    `${all}/:message/change`,
    {
      config: write,
      schema: {
        ...ofMessage('Send again what did not arrive, or cancel what waits'),
        ...{ body: messageChange, response: { 200: messageView } },
      },
    },
    async (request) =>
      asking(platform, request, async ({ tx, shopId, actor, now }) => {
        const it = { shopId, messageId: request.params.message, act: request.body.act, by: actor, now };
        const message = orThrow(await changeMessage(tx, it));
        return presentMessage(message, await customersOf(tx, shopId, [message.personId]));
      }),
  );
}
