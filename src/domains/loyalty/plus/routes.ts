import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { customerIdSchema } from '../../../contract/customer.ts';
import {
  customerPlus,
  newPlan,
  planChange,
  planIdSchema,
  plansView,
  planView,
  plusAct,
  plusActIdSchema,
  plusKeyed,
  plusRenewal,
  plusReport,
  plusStart,
  plusStateAsked,
  plusSwitch,
  plusUse,
  subscriptionIdSchema,
  subscriptionsView,
} from '../../../contract/plus.ts';
import { slugSchema } from '../../../contract/shops.ts';
import { shopOf } from '../../../platform/auth/index.ts';
import { orThrow } from '../../../platform/errors.ts';
import { pageQuery, readCursor, writeCursor } from '../../../platform/http/cursor.ts';
import type { HttpApp, Routes } from '../../../platform/http/routes.ts';
import type { Platform } from '../../../platform/platform.ts';
import { customersOf, readPersonsOf } from '../../customers/index.ts';
import { type Asking, asking } from '../asking.ts';
import { cancelPlus } from './cancel-plus.ts';
import { changePlan, makePlan } from './change-plan.ts';
import { giveBackUse } from './give-back-use.ts';
import { readPlans } from './plan-store.ts';
import { presentActed, presentPlan, presentSubscription } from './present-plus.ts';
import { refundPlus } from './refund-plus.ts';
import { renewPlus } from './renew-plus.ts';
import { showPlus } from './show-plus.ts';
import { showReport } from './show-report.ts';
import { startPlus } from './start-plus.ts';
import { readSubscriptions } from './subscription-store.ts';
import { switchPlus } from './switch-plus.ts';
import { usePlus } from './use-plus.ts';

const all = '/api/shops/:shop/plus';
const read = { permission: 'plus:read' } as const;
const write = { permission: 'plus:write' } as const;
const manage = { permission: 'plus:manage' } as const;
const tags = ['plus'];
const ofShop = (summary: string) => ({ tags, summary, params: Type.Object({ shop: slugSchema }) });
const ofPlan = (summary: string) => ({
  ...{ tags, summary },
  params: Type.Object({ shop: slugSchema, plan: planIdSchema }),
});
const ofCustomer = (summary: string) => ({
  ...{ tags, summary },
  params: Type.Object({ shop: slugSchema, customer: customerIdSchema }),
});
const ofSubscription = (summary: string) => ({
  ...{ tags, summary },
  params: Type.Object({ shop: slugSchema, subscription: subscriptionIdSchema }),
});

/** PLUS, the paid membership: its plans, who has it, and everything that happens to a subscription. */
export const plusRoutes: Routes = (app, platform) => {
  planRoutes(app, platform);
  changePlanRoute(app, platform);
  subscriptionsRoute(app, platform);
  reportRoute(app, platform);
  customerRoutes(app, platform);
  useRoute(app, platform);
  giveBackRoute(app, platform);
  renewRoute(app, platform);
  switchRoute(app, platform);
  endingRoutes(app, platform);
};

function planRoutes(app: HttpApp, platform: Platform): void {
  app.get(
    `${all}/plans`,
    { config: read, schema: { ...ofShop('The plans, as they are sold now'), response: { 200: plansView } } },
    async (request) =>
      asking(platform, request, async ({ tx, shopId, currency }) => ({
        ...{ currency, plans: (await readPlans(tx, shopId)).map(presentPlan) },
      })),
  );
  app.post(
    `${all}/plans`,
    { config: manage, schema: { ...ofShop('A new plan'), body: newPlan, response: { 201: planView } } },
    async (request, reply) => {
      reply.code(201);
      return asking(platform, request, async ({ tx, shopId, actor: by, now }) =>
        presentPlan(orThrow(await makePlan(tx, { shopId, by, now, plan: request.body }))),
      );
    },
  );
}

function changePlanRoute(app: HttpApp, platform: Platform): void {
  app.put(
    `${all}/plans/:plan`,
    {
      config: manage,
      schema: {
        ...ofPlan('A next version of a plan; whoever subscribed keeps the one they bought until they renew'),
        ...{ body: planChange, response: { 200: planView } },
      },
    },
    async (request) =>
      asking(platform, request, async ({ tx, shopId, actor: by, now }) => {
        const changing = { shopId, by, now, planId: request.params.plan, change: request.body };
        return presentPlan(orThrow(await changePlan(tx, changing)));
      }),
  );
}

function subscriptionsRoute(app: HttpApp, platform: Platform): void {
  app.get(
    `${all}/subscriptions`,
    {
      config: read,
      schema: {
        ...ofShop('Who has PLUS or had it, newest first'),
        ...{
          querystring: Type.Object({ ...pageQuery, state: plusStateAsked }),
          response: { 200: subscriptionsView },
        },
      },
    },
    async (request) =>
      asking(platform, request, async ({ tx, shopId }) => {
        const { cursor, limit, state } = request.query;
        const place = { platform, shopId, list: 'plus-subscriptions' };
        const [before] = orThrow(readCursor(place, cursor)) ?? [];
        const rows = await readSubscriptions(tx, shopId, {
          ...{ before: before === undefined ? undefined : Number(before), limit: limit + 1, state },
        });
        const page = rows.slice(0, limit);
        const persons = page.map(({ personId }) => personId);
        const customers = await customersOf(tx, shopId, persons);
        const next = rows.length > limit ? writeCursor(place, [page.at(-1)!.subscriptionId]) : null;
        return {
          ...{ subscriptions: page.map((it) => presentSubscription(it, customers)), next_cursor: next },
        };
      }),
  );
}

function reportRoute(app: HttpApp, platform: Platform): void {
  app.get(
    `${all}/report`,
    {
      config: read,
      schema: {
        ...ofShop(
          'Members, revenue and cost of benefits by plan; renewals by the month of the first payment',
        ),
        response: { 200: plusReport },
      },
    },
    async (request) =>
      asking(platform, request, ({ tx, shopId, timeZone, currency, now }) =>
        showReport(tx, { shopId, timeZone, currency, now }),
      ),
  );
}

/** An act on subscriptions; what it changed is then told to the analytical store. */
async function changing<T>(
  platform: Platform,
  request: FastifyRequest,
  work: (it: Asking) => Promise<T>,
): Promise<T> {
  const answer = await asking(platform, request, work);
  await platform.mirror.payOff(shopOf(request).shopId);
  return answer;
}

function customerRoutes(app: HttpApp, platform: Platform): void {
  app.get(
    `${all}/customers/:customer`,
    {
      config: read,
      schema: {
        ...ofCustomer('PLUS of a customer: what is paid, what is left, what it brought, what happened'),
        response: { 200: customerPlus },
      },
    },
    async (request) =>
      asking(platform, request, async ({ tx, shopId, timeZone, currency, now }) => {
        const personIds = orThrow(await readPersonsOf(tx, shopId, request.params.customer));
        return showPlus(tx, { shopId, timeZone, currency, personIds, now });
      }),
  );
  app.post(
    `${all}/customers/:customer/start`,
    {
      config: write,
      schema: {
        ...ofCustomer('Start PLUS: with its trial, with what was paid for it, or in points'),
        ...{ body: plusStart, response: { 200: plusAct } },
      },
    },
    async (request) =>
      changing(platform, request, async ({ tx, shopId, timeZone, actor: by, now }) => {
        const { plan_id: planId, auto_renew: autoRenew, key, ...body } = request.body;
        const starting = { ...body, shopId, timeZone, planId, autoRenew, ask: { key, by, now } };
        return presentActed(
          orThrow(await startPlus(tx, { ...starting, customerId: request.params.customer })),
        );
      }),
  );
}

function useRoute(app: HttpApp, platform: Platform): void {
  app.post(
    `${all}/customers/:customer/use`,
    {
      config: write,
      schema: {
        ...ofCustomer('Use free shipping or a coupon of the period, or tell what a member price saved'),
        ...{ body: plusUse, response: { 200: plusAct } },
      },
    },
    async (request) =>
      changing(platform, request, async ({ tx, shopId, timeZone, actor: by, now }) => {
        const using = { shopId, timeZone, customerId: request.params.customer, use: request.body, by, now };
        return presentActed(orThrow(await usePlus(tx, using)));
      }),
  );
}

function giveBackRoute(app: HttpApp, platform: Platform): void {
  app.post(
    `${all}/uses/:use/give-back`,
    {
      config: write,
      schema: {
        ...{
          tags,
          summary: 'Give a use back whose order was cancelled: it can be used again within its time',
        },
        params: Type.Object({ shop: slugSchema, use: plusActIdSchema }),
        ...{ body: plusKeyed, response: { 200: plusAct } },
      },
    },
    async (request) =>
      changing(platform, request, async ({ tx, shopId, actor: by, now }) => {
        const { use: actId } = request.params;
        const givingBack = { shopId, actId, ask: { key: request.body.key, by, now } };
        return presentActed(orThrow(await giveBackUse(tx, givingBack)));
      }),
  );
}

function renewRoute(app: HttpApp, platform: Platform): void {
  app.post(
    `${all}/subscriptions/:subscription/renew`,
    {
      config: write,
      schema: {
        ...ofSubscription('The next period, with what was paid for it, or in points'),
        ...{ body: plusRenewal, response: { 200: plusAct } },
      },
    },
    async (request) =>
      changing(platform, request, async ({ tx, shopId, timeZone, actor: by, now }) => {
        const { key, ...body } = request.body;
        const { subscription: subscriptionId } = request.params;
        const renewing = { ...body, shopId, timeZone, subscriptionId, ask: { key, by, now } };
        return presentActed(orThrow(await renewPlus(tx, renewing)));
      }),
  );
}

function switchRoute(app: HttpApp, platform: Platform): void {
  app.post(
    `${all}/subscriptions/:subscription/switch`,
    {
      config: write,
      schema: {
        ...ofSubscription('Another plan: at once, with credit for what is left, or from the next period on'),
        ...{ body: plusSwitch, response: { 200: plusAct } },
      },
    },
    async (request) =>
      changing(platform, request, async ({ tx, shopId, timeZone, actor: by, now }) => {
        const { key, plan_id: planId, when, payment } = request.body;
        const { subscription: subscriptionId } = request.params;
        const switching = { shopId, timeZone, subscriptionId, planId, when, payment };
        return presentActed(orThrow(await switchPlus(tx, { ...switching, ask: { key, by, now } })));
      }),
  );
}

function endingRoutes(app: HttpApp, platform: Platform): void {
  app.post(
    `${all}/subscriptions/:subscription/cancel`,
    {
      config: write,
      schema: {
        ...ofSubscription('Renew no more; what is paid runs to its end. At any moment'),
        response: { 200: plusAct },
      },
    },
    async (request) =>
      changing(platform, request, async ({ tx, shopId, timeZone, actor: by, now }) => {
        const { subscription: subscriptionId } = request.params;
        return presentActed(orThrow(await cancelPlus(tx, { shopId, timeZone, subscriptionId, by, now })));
      }),
  );
  app.post(
    `${all}/subscriptions/:subscription/refund`,
    {
      config: write,
      schema: {
        ...ofSubscription('End it now and give back what is left, by time and by benefits used'),
        ...{ body: plusKeyed, response: { 200: plusAct } },
      },
    },
    async (request) =>
      changing(platform, request, async ({ tx, shopId, timeZone, actor: by, now }) => {
        const { subscription: subscriptionId } = request.params;
        const refunding = { shopId, timeZone, subscriptionId, ask: { key: request.body.key, by, now } };
        return presentActed(orThrow(await refundPlus(tx, refunding)));
      }),
  );
}
