import { Type } from 'typebox';
import { placesOf } from '../../../contract/currency.ts';
import { customerIdSchema } from '../../../contract/customer.ts';
import { slugSchema } from '../../../contract/shops.ts';
import {
  customerTier,
  newTierRules,
  tierDistribution,
  tierNotices,
  tierOutcome,
  tierRulesHistory,
} from '../../../contract/tiers.ts';
import { callerOf, shopOf, withActorNames } from '../../../platform/auth/index.ts';
import { orThrow } from '../../../platform/errors.ts';
import type { HttpApp, Routes } from '../../../platform/http/routes.ts';
import type { Platform } from '../../../platform/platform.ts';
import { asking } from '../asking.ts';
import { applyRules, simulateRules } from './apply-rules.ts';
import { evaluateNow } from './evaluate-now.ts';
import { presentTierRules } from './present-tiers.ts';
import { showCustomerTier } from './show-customer-tier.ts';
import { showTiers } from './show-tiers.ts';
import { readNotices } from './standing-store.ts';
import { readTierRules } from './tier-rules-store.ts';
import { usualRules } from './usual-rules.ts';

const all = '/api/shops/:shop/tiers';
const read = { permission: 'tiers:read' } as const;
const manage = { permission: 'tiers:manage' } as const;
const tags = ['tiers'];
const ofShop = (summary: string) => ({ tags, summary, params: Type.Object({ shop: slugSchema }) });

/** The ladder of a shop, who stands where, and what another ladder would change. */
export const tierRoutes: Routes = (app, platform) => {
  showRoutes(app, platform);
  rulesRoutes(app, platform);
  changeRoutes(app, platform);
  evaluateRoute(app, platform);
  customerRoute(app, platform);
};

function showRoutes(app: HttpApp, platform: Platform): void {
  app.get(
    all,
    {
      config: read,
      schema: {
        ...ofShop('How many customers stand on each tier, and when everybody was last evaluated'),
        response: { 200: tierDistribution },
      },
    },
    async (request) => asking(platform, request, ({ tx, shopId }) => showTiers(tx, shopId)),
  );
  app.get(
    `${all}/notices`,
    {
      config: read,
      schema: {
        ...ofShop(
          'Who will lose a tier, when, and what is missing to keep it; nothing is sent to anybody by this',
        ),
        response: { 200: tierNotices },
      },
    },
    async (request) => {
      const found = await asking(platform, request, ({ tx, shopId }) => readNotices(tx, shopId));
      const notices = found.map(({ personId, toldOn, dropOn, ...it }) => ({
        ...{ ...it, customer_id: personId, told_on: toldOn, drop_on: dropOn },
      }));
      return { notices };
    },
  );
}

function rulesRoutes(app: HttpApp, platform: Platform): void {
  app.get(
    `${all}/rules`,
    {
      config: read,
      schema: {
        ...ofShop('Versions of ladder and rules, newest first; the newest stands'),
        response: { 200: tierRulesHistory },
      },
    },
    async (request) => {
      const rows = await asking(platform, request, ({ tx, shopId }) => readTierRules(tx, shopId));
      const presented = rows.map(presentTierRules);
      const versions = await withActorNames(platform, request, { field: 'made_by', rows: presented });
      return { versions, usual: usualRules(10 ** placesOf(shopOf(request).currency)) };
    },
  );
}

function changeRoutes(app: HttpApp, platform: Platform): void {
  app.post(
    `${all}/simulate`,
    {
      config: manage,
      schema: {
        ...ofShop('Who would move where under these rules today; nothing changes'),
        ...{ body: newTierRules, response: { 200: tierOutcome } },
      },
    },
    async (request) =>
      orThrow(
        await simulateRules({
          ...{ platform, shop: shopOf(request), change: request.body, by: callerOf(request).actor },
        }),
      ),
  );
  app.post(
    `${all}/apply`,
    {
      config: manage,
      schema: {
        ...ofShop('A new version of ladder and rules, and everybody moved by it at once'),
        ...{ body: newTierRules, response: { 200: tierOutcome } },
      },
    },
    async (request) =>
      orThrow(
        await applyRules({
          ...{ platform, shop: shopOf(request), change: request.body, by: callerOf(request).actor },
        }),
      ),
  );
}

function evaluateRoute(app: HttpApp, platform: Platform): void {
  app.post(
    `${all}/evaluate`,
    {
      config: manage,
      schema: {
        ...ofShop('Evaluate everybody now by the rules that stand, as is done every shop day'),
        response: { 200: tierOutcome },
      },
    },
    async (request) => orThrow(await evaluateNow({ platform, shop: shopOf(request), cause: 'asked' })),
  );
}

function customerRoute(app: HttpApp, platform: Platform): void {
  app.get(
    '/api/shops/:shop/customers/:customer/tier',
    {
      config: read,
      schema: {
        ...{ tags, summary: "A customer's tier, progress to the next, and every move with its reason" },
        params: Type.Object({ shop: slugSchema, customer: customerIdSchema }),
        response: { 200: customerTier },
      },
    },
    async (request) =>
      asking(platform, request, async ({ tx, shopId }) =>
        orThrow(await showCustomerTier(tx, { shopId, customerId: request.params.customer })),
      ),
  );
}
