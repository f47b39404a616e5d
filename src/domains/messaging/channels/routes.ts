import { Type } from 'typebox';
import {
  channelChange,
  channelList,
  channelSchema,
  channelView,
  outcomeView,
  testAsk,
} from '../../../contract/messaging.ts';
import { slugSchema } from '../../../contract/shops.ts';
import { callerOf, shopOf } from '../../../platform/auth/index.ts';
import { orThrow } from '../../../platform/errors.ts';
import type { HttpApp } from '../../../platform/http/routes.ts';
import type { Platform } from '../../../platform/platform.ts';
import { all, asking, manage, ofShop, read, tags } from '../asking.ts';
import { presentChannels, presentOutcome } from '../present.ts';
import { readChannels } from './channel-store.ts';
import { setChannel } from './set-channel.ts';
import { testChannel } from './test-channel.ts';

const ofChannel = (summary: string) => ({
  ...{ tags, summary },
  params: Type.Object({ shop: slugSchema, channel: channelSchema }),
});

/** By what customers are reached. */
export function channelRoutes(app: HttpApp, platform: Platform): void {
  app.get(
    `${all}/channels`,
    {
      config: read,
      schema: {
        ...ofShop('Every channel and how it is set up; secrets are never shown'),
        response: { 200: channelList },
      },
    },
    async (request) =>
      asking(platform, request, async ({ tx, keys, shopId }) => ({
        channels: presentChannels(await readChannels(tx, keys, shopId)),
      })),
  );
  app.put(
    `${all}/channels/:channel`,
    {
      config: manage,
      schema: {
        ...ofChannel('Set a channel up, turn it on or off; a signing key made by it is shown this once'),
        ...{ body: channelChange, response: { 200: channelView } },
      },
    },
    async (request) =>
      asking(platform, request, async ({ tx, keys, shopId, actor, now }) => {
        const { channel } = request.params;
        const allowPrivate = platform.config.outbound === 'any';
        const it = { keys, shopId, channel, change: request.body, allowPrivate, by: actor, now };
        const { madeSecret } = orThrow(await setChannel(tx, it));
        const views = presentChannels(await readChannels(tx, keys, shopId));
        const view = views.find((each) => each.channel === channel)!;
        return { ...view, ...(madeSecret === undefined ? {} : { secret: madeSecret }) };
      }),
  );
  app.post(
    `${all}/channels/:channel/test`,
    {
      // Each may hold a connection for a minute.
      config: { ...manage, rateLimit: { max: 20, timeWindow: 60_000 } },
      schema: {
        ...ofChannel('Hand a test message over by the settings that stand, and say what came of it'),
        ...{ body: testAsk, response: { 200: outcomeView } },
      },
    },
    async (request) => {
      const { channel } = request.params;
      const testing = { shop: shopOf(request), channel, to: request.body.to, by: callerOf(request).actor };
      return presentOutcome(orThrow(await testChannel(platform, testing)));
    },
  );
}
