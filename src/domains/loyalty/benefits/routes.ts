import { Type } from 'typebox';
import {
  benefitCosts,
  benefitMargin,
  customerBenefits,
  grantIdSchema,
  grantView,
  priceAudit,
  pricesAsked,
  pricesTold,
  publicBenefits,
  usingGrant,
} from '../../../contract/benefits.ts';
import { customerIdSchema } from '../../../contract/customer.ts';
import { dayText } from '../../../contract/measure.ts';
import { slugSchema } from '../../../contract/shops.ts';
import { shopOf } from '../../../platform/auth/index.ts';
import { orThrow } from '../../../platform/errors.ts';
import type { HttpApp, Routes } from '../../../platform/http/routes.ts';
import type { Platform } from '../../../platform/platform.ts';
import { shopDay } from '../../analytics/index.ts';
import { readPersonsOf } from '../../customers/index.ts';
import { asking } from '../asking.ts';
import { standingRules } from '../tiers/tier-rules-store.ts';
import { agentOf } from './agent-of.ts';
import { auditPrices } from './audit-prices.ts';
import { benefitsOfPersons } from './benefits-of.ts';
import { readGrants } from './grant-store.ts';
import { presentBenefit, presentGrant } from './present-benefits.ts';
import { showCosts } from './show-costs.ts';
import { showMargin } from './show-margin.ts';
import { soundDays } from './sound-days.ts';
import { tellPrices } from './tell-prices.ts';
import { useGrant } from './use-grant.ts';

const all = '/api/shops/:shop/benefits';
const read = { permission: 'tiers:read' } as const;
const tags = ['tiers'];
const ofShop = (summary: string) => ({ tags, summary, params: Type.Object({ shop: slugSchema }) });

/** What tiers bring: the public rules, what a customer has, prices, gifts and what they cost. */
export const benefitRoutes: Routes = (app, platform) => {
  rulesRoute(app, platform);
  customerRoutes(app, platform);
  priceRoute(app, platform);
  costRoute(app, platform);
  marginRoute(app, platform);
  auditRoute(app, platform);
};

function rulesRoute(app: HttpApp, platform: Platform): void {
  app.get(
    all,
    {
      config: read,
      schema: {
        ...ofShop('What each tier brings, in words: the public rules that member prices name'),
        response: { 200: publicBenefits },
      },
    },
    async (request) =>
      asking(platform, request, async ({ tx, shopId, currency }) => {
        const standing = await standingRules(tx, shopId);
        const tiers = (standing?.rules.ladder ?? []).map(({ code, name, benefits = [] }) => ({
          ...{ code, name, benefits: benefits.map(presentBenefit(currency)) },
        }));
        return { version: standing?.version ?? 0, tiers };
      }),
  );
}

function customerRoutes(app: HttpApp, platform: Platform): void {
  const one = '/api/shops/:shop/customers/:customer/benefits';
  const params = Type.Object({ shop: slugSchema, customer: customerIdSchema });
  app.get(
    one,
    {
      config: read,
      schema: {
        ...{ tags, summary: 'What a customer has by their tier, and the gifts they were promised' },
        ...{ params, response: { 200: customerBenefits } },
      },
    },
    async (request) =>
      asking(platform, request, async ({ tx, shopId, currency }) => {
        const { customer } = request.params;
        const personIds = orThrow(await readPersonsOf(tx, shopId, customer));
        const own = (await benefitsOfPersons(tx, shopId, [customer])).get(customer);
        const grants = (await readGrants(tx, shopId, personIds)).map(presentGrant);
        return {
          tier: own?.tier ?? null,
          benefits: (own?.benefits ?? []).map(presentBenefit(currency)),
          agent: (await agentOf(tx, shopId, customer)).agent,
          grants,
        };
      }),
  );
  app.post(
    `${one}/grants/:grant/use`,
    {
      config: { permission: 'points:write' },
      schema: {
        ...{ tags, summary: 'Use a gift that is open, once' },
        params: Type.Object({ ...params.properties, grant: grantIdSchema }),
        ...{ body: usingGrant, response: { 200: grantView } },
      },
    },
    async (request) =>
      asking(platform, request, async ({ tx, shopId, now }) => {
        const { customer, grant } = request.params;
        const using = { shopId, customerId: customer, grantId: grant, key: request.body.key, at: now };
        return presentGrant(orThrow(await useGrant(tx, using)));
      }),
  );
}

function priceRoute(app: HttpApp, platform: Platform): void {
  app.post(
    `${all}/prices`,
    {
      config: read,
      schema: {
        ...ofShop('What a customer pays for products, each with the public rule that makes it so'),
        ...{ body: pricesAsked, response: { 200: pricesTold } },
      },
    },
    async (request) =>
      asking(platform, request, async ({ tx, shopId, now }) =>
        orThrow(await tellPrices(tx, { shopId, now, day: shopDay(now, shopOf(request)) }, request.body)),
      ),
  );
}

function costRoute(app: HttpApp, platform: Platform): void {
  app.get(
    `${all}/costs`,
    {
      config: read,
      schema: {
        ...ofShop('What gifts cost, by benefit and tier; the last 365 days unless told'),
        querystring: Type.Object({ from: Type.Optional(dayText), to: Type.Optional(dayText) }),
        response: { 200: benefitCosts },
      },
    },
    async (request) => {
      const days = orThrow(soundDays(request.query));
      return asking(platform, request, (it) => showCosts(it.tx, { ...it, ...days }));
    },
  );
}

function marginRoute(app: HttpApp, platform: Platform): void {
  app.get(
    `${all}/margin`,
    {
      config: read,
      schema: {
        ...ofShop(
          'What benefits cost beside the margin they protect, by tier, against the universal holdout; the last 365 days unless told',
        ),
        querystring: Type.Object({ from: Type.Optional(dayText), to: Type.Optional(dayText) }),
        response: { 200: benefitMargin },
      },
    },
    async (request) => showMargin({ platform, shop: shopOf(request), ...orThrow(soundDays(request.query)) }),
  );
}

function auditRoute(app: HttpApp, platform: Platform): void {
  app.get(
    `${all}/price-differences`,
    {
      config: { permission: 'orders:read' },
      schema: {
        ...ofShop(
          'Different prices of one product on one day that no public rule explains; 30 days unless told',
        ),
        querystring: Type.Object({ from: Type.Optional(dayText), to: Type.Optional(dayText) }),
        response: { 200: priceAudit },
      },
    },
    async (request) => auditPrices({ platform, shop: shopOf(request), ...orThrow(soundDays(request.query)) }),
  );
}
