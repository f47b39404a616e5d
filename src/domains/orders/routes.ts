import { Type } from 'typebox';
import { clearReceiver, orderPage, orderQuery, orderView, receiverRequest } from '../../contract/order.ts';
import { orThrow } from '../../platform/errors.ts';
import { pageQuery, readCursor, writeCursor } from '../../platform/http/cursor.ts';
import type { HttpApp, Routes } from '../../platform/http/routes.ts';
import type { Platform } from '../../platform/platform.ts';
import { readPersonsOf } from '../customers/index.ts';
import { asking, ofOrder, ofOrders } from './asking.ts';
import { listOrders } from './list-orders.ts';
import { showOrder } from './read-order.ts';
import { spendRoutes } from './spend-routes.ts';
import { unmaskReceiver } from './unmask-receiver.ts';

const all = '/api/shops/:shop/orders';
const one = '/api/shops/:shop/orders/:order';
const read = { permission: 'orders:read' } as const;

/** Orders, their refunds and acquisition spend over HTTP. */
export const orderRoutes: Routes = (app, platform) => {
  listRoute(app, platform);
  orderRoute(app, platform);
  unmaskRoute(app, platform);
  spendRoutes(app, platform);
};

function listRoute(app: HttpApp, platform: Platform): void {
  app.get(
    all,
    {
      config: read,
      schema: {
        ...ofOrders('Orders, newest first'),
        querystring: Type.Object({ ...orderQuery, ...pageQuery }),
        response: { 200: orderPage },
      },
    },
    async (request) => {
      const { customer, cursor, limit, order_no: orderNo, ...others } = request.query;
      const filter = { orderNo, ...others };
      return asking(platform, request, async ({ tx, shopId }) => {
        const place = { platform, shopId, list: `orders${JSON.stringify([customer, filter])}` };
        const [createdAt, orderId] = orThrow(readCursor(place, cursor)) ?? [];
        const after =
          createdAt === undefined ? undefined : { createdAt: String(createdAt), orderId: Number(orderId) };
        const persons =
          customer === undefined ? undefined : orThrow(await readPersonsOf(tx, shopId, customer));
        const { orders, next } = await listOrders(tx, { shopId, persons, ...filter, after, limit });
        return { orders, next_cursor: next ? writeCursor(place, [next.createdAt, next.orderId]) : null };
      });
    },
  );
}

function orderRoute(app: HttpApp, platform: Platform): void {
  app.get(
    one,
    {
      config: read,
      schema: { ...ofOrder('One order whole, its receiver masked'), response: { 200: orderView } },
    },
    async (request) => {
      const which = { orderId: request.params.order };
      return asking(platform, request, async (it) => orThrow(await showOrder(it.tx, { ...it, which })));
    },
  );
}

function unmaskRoute(app: HttpApp, platform: Platform): void {
  app.post(
    `${one}/unmask`,
    {
      config: { permission: 'customers:unmask' },
      schema: {
        ...ofOrder('See the receiver in clear; the audit log keeps who, what and why'),
        body: receiverRequest,
        response: { 200: clearReceiver },
      },
    },
    async (request, reply) => {
      const asked = { orderId: request.params.order, reason: request.body.reason };
      reply.header('cache-control', 'no-store');
      return asking(platform, request, async (it) =>
        orThrow(await unmaskReceiver(it.tx, { ...it, ...asked })),
      );
    },
  );
}
