import { Type } from 'typebox';
import { customerIdSchema } from '../../../contract/customer.ts';
import {
  adjustedView,
  approvalDecision,
  approvalIdSchema,
  approvalList,
  approvalView,
  liabilityQuery,
  liabilityView,
  pointsAct,
  pointsAdjusting,
  pointsDeed,
  pointsRepaying,
} from '../../../contract/points.ts';
import { newPointsRules, pointsRulesHistory, pointsRulesView } from '../../../contract/points-rules.ts';
import { slugSchema } from '../../../contract/shops.ts';
import { withActorNames } from '../../../platform/auth/index.ts';
import { orThrow } from '../../../platform/errors.ts';
import type { HttpApp, Routes } from '../../../platform/http/routes.ts';
import type { Platform } from '../../../platform/platform.ts';
import { shopDay } from '../../analytics/index.ts';
import { customersOf, personsKnown, readPersonsOf } from '../../customers/index.ts';
import { asking } from '../asking.ts';
import { adjustCustomer, decideApproval } from './adjust-customer.ts';
import { type Approval, readApprovals } from './approval-store.ts';
import { changeRules } from './change-rules.ts';
import { earnForDeed } from './earn-deed.ts';
import { repayCustomer } from './repay-customer.ts';
import { type RulesVersion, readRules } from './rules-store.ts';
import { showLiability } from './show-liability.ts';

const all = '/api/shops/:shop/points';
const one = `${all}/customers/:customer`;
const read = { permission: 'points:read' } as const;
const manage = { permission: 'points:manage' } as const;
const tags = ['points'];
const ofShop = (summary: string) => ({ tags, summary, params: Type.Object({ shop: slugSchema }) });
const ofCustomer = (summary: string) => ({
  ...{ tags, summary },
  params: Type.Object({ shop: slugSchema, customer: customerIdSchema }),
});

/** By which rules points are earned, what staff change by hand, and what the shop owes. */
export const pointsRulesRoutes: Routes = (app, platform) => {
  rulesRoutes(app, platform);
  earnRoute(app, platform);
  adjustRoutes(app, platform);
  approvalRoutes(app, platform);
  liabilityRoute(app, platform);
};

export const presentRules = ({ version, startsOn, rules, madeBy, madeAt }: RulesVersion) => ({
  ...{ version, starts_on: startsOn, rules, made_by: madeBy, made_at: madeAt.toISOString() },
});

function rulesRoutes(app: HttpApp, platform: Platform): void {
  app.get(
    `${all}/rules`,
    {
      config: read,
      schema: {
        ...ofShop('Versions of the rules, newest first; the newest that has begun stands'),
        response: { 200: pointsRulesHistory },
      },
    },
    async (request) => {
      const rows = await asking(platform, request, async ({ tx, shopId }) => readRules(tx, shopId));
      const versions = await withActorNames(platform, request, {
        ...{ field: 'made_by', rows: rows.map(presentRules) },
      });
      return { versions };
    },
  );
  app.put(
    `${all}/rules`,
    {
      config: manage,
      schema: {
        ...ofShop(
          'A new version of the rules, from a shop day on; orders keep those of the day they were paid',
        ),
        ...{ body: newPointsRules, response: { 200: pointsRulesView } },
      },
    },
    async (request) => {
      const version = await asking(platform, request, async ({ tx, actor, ...it }) => {
        const changing = { ...it, change: request.body, today: shopDay(it.now, it), by: actor };
        return orThrow(await changeRules(tx, changing));
      });
      const rows = [presentRules(version)];
      return (await withActorNames(platform, request, { field: 'made_by', rows }))[0]!;
    },
  );
}

function earnRoute(app: HttpApp, platform: Platform): void {
  app.post(
    `${one}/earn`,
    {
      config: { permission: 'points:write' },
      schema: {
        ...ofCustomer('Grant what a deed (a review, a sign-in) is worth by the rules, within its caps'),
        ...{ body: pointsDeed, response: { 200: pointsAct } },
      },
    },
    async (request) =>
      asking(platform, request, async ({ tx, actor, ...it }) => {
        const deed = { ...it, ...request.body, personId: request.params.customer, by: actor };
        return orThrow(await earnForDeed(tx, deed));
      }),
  );
}

function adjustRoutes(app: HttpApp, platform: Platform): void {
  const config = { permission: 'points:adjust' } as const;
  app.post(
    `${one}/adjust`,
    {
      config,
      schema: {
        ...ofCustomer('Points more or fewer by hand; above the limit somebody else must approve it'),
        ...{ body: pointsAdjusting, response: { 200: adjustedView } },
      },
    },
    async (request) =>
      asking(platform, request, async ({ tx, actor, ...it }) => {
        const personId = request.params.customer;
        // A number of before a merge is good: asked again with it, the answer is that of the first time.
        if (!(await personsKnown(tx, it.shopId, [personId])).has(personId))
          orThrow(await readPersonsOf(tx, it.shopId, personId));
        const done = orThrow(await adjustCustomer(tx, { ...it, ...request.body, personId, by: actor }));
        return { act: done.act, approval_id: done.approvalId };
      }),
  );
  app.post(
    `${one}/repay`,
    {
      config,
      schema: {
        ...ofCustomer('Settle what a customer is short of: paid in money, or forgiven'),
        ...{ body: pointsRepaying, response: { 200: pointsAct } },
      },
    },
    async (request) =>
      asking(platform, request, async ({ tx, actor, ...it }) => {
        const repaying = { ...it, ...request.body, personId: request.params.customer, by: actor };
        return orThrow(await repayCustomer(tx, repaying));
      }),
  );
}

type Presented = Omit<Approval, 'person_id' | 'expires_at' | 'key' | 'asked_at' | 'decided_at'> & {
  readonly customer_id: number;
  readonly asked_at: string;
  readonly decided_at: string | null;
};

const presentApproval = (it: Approval, customers: ReadonlyMap<number, number>): Presented => {
  const { person_id: person, expires_at: _, key: __, asked_at: asked, decided_at: decided, ...rest } = it;
  return {
    ...{ ...rest, customer_id: customers.get(person) ?? person },
    ...{ asked_at: asked.toISOString(), decided_at: decided?.toISOString() ?? null },
  };
};

function approvalRoutes(app: HttpApp, platform: Platform): void {
  app.get(
    `${all}/approvals`,
    {
      config: read,
      schema: {
        ...ofShop('Adjustments that wait for somebody else, then those that were decided'),
        response: { 200: approvalList },
      },
    },
    async (request) => {
      const rows = await asking(platform, request, async ({ tx, shopId }) => {
        const found = await readApprovals(tx, shopId);
        const customers = await customersOf(
          tx,
          shopId,
          found.map((it) => it.person_id),
        );
        return found.map((it) => presentApproval(it, customers));
      });
      return { approvals: await withActorNames(platform, request, { field: 'asked_by', rows }) };
    },
  );
  app.post(
    `${all}/approvals/:approval/decision`,
    {
      config: manage,
      schema: {
        ...{ tags, summary: 'Approve an adjustment, which is then made, or reject it' },
        params: Type.Object({ shop: slugSchema, approval: approvalIdSchema }),
        ...{ body: approvalDecision, response: { 200: approvalView } },
      },
    },
    async (request) => {
      const rows = await asking(platform, request, async ({ tx, shopId, actor, now }) => {
        const deciding = { shopId, approvalId: request.params.approval, by: actor, now };
        const done = orThrow(await decideApproval(tx, { ...deciding, state: request.body.state }));
        return [presentApproval(done, await customersOf(tx, shopId, [done.person_id]))];
      });
      return (await withActorNames(platform, request, { field: 'asked_by', rows }))[0]!;
    },
  );
}

function liabilityRoute(app: HttpApp, platform: Platform): void {
  app.get(
    `${all}/liability`,
    {
      config: read,
      schema: {
        ...ofShop(
          'What the shop owes in points, what of it is expected to expire, and its days (30 unless told)',
        ),
        ...{ querystring: Type.Object(liabilityQuery), response: { 200: liabilityView } },
      },
    },
    async (request) =>
      asking(platform, request, async ({ tx, ...it }) =>
        orThrow(await showLiability(tx, { ...it, ...request.query })),
      ),
  );
}
