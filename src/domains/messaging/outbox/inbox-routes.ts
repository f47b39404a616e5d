import { Type } from 'typebox';
import { customerIdSchema } from '../../../contract/customer.ts';
import { inboxQuery, inboxRead, inboxView } from '../../../contract/messaging.ts';
import { slugSchema } from '../../../contract/shops.ts';
import { orThrow } from '../../../platform/errors.ts';
import type { HttpApp } from '../../../platform/http/routes.ts';
import type { Platform } from '../../../platform/platform.ts';
import { readPersonsOf } from '../../customers/index.ts';
import { all, asking, read, tags, write } from '../asking.ts';
import { markRead, readInbox } from './read-inbox.ts';

const inbox = `${all}/customers/:customer/inbox`;
const ofInbox = (summary: string) => ({
  ...{ tags, summary },
  params: Type.Object({ shop: slugSchema, customer: customerIdSchema }),
});

/** What was sent to a customer in the page, for the page that shows it: the shop's own, with a key. */
export function inboxRoutes(app: HttpApp, platform: Platform): void {
  app.get(
    inbox,
    {
      config: read,
      schema: {
        ...ofInbox('Messages in the page of a customer, as they read them'),
        ...{ querystring: Type.Object(inboxQuery), response: { 200: inboxView } },
      },
    },
    async (request) =>
      asking(platform, request, async ({ tx, shop, shopId }) => {
        const personIds = orThrow(await readPersonsOf(tx, shopId, request.params.customer));
        const { language = 'zh', limit = 50 } = request.query;
        // Without a name: whoever holds the key of a page need not be one who may see it.
        const messages = await readInbox(tx, { shop, personIds, language, limit, name: '' });
        return {
          messages: messages.map(({ messageId, at, isRead, subject, text }) => ({
            ...{ message_id: messageId, at: at.toISOString(), read: isRead, subject, text },
          })),
        };
      }),
  );
  app.post(
    `${inbox}/read`,
    {
      config: write,
      schema: {
        ...ofInbox('The customer opened these; those of somebody else are let be'),
        ...{ body: inboxRead, response: { 204: Type.Null() } },
      },
    },
    async (request, reply) => {
      await asking(platform, request, async ({ tx, shopId, now }) => {
        const personIds = orThrow(await readPersonsOf(tx, shopId, request.params.customer));
        await markRead(tx, shopId, { personIds, messageIds: request.body.message_ids, now });
      });
      return reply.code(204).send(null);
    },
  );
}
