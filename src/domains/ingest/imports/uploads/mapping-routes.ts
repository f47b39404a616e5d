import { type Static, Type } from 'typebox';
import { slugSchema } from '../../../../contract/shops.ts';
import { type SavedMappingView, savedMappingSchema } from '../../../../contract/uploads.ts';
import { callerOf, shopOf } from '../../../../platform/auth/index.ts';
import { withShop } from '../../../../platform/db/postgres.ts';
import { orThrow, ProblemError, problem } from '../../../../platform/errors.ts';
import type { HttpApp } from '../../../../platform/http/routes.ts';
import { shopParams, tags } from '../asked-import.ts';
import type { ImportTools } from '../import-run.ts';
import { mappingSource } from '../mapping/mapping.ts';
import * as store from './mapping-store.ts';

const params = Type.Object({
  shop: slugSchema,
  mapping: Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,62}$', description: 'Its name' }),
});

/** Its own rules are told by `mapping-unusable`, each with its place: a schema here would tell them less well. */
const bodySchema = Type.Object(
  { mapping: Type.Record(Type.String(), Type.Unknown(), { description: 'See docs/mapping.schema.json' }) },
  { additionalProperties: false },
);

const reading = { permission: 'imports:read' } as const;
const writing = { permission: 'imports:write' } as const;

/** The shop's own mappings. They hold names of columns and words of the merchant's file, nothing of a person. */
export function mappingRoutes(app: HttpApp, { platform }: ImportTools): void {
  app.get(
    '/api/shops/:shop/mappings',
    {
      config: reading,
      schema: {
        tags,
        params: shopParams,
        summary: 'Saved mappings',
        response: { 200: Type.Object({ mappings: Type.Array(savedMappingSchema) }) },
      },
    },
    async (request) => {
      const { shopId } = shopOf(request);
      const rows = await withShop(platform.db, shopId, (tx) => store.listMappings(tx, shopId));
      return { mappings: rows.map(present) };
    },
  );

  app.post(
    '/api/shops/:shop/mappings',
    {
      config: writing,
      schema: {
        tags,
        params: shopParams,
        body: bodySchema,
        summary: 'Save a mapping under its name',
        response: { 201: savedMappingSchema },
      },
    },
    async (request, reply) => {
      const { shopId } = shopOf(request);
      const saving = savingOf(request.body, callerOf(request).actor, platform.clock.now());
      const isNew = await withShop(platform.db, shopId, (tx) => store.insertMapping(tx, shopId, saving));
      if (!isNew) throw new ProblemError(nameTaken);
      return reply.code(201).send(present(saving));
    },
  );

  app.put(
    '/api/shops/:shop/mappings/:mapping',
    {
      config: writing,
      schema: {
        tags,
        params,
        body: bodySchema,
        summary: 'Change a saved mapping',
        description: 'Its name stays. Imports that ran by it keep what they ran by.',
        response: { 200: savedMappingSchema },
      },
    },
    async (request) => {
      const { shopId } = shopOf(request);
      const mapping = { ...request.body.mapping, name: request.params.mapping };
      await withShop(platform.db, shopId, async (tx) => {
        if (!(await store.findMapping(tx, shopId, mapping.name))) throw new ProblemError(noSuchMapping);
      });
      const saving = savingOf({ mapping }, callerOf(request).actor, platform.clock.now());
      const changed = await withShop(platform.db, shopId, (tx) => store.changeMapping(tx, shopId, saving));
      if (!changed) throw new ProblemError(noSuchMapping);
      return present(saving);
    },
  );

  app.post(
    '/api/shops/:shop/mappings/:mapping/name',
    {
      config: writing,
      schema: {
        ...{ tags, params },
        body: Type.Object({ name: params.properties.mapping }, { additionalProperties: false }),
        summary: 'Rename a saved mapping',
        description: 'Imports that ran by it keep the name they ran under.',
        response: { 200: savedMappingSchema },
      },
    },
    async (request) => {
      const { shopId } = shopOf(request);
      const { name: to } = request.body;
      const it = await withShop(platform.db, shopId, async (tx) => {
        const became = await store.renameMapping(tx, shopId, { name: request.params.mapping, to });
        if (became !== 'renamed') throw new ProblemError(became === 'taken' ? nameTaken : noSuchMapping);
        return store.findMapping(tx, shopId, to);
      }).catch((error: { readonly code?: string }) => {
        // 23505: somebody took the name between the look and the change.
        throw error.code === '23505' ? new ProblemError(nameTaken) : error;
      });
      return present(it!);
    },
  );

  app.delete(
    '/api/shops/:shop/mappings/:mapping',
    {
      config: writing,
      schema: { tags, params, summary: 'Forget a saved mapping', response: { 204: Type.Null() } },
    },
    async (request, reply) => {
      const { shopId } = shopOf(request);
      const { mapping } = request.params;
      const gone = await withShop(platform.db, shopId, (tx) => store.deleteMapping(tx, shopId, mapping));
      if (!gone) throw new ProblemError(noSuchMapping);
      return reply.code(204).send(null);
    },
  );
}

function savingOf({ mapping }: Static<typeof bodySchema>, savedBy: string, savedAt: Date) {
  const { name } = orThrow(mappingSource(mapping));
  return { name, mapping, savedBy, savedAt };
}

const present = ({ name, mapping, savedAt }: store.SavedMapping): SavedMappingView => ({
  ...{ name, mapping },
  of: String(mapping.of),
  saved_at: savedAt.toISOString(),
});

export const noSuchMapping = problem('mapping-not-found', 404, {
  zh: '没有这个已保存的映射',
  en: 'There is no saved mapping of this name',
});

const nameTaken = problem('mapping-exists', 409, {
  zh: `已有同名映射，或已满 ${store.MOST_MAPPINGS} 个；请改名、修改原有映射，或删除不用的`,
  en: `A mapping of this name is saved already, or there are ${store.MOST_MAPPINGS}; choose another name, change that one, or delete what is not used`,
});
