import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { slugSchema } from '../../../contract/shops.ts';
import { shopOf } from '../../../platform/auth/index.ts';
import { withShop } from '../../../platform/db/postgres.ts';
import { ProblemError } from '../../../platform/errors.ts';
import { noSuchImport } from './import-problems.ts';
import type { ImportTools } from './import-run.ts';
import { findImport, type ImportRow } from './import-store.ts';

/** What the routes of imports share. */
export const tags = ['imports'];
export const shopParams = Type.Object({ shop: slugSchema });
export const importParams = Type.Object({ shop: slugSchema, id: Type.Integer({ minimum: 1 }) });

/** The import a request names, in its own shop. */
export async function rowOf(
  { platform }: ImportTools,
  request: FastifyRequest,
  importId: number,
): Promise<ImportRow> {
  const { shopId } = shopOf(request);
  const row = await withShop(platform.db, shopId, (tx) => findImport(tx, shopId, importId));
  if (row === undefined) throw new ProblemError(noSuchImport);
  return row;
}
