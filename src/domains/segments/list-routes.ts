import { rm } from 'node:fs/promises';
import { Type } from 'typebox';
import type { Masking } from '../../contract/auth.ts';
import { listBys, listListSchema, takenListSchema } from '../../contract/segment-list.ts';
import { slugSchema } from '../../contract/shops.ts';
import { callerOf, shopOf } from '../../platform/auth/index.ts';
import { withShop } from '../../platform/db/postgres.ts';
import { fail, ok, orThrow, type Result } from '../../platform/errors.ts';
import { claimUpload } from '../../platform/http/idempotency.ts';
import type { HttpApp } from '../../platform/http/routes.ts';
import type { Platform } from '../../platform/platform.ts';
import { receiveUpload, type Upload } from '../ingest/index.ts';
import { dropList } from './change-segments.ts';
import { type List, listLists } from './list-store.ts';
import { numbersOnly, unusableList } from './segment-problems.ts';
import { dropListed, type TakenList, type TakingList, takeList } from './take-list.ts';

const tags = ['segments'];
const params = Type.Object({ shop: slugSchema });

/** Lists of customers from files. */
export function listRoutes(app: HttpApp, platform: Platform): void {
  app.get(
    '/api/shops/:shop/segments/lists',
    {
      config: { permission: 'segments:read' },
      schema: {
        ...{ tags, params, summary: 'Uploaded lists of customers, newest first' },
        response: { 200: listListSchema },
      },
    },
    async (request) => {
      const { shopId } = shopOf(request);
      const lists = await withShop(platform.db, shopId, (tx) => listLists(tx, shopId));
      return { lists: lists.map(presentList) };
    },
  );
  takeRoute(app, platform);
  dropRoute(app, platform);
}

function takeRoute(app: HttpApp, platform: Platform): void {
  app.post(
    '/api/shops/:shop/segments/lists',
    {
      config: { permission: 'segments:write', claimsUpload: true },
      schema: {
        ...{ tags, params, summary: 'Take a list of customers from a file' },
        description: `multipart/form-data: \`name\`, \`by\` (${listBys.join(', ')}), where wanted \`column\` (the first unless told) and \`channel\` (of accounts each channel has its own of; every channel unless told), then \`file\`: anything that can be imported, a million lines at most. Only numbers of customers are kept; a line that names nobody is told by its number. The condition \`list\` asks who stands on it.`,
        consumes: ['multipart/form-data'],
        response: { 201: takenListSchema },
      },
    },
    async (request, reply) => {
      const { mirror } = platform;
      const upload = orThrow(await receiveUpload({ platform, mirror }, request));
      try {
        const asked = orThrow(readAsked(upload, callerOf(request).masking));
        const isNew = await claimUpload(platform, { request, reply, digest: upload.digest });
        if (!isNew) return reply;
        const who = { platform, shopId: shopOf(request).shopId, by: callerOf(request).actor };
        const taken = orThrow(await takeList({ ...who, ...asked, path: upload.path }));
        return reply.code(201).send(presentTaken(taken));
      } finally {
        await rm(upload.path, { force: true });
      }
    },
  );
}

function dropRoute(app: HttpApp, platform: Platform): void {
  app.delete(
    '/api/shops/:shop/segments/lists/:list',
    {
      config: { permission: 'segments:write' },
      schema: {
        ...{ tags, summary: 'Delete a list that no segment asks for' },
        params: Type.Object({ shop: slugSchema, list: Type.Integer({ minimum: 1, maximum: 2 ** 31 - 1 }) }),
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      const { shopId } = shopOf(request);
      const it = { listId: request.params.list, by: callerOf(request).actor };
      await withShop(platform.db, shopId, async (tx) => orThrow(await dropList(tx, shopId, it)));
      await dropListed(platform, shopId, it.listId);
      return reply.code(204).send(null);
    },
  );
}

/** Who is shown no personal value may not ask either whether somebody is here. */
function readAsked({ fields }: Upload, masking: Masking): Result<Pick<TakingList, 'name' | 'column'>> {
  const name = (fields.name ?? '').trim();
  const by = listBys.find((it) => it === fields.by);
  const wrong = [...(name === '' || name.length > 60 ? ['name'] : []), ...(by === undefined ? ['by'] : [])];
  if (by === undefined || wrong.length > 0) return fail(unusableList(wrong));
  if (masking === 'hidden' && by !== 'customer') return fail(numbersOnly);
  const told = (field: string) => fields[field] || undefined;
  return ok({ name, column: { by, channel: told('channel'), column: told('column') } });
}

const presentList = (it: List) => ({
  ...{ list_id: it.listId, name: it.name, lines: it.lines, found: it.found, persons: it.persons },
  ...{ made_by: it.madeBy, made_at: it.madeAt.toISOString() },
});

const presentTaken = (it: TakenList) => ({
  ...{ ...presentList(it), rejected: it.rejected, problems: [...it.problems] },
});
