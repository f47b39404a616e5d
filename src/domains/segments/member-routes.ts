import { Type } from 'typebox';
import {
  flowSchema,
  historySchema,
  membersSchema,
  overlapSchema,
  segmentSchema,
  whySchema,
} from '../../contract/segment.ts';
import { slugSchema } from '../../contract/shops.ts';
import { withShop } from '../../platform/db/postgres.ts';
import { fail, ok, orThrow, ProblemError, type Result } from '../../platform/errors.ts';
import type { HttpApp } from '../../platform/http/routes.ts';
import type { Platform } from '../../platform/platform.ts';
import { addDays, shopDay } from '../analytics/index.ts';
import { readingOf } from '../customers/index.ts';
import { findMembers } from './ask-members.ts';
import { oneSegment } from './find-one.ts';
import { DAYS_OF_MEMBERS } from './history-store.ts';
import type { Looker } from './looker.ts';
import { noteRead } from './measure-actions.ts';
import { refreshOrThrow } from './refresh-segments.ts';
import { tooLongAgo, tooManyToCompare } from './segment-problems.ts';
import type { Segment } from './segment-store.ts';
import { showFlow } from './show-flow.ts';
import { showHistory, showOverlap, showSegment } from './show-segments.ts';
import { lookerOf } from './stored-routes.ts';
import { explainMember } from './why-member.ts';

const config = { permission: 'segments:read' } as const;
const tags = ['segments'];
const segment = Type.Integer({ minimum: 1, maximum: 2 ** 31 - 1 });
const ofOne = Type.Object({ shop: slugSchema, segment });
const customer = Type.Integer({ minimum: 1, maximum: 2 ** 32 - 1 });

/** Who is in. */
export function memberRoutes(app: HttpApp, platform: Platform): void {
  listRoutes(app, platform);
  setRoutes(app, platform);
  flowRoute(app, platform);
  refreshRoute(app, platform);
}

const segmentOf = ({ platform, shop }: Looker, id: number): Promise<Segment> =>
  withShop(platform.db, shop.shopId, async (tx) => orThrow(await oneSegment(tx, shop.shopId, id)));

function listRoutes(app: HttpApp, platform: Platform): void {
  app.get(
    '/api/shops/:shop/segments/:segment/members',
    {
      config,
      schema: {
        ...{ tags, params: ofOne, summary: 'Numbers of the members now, ascending' },
        description:
          'With names and figures: the list of customers with the filter `segment`. Read with a key, a segment that goes by a score that is acted on (docs/guides/lift.md) leaves out who is held out: a page may hold fewer than `limit`, and goes on while `next_after` is not null.',
        querystring: Type.Object({
          after: Type.Optional(Type.Integer({ minimum: 0, maximum: 2 ** 32 - 1, default: 0 })),
          limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, default: 100 })),
        }),
        response: { 200: membersSchema },
      },
    },
    async (request) => {
      const { after = 0, limit = 100 } = request.query;
      const looker = lookerOf(platform, request);
      const { segment } = request.params;
      const { items, next_after } = orThrow(await findMembers(looker, segment, { after, limit }));
      const view = { ...looker, filter: { segment }, acting: readingOf(request) };
      return { items: [...(await noteRead(view, items))], next_after };
    },
  );

  app.get(
    '/api/shops/:shop/segments/:segment/members/:customer',
    {
      config,
      schema: {
        ...{ tags, params: Type.Object({ shop: slugSchema, segment, customer }) },
        summary: 'Why a customer is in, or is not: each condition with the facts',
        response: { 200: whySchema },
      },
    },
    async (request) => orThrow(await explainMember(lookerOf(platform, request), request.params)),
  );
}

function setRoutes(app: HttpApp, platform: Platform): void {
  app.get(
    '/api/shops/:shop/segments/:segment/history',
    {
      config,
      schema: {
        ...{
          tags,
          params: ofOne,
          summary: 'Sizes there were, who entered or left lately and why, rules there were',
        },
        description:
          'Read with a key, `moves` of a segment that goes by a score that is acted on leaves out who is held out (docs/guides/lift.md).',
        response: { 200: historySchema },
      },
    },
    async (request) => {
      const { segment } = request.params;
      const looker = lookerOf(platform, request);
      const history = orThrow(await showHistory(looker, segment));
      const view = { ...looker, filter: { segment }, acting: readingOf(request) };
      const moved = [...new Set(history.moves.map((it) => it.customer_id))];
      const read = new Set(await noteRead(view, moved));
      return { ...history, moves: history.moves.filter((it) => read.has(it.customer_id)) };
    },
  );

  app.get(
    '/api/shops/:shop/segments/overlap',
    {
      config,
      schema: {
        ...{ tags, params: Type.Object({ shop: slugSchema }), summary: 'How segments lie to each other' },
        querystring: Type.Object({
          of: Type.String({
            pattern: '^\\d{1,9}(,\\d{1,9})*$',
            maxLength: 200,
            description: 'Numbers of up to 12 segments, with commas',
          }),
        }),
        response: { 200: overlapSchema },
      },
    },
    async (request) => {
      const ids = orThrow(fewIds(request.query.of));
      return orThrow(await showOverlap(lookerOf(platform, request), ids));
    },
  );
}

function flowRoute(app: HttpApp, platform: Platform): void {
  app.get(
    '/api/shops/:shop/segments/flow',
    {
      config,
      schema: {
        ...{ tags, params: Type.Object({ shop: slugSchema }) },
        summary: 'From which of two segments to which customers moved since a day',
        querystring: Type.Object({
          ...{ a: segment, b: segment },
          since: Type.String({
            format: 'date',
            description: `Shop day, as it ended; ${DAYS_OF_MEMBERS} days back at most`,
          }),
        }),
        response: { 200: flowSchema },
      },
    },
    async (request) => {
      const looker = lookerOf(platform, request);
      const { a, b, since } = request.query;
      const oldest = addDays(shopDay(platform.clock.now(), looker.shop), -DAYS_OF_MEMBERS);
      if (since < oldest) throw new ProblemError(tooLongAgo(DAYS_OF_MEMBERS));
      return orThrow(await showFlow(looker, { a, b, since }));
    },
  );
}

/** Twelve make 4,096 combinations at most: what a page still shows. */
function fewIds(text: string): Result<number[]> {
  const ids = [...new Set(text.split(',').map(Number))];
  return ids.length > 12 ? fail(tooManyToCompare) : ok(ids);
}

function refreshRoute(app: HttpApp, platform: Platform): void {
  app.post(
    '/api/shops/:shop/segments/:segment/refreshes',
    {
      config: { permission: 'segments:write' },
      schema: {
        ...{ tags, params: ofOne, summary: 'Count a segment anew now' },
        response: { 200: segmentSchema },
      },
    },
    async (request) => {
      const looker = lookerOf(platform, request);
      const { segmentId } = await segmentOf(looker, request.params.segment);
      await refreshOrThrow({ ...looker, cause: 'asked', segmentIds: [segmentId] });
      return orThrow(await showSegment(looker, segmentId));
    },
  );
}
