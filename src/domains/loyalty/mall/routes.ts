import { Type } from 'typebox';
import { customerIdSchema } from '../../../contract/customer.ts';
import {
  itemIdSchema,
  mallItemChange,
  mallItems,
  mallItemView,
  mallRedeeming,
  mallReturn,
  mallStockChange,
  newMallItem,
  redemptionIdSchema,
  redemptions,
  redemptionView,
} from '../../../contract/mall.ts';
import { slugSchema } from '../../../contract/shops.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import { orThrow } from '../../../platform/errors.ts';
import { pageQuery, readCursor, writeCursor } from '../../../platform/http/cursor.ts';
import type { HttpApp, Routes } from '../../../platform/http/routes.ts';
import type { Platform } from '../../../platform/platform.ts';
import { customersOf } from '../../customers/index.ts';
import { asking } from '../asking.ts';
import { changeItem, changeItemStock, makeItem } from './change-item.ts';
import { endHeld } from './end-redemption.ts';
import { readItems } from './item-store.ts';
import { presentItem, presentRedeemed, presentRedemption } from './present-mall.ts';
import { type Redeemed, redeem } from './redeem.ts';
import { type Redemption, readRedemptions } from './redemption-store.ts';
import { returnRedemption } from './return-redemption.ts';

const all = '/api/shops/:shop/mall';
const read = { permission: 'points:read' } as const;
const manage = { permission: 'points:manage' } as const;
const write = { permission: 'points:write' } as const;
const tags = ['mall'];
const ofMall = (summary: string) => ({ tags, summary, params: Type.Object({ shop: slugSchema }) });
const ofItem = (summary: string) => ({
  ...{ tags, summary },
  params: Type.Object({ shop: slugSchema, item: itemIdSchema }),
});
const ofRedemption = (summary: string) => ({
  ...{ tags, summary },
  params: Type.Object({ shop: slugSchema, redemption: redemptionIdSchema }),
});

/** What points are exchanged for, how much of it there is, and who took it. */
export const mallRoutes: Routes = (app, platform) => {
  itemRoutes(app, platform);
  stockRoute(app, platform);
  redemptionsRoute(app, platform);
  redeemRoute(app, platform);
  endingRoutes(app, platform);
  returnRoute(app, platform);
};

function itemRoutes(app: HttpApp, platform: Platform): void {
  app.get(
    `${all}/items`,
    {
      config: read,
      schema: { ...ofMall('What the points mall offers, with its stock'), response: { 200: mallItems } },
    },
    async (request) =>
      asking(platform, request, async ({ tx, shopId, currency }) => ({
        ...{ currency, items: (await readItems(tx, shopId)).map(presentItem) },
      })),
  );
  app.post(
    `${all}/items`,
    {
      config: manage,
      schema: { ...ofMall('A new item with its stock'), body: newMallItem, response: { 201: mallItemView } },
    },
    async (request, reply) => {
      reply.code(201);
      return asking(platform, request, async ({ tx, shopId, actor, now }) =>
        presentItem(orThrow(await makeItem(tx, { shopId, by: actor, now, item: request.body }))),
      );
    },
  );
  app.put(
    `${all}/items/:item`,
    {
      config: manage,
      schema: {
        ...ofItem('Change an item; what is held keeps its price'),
        ...{ body: mallItemChange, response: { 200: mallItemView } },
      },
    },
    async (request) =>
      asking(platform, request, async ({ tx, shopId, actor, now }) => {
        const changing = { shopId, by: actor, now, itemId: request.params.item, change: request.body };
        return presentItem(orThrow(await changeItem(tx, changing)));
      }),
  );
}

function stockRoute(app: HttpApp, platform: Platform): void {
  app.post(
    `${all}/items/:item/stock`,
    {
      config: manage,
      schema: {
        ...ofItem('More or fewer of an item, once per key'),
        ...{ body: mallStockChange, response: { 200: mallItemView } },
      },
    },
    async (request) =>
      asking(platform, request, async ({ tx, shopId, actor, now }) => {
        const { by: count, key } = request.body;
        const changing = { shopId, by: actor, now, itemId: request.params.item, count, key };
        return presentItem(orThrow(await changeItemStock(tx, changing)));
      }),
  );
}

function redemptionsRoute(app: HttpApp, platform: Platform): void {
  app.get(
    `${all}/redemptions`,
    {
      config: read,
      schema: {
        ...ofMall('What was taken, or is held for somebody, newest first'),
        querystring: Type.Object(pageQuery),
        response: { 200: redemptions },
      },
    },
    async (request) =>
      asking(platform, request, async ({ tx, shopId }) => {
        const { cursor, limit } = request.query;
        const place = { platform, shopId, list: 'mall-redemptions' };
        const [before] = orThrow(readCursor(place, cursor)) ?? [];
        const rows = await readRedemptions(tx, shopId, {
          before: before === undefined ? undefined : Number(before),
          limit: limit + 1,
        });
        const page = rows.slice(0, limit);
        const customers = await customersIn(tx, shopId, page);
        const next = rows.length > limit ? writeCursor(place, [page.at(-1)!.redemptionId]) : null;
        return { redemptions: page.map((it) => presentRedemption(it, customers)), next_cursor: next };
      }),
  );
}

const customersIn = (tx: Tx, shopId: number, rows: readonly Redemption[]) =>
  customersOf(
    tx,
    shopId,
    rows.map(({ personId }) => personId),
  );

async function presented(tx: Tx, shopId: number, done: Redeemed) {
  return presentRedeemed(done, await customersIn(tx, shopId, [done.redemption]));
}

function redeemRoute(app: HttpApp, platform: Platform): void {
  app.post(
    `${all}/customers/:customer/redeem`,
    {
      config: write,
      schema: {
        ...{
          tags,
          summary: 'Hold items and the points for them, until it is confirmed, cancelled or its time is over',
        },
        params: Type.Object({ shop: slugSchema, customer: customerIdSchema }),
        ...{ body: mallRedeeming, response: { 200: redemptionView } },
      },
    },
    async (request) =>
      asking(platform, request, async ({ tx, shopId, actor, now }) => {
        const { item_id: itemId, ...body } = request.body;
        const personId = request.params.customer;
        const done = await redeem(tx, { ...body, itemId, shopId, personId, by: actor, now });
        return presented(tx, shopId, orThrow(done));
      }),
  );
}

function endingRoutes(app: HttpApp, platform: Platform): void {
  const endings = {
    confirm: { state: 'confirmed', summary: 'Spend the points; the items are gone' },
    cancel: { state: 'cancelled', summary: 'Give points and items back' },
  } as const;
  for (const [name, { state, summary }] of Object.entries(endings))
    app.post(
      `${all}/redemptions/:redemption/${name}`,
      { config: write, schema: { ...ofRedemption(summary), response: { 200: redemptionView } } },
      async (request) =>
        asking(platform, request, async ({ tx, shopId, now }) => {
          const ending = { shopId, redemptionId: request.params.redemption, state, now };
          return presented(tx, shopId, orThrow(await endHeld(tx, ending)));
        }),
    );
}

function returnRoute(app: HttpApp, platform: Platform): void {
  app.post(
    `${all}/redemptions/:redemption/return`,
    {
      config: write,
      schema: {
        ...ofRedemption(
          'Take back what was confirmed: the points go back to their lots, the items to stock if told',
        ),
        ...{ body: mallReturn, response: { 200: redemptionView } },
      },
    },
    async (request) =>
      asking(platform, request, async ({ tx, shopId, actor: by, now }) => {
        const { redemption: redemptionId } = request.params;
        const returning = { shopId, redemptionId, restock: request.body.restock, by, now };
        return presented(tx, shopId, orThrow(await returnRedemption(tx, returning)));
      }),
  );
}
