import { Type } from 'typebox';
import {
  decisionRequest,
  mergeAnswer,
  mergePreview,
  mergeQuestion,
  mergeRequest,
  proposalView,
  splitRequest,
  unmergeAnswer,
  unmergeRequest,
} from '../../../contract/customer.ts';
import { slugSchema } from '../../../contract/shops.ts';
import { orThrow } from '../../../platform/errors.ts';
import { pageQuery, readCursor, writeCursor } from '../../../platform/http/cursor.ts';
import type { HttpApp } from '../../../platform/http/routes.ts';
import type { Platform } from '../../../platform/platform.ts';
import { asking, changing, ofCustomer, ofShop } from '../asking.ts';
import { mergeCustomers, previewMerge } from './merge-customers.ts';
import { decideProposal, readProposals } from './merge-proposals.ts';
import { presentMerged, presentPreview, presentProposal, presentUnmerged } from './present-merge.ts';
import { splitCustomer, unmergeCustomers } from './unmerge-customers.ts';

const all = '/api/shops/:shop/customers';
const config = { permission: 'customers:merge' } as const;

/** Merging, undoing it, and what is proposed. */
export function mergeRoutes(app: HttpApp, platform: Platform): void {
  joinRoutes(app, platform);
  undoRoutes(app, platform);
  proposalRoutes(app, platform);
}

function joinRoutes(app: HttpApp, platform: Platform): void {
  app.post(
    `${all}/merge-preview`,
    {
      config,
      schema: {
        ...ofShop('What a merge would make; changes nothing'),
        body: mergeQuestion,
        response: { 200: mergePreview },
      },
    },
    async (request) =>
      asking(platform, request, async ({ tx, shopId }) =>
        presentPreview(orThrow(await previewMerge(tx, shopId, request.body.customer_ids))),
      ),
  );

  app.post(
    `${all}/merge`,
    {
      config,
      schema: { ...ofShop('Merge customers'), body: mergeRequest, response: { 200: mergeAnswer } },
    },
    async (request) => {
      const { customer_ids: customerIds, lift_never: liftNever, reason } = request.body;
      return changing(platform, request, async ({ tx, shopId, actor: by }) =>
        presentMerged(orThrow(await mergeCustomers(tx, { shopId, by, customerIds, liftNever, reason }))),
      );
    },
  );
}

function undoRoutes(app: HttpApp, platform: Platform): void {
  app.post(
    `${all}/unmerge`,
    {
      config,
      schema: {
        ...ofShop('Undo joins exactly; their customers are kept apart from then on'),
        body: unmergeRequest,
        response: { 200: unmergeAnswer },
      },
    },
    async (request) => {
      const { edge_ids: edgeIds, reason } = request.body;
      return changing(platform, request, async ({ tx, shopId, actor: by }) =>
        presentUnmerged(orThrow(await unmergeCustomers(tx, { shopId, by, edgeIds, reason }))),
      );
    },
  );

  app.post(
    `${all}/:customer/split`,
    {
      config,
      schema: {
        ...ofCustomer('Split persons off, whatever joins them'),
        body: splitRequest,
        response: { 200: unmergeAnswer },
      },
    },
    async (request) => {
      const { person_ids: persons, reason } = request.body;
      const { customer: customerId } = request.params;
      return changing(platform, request, async ({ tx, shopId, actor: by }) =>
        presentUnmerged(orThrow(await splitCustomer(tx, { shopId, by, customerId, persons, reason }))),
      );
    },
  );
}

const proposalPage = Type.Object({
  proposals: Type.Array(proposalView),
  next_cursor: Type.Union([Type.String(), Type.Null()]),
});

function proposalRoutes(app: HttpApp, platform: Platform): void {
  app.get(
    `${all}/merge-proposals`,
    {
      config,
      schema: {
        ...ofShop('Customers that may be one, by evidence too weak to join them'),
        querystring: Type.Object(pageQuery),
        response: { 200: proposalPage },
      },
    },
    async (request) =>
      asking(platform, request, async ({ tx, shopId }) => {
        const place = { platform, shopId, list: 'merge-proposals' };
        const { cursor, limit } = request.query;
        const [before] = orThrow(readCursor(place, cursor)) ?? [];
        const rows = await readProposals(tx, shopId, { before: before as number | undefined, limit });
        const last = rows.length === limit ? rows.at(-1) : undefined;
        const next_cursor = last === undefined ? null : writeCursor(place, [last.proposal_id]);
        return { proposals: rows.map(presentProposal), next_cursor };
      }),
  );

  app.post(
    `${all}/merge-proposals/:proposal`,
    {
      config,
      schema: {
        ...ofShop('Accept a proposal, which merges, or reject it'),
        params: Type.Object({ shop: slugSchema, proposal: Type.Integer({ minimum: 1 }) }),
        body: decisionRequest,
        response: { 200: Type.Object({ merged: Type.Union([mergeAnswer, Type.Null()]) }) },
      },
    },
    async (request) => {
      const { proposal: proposalId } = request.params;
      const { accept } = request.body;
      return changing(platform, request, async ({ tx, shopId, actor: by }) => {
        const merged = orThrow(await decideProposal(tx, { shopId, proposalId, accept, by }));
        return { merged: merged && presentMerged(merged) };
      });
    },
  );
}
