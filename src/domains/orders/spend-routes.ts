import { Type } from 'typebox';
import { spendAnswer, spendChange, spendPage, spendQuery } from '../../contract/order.ts';
import { orThrow } from '../../platform/errors.ts';
import { pageQuery, readCursor, writeCursor } from '../../platform/http/cursor.ts';
import type { HttpApp } from '../../platform/http/routes.ts';
import type { Platform } from '../../platform/platform.ts';
import { asking, ofSpend } from './asking.ts';
import { listSpend } from './list-spend.ts';
import { storeSpend } from './store-spend.ts';

const url = '/api/shops/:shop/spend';

/** What winning buyers cost, by channel, campaign and shop day. */
export function spendRoutes(app: HttpApp, platform: Platform): void {
  app.get(
    url,
    {
      config: { permission: 'spend:read' },
      schema: {
        ...ofSpend('Acquisition spend, oldest day first'),
        querystring: Type.Object({ ...spendQuery, ...pageQuery }),
        response: { 200: spendPage },
      },
    },
    async (request) => {
      const { cursor, limit, ...filter } = request.query;
      return asking(platform, request, async ({ tx, shopId }) => {
        const place = { platform, shopId, list: `spend${JSON.stringify(filter)}` };
        const [day, spendId] = orThrow(readCursor(place, cursor)) ?? [];
        const after = day === undefined ? undefined : { day: String(day), spendId: Number(spendId) };
        const { spend, next } = await listSpend(tx, { shopId, ...filter, after, limit });
        return { spend, next_cursor: next ? writeCursor(place, [next.day, next.spendId]) : null };
      });
    },
  );

  app.put(
    url,
    {
      config: { permission: 'spend:write' },
      schema: {
        ...ofSpend('Say what was spent; a day said before is replaced'),
        body: spendChange,
        response: { 200: spendAnswer },
      },
    },
    async (request) => {
      const records = request.body.spend.map(({ amount_minor: amountMinor, ...it }) => ({
        ...{ kind: 'spend' as const, amountMinor },
        ...it,
      }));
      const answer = await asking(platform, request, async ({ tx, shopId }) => ({
        shopId,
        outcomes: await storeSpend(tx, { shopId }, records),
      }));
      await platform.mirror.payOff(answer.shopId);
      return { outcomes: answer.outcomes };
    },
  );
}
