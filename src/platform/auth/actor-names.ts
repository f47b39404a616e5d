import type { FastifyRequest } from 'fastify';
import { sql } from 'kysely';
import type { ActorNamed } from '../../contract/actors.ts';
import { withShop } from '../db/postgres.ts';
import type { Platform } from '../platform.ts';
import { callerOf, shopOf } from './caller.ts';
import { findUserNames } from './staff-store.ts';

/**
 * Rows with the name of the actor that stands in `field` beside it, as `<field>_name`: of staff, also of those who left
 * (their account stays), and of keys, also revoked ones. Null for the system and the command line. An API key is told no
 * name of staff: it may never hold `staff:read`.
 */
export async function withActorNames<F extends string, R extends Readonly<Record<F, string>>>(
  platform: Platform,
  request: FastifyRequest,
  { field, rows }: { readonly field: F; readonly rows: readonly R[] },
): Promise<(R & ActorNamed<F>)[]> {
  const names = await actorNames(platform, request, new Set(rows.map((row) => row[field])));
  return rows.map(
    (row) => ({ ...row, [`${field}_name`]: names.get(row[field]) ?? null }) as R & ActorNamed<F>,
  );
}

async function actorNames(
  platform: Platform,
  request: FastifyRequest,
  actors: ReadonlySet<string>,
): Promise<ReadonlyMap<string, string>> {
  const idsOf = (kind: string) =>
    [...actors].filter((it) => it.startsWith(kind)).map((it) => it.slice(kind.length));
  const isPerson = callerOf(request).kind === 'user';
  const users = isPerson ? await findUserNames(platform.authDb, idsOf('user:')) : [];
  const keys = await findKeyNames(platform, shopOf(request).shopId, idsOf('key:'));
  return new Map([
    ...users.map(({ id, name }) => [`user:${id}`, name] as const),
    ...keys.map(({ id, name }) => [`key:${id}`, name] as const),
  ]);
}

async function findKeyNames(platform: Platform, shopId: number, ids: readonly string[]) {
  if (ids.length === 0) return [];
  const { rows } = await withShop(platform.db, shopId, (tx) =>
    sql<{ id: string; name: string }>`
      select key_id::text as id, name from platform.keys
      where shop_id = ${shopId} and key_id::text = any(${ids}::text[])`.execute(tx),
  );
  return rows;
}
