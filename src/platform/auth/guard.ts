import { fromNodeHeaders } from 'better-auth/node';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { masking, type Permission, policy, type Role } from '../../contract/auth.ts';
import type { Clock } from '../clock.ts';
import type { Db } from '../db/postgres.ts';
import { type Problem, ProblemError } from '../errors.ts';
import type { HttpApp } from '../http/routes.ts';
import type { Auth } from './auth.ts';
import type { Caller } from './caller.ts';
import { keyInHeader } from './key-rules.ts';
import { type KeyDoor, openKeyDoor } from './keys.ts';
import type { FoundKey } from './keys-store.ts';
import * as problems from './problems.ts';
import { mayWriteByCookie } from './same-origin.ts';
import { findShop, findShopById, type Shop } from './shops.ts';
import { signedAnew } from './sign-in-secrets.ts';
import { roleOf } from './staff-store.ts';

export interface GuardParts {
  readonly auth: Auth;
  readonly db: Db;
  readonly clock: Clock;
}

type Guard = GuardParts & { readonly door: KeyDoor };

const refuse = (problem: Problem): ProblemError => new ProblemError(problem);

/**
 * Puts the door before every route registered after it: who asks (session cookie, API key, write key), in which shop,
 * and whether the role or scope holds what the route's `config.permission` demands. Sets `request.caller` and
 * `request.shop`. Runs before the body is read, so that strangers cannot make the server parse.
 */
export function guardRoutes(app: HttpApp, parts: GuardParts): void {
  const guard = { ...parts, door: openKeyDoor(parts.db, parts.clock) };
  app.decorateRequest('caller', undefined);
  app.decorateRequest('shop', undefined);
  app.addHook('onRequest', async (request, reply) => {
    const demanded = request.routeOptions.config.permission;
    if (demanded === undefined || demanded === 'public') return;
    if (request.routeOptions.config.keyInBody) return;
    if (demanded === 'write-key') return admitWriteKey(guard, request);
    await admit(guard, request, reply);
    if (demanded === 'signed-in') requirePerson(request.caller!);
    else requirePermission(request.caller!, demanded);
  });
}

function requirePerson(caller: Caller): void {
  if (caller.userId === undefined) throw refuse(problems.keyCannotSignIn);
}

function requirePermission(caller: Caller, permission: Permission): void {
  if (!caller.permissions.has(permission)) throw refuse(problems.notPermitted(permission));
}

async function admitWriteKey({ db, door }: Guard, request: FastifyRequest): Promise<void> {
  const text = keyInHeader(request.headers.authorization);
  if (text === undefined) throw refuse(problems.writeKeyNeeded);
  const key = await door(text);
  if (key === undefined) throw refuse(problems.keyInvalid);
  if (key.kind !== 'write') throw refuse(problems.writeKeyNeeded);
  request.shop = await keysOwnShop(db, request, key);
  request.caller = { ...callerOfKey(key), kind: 'write-key', source: key.source ?? '' };
}

async function admit(guard: Guard, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const text = keyInHeader(request.headers.authorization);
  if (text !== undefined) return admitApiKey(guard, request, text);
  if (request.headers.authorization !== undefined) throw refuse(problems.keyInvalid);
  await admitUser(guard, request, reply);
}

async function admitApiKey({ db, door }: Guard, request: FastifyRequest, text: string): Promise<void> {
  const key = await door(text);
  if (key === undefined) throw refuse(problems.keyInvalid);
  if (key.kind === 'write') throw refuse(problems.writeKeyOnlyWrites);
  request.shop = await keysOwnShop(db, request, key);
  request.caller = callerOfKey(key);
}

/** A key opens the shop it was made in; to it every other shop does not exist. */
async function keysOwnShop(db: Db, request: FastifyRequest, key: FoundKey): Promise<Shop> {
  const shop = await findShopById(db, key.shopId);
  const named = slugOf(request);
  if (shop === undefined || (named !== undefined && named !== shop.slug)) throw refuse(problems.shopNotFound);
  return shop;
}

function callerOfKey(key: FoundKey): Caller {
  const { keyId, shopId } = key;
  const permissions = new Set(key.scopes as readonly Permission[]);
  return { kind: 'key', keyId, actor: `key:${keyId}`, shopId, permissions, masking: 'masked' };
}

async function admitUser(guard: Guard, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const userId = await sessionUser(guard.auth, request, reply);
  if (userId === undefined) throw refuse(problems.signInNeeded);
  const { method, headers } = request;
  if (
    !mayWriteByCookie({ method, origin: headers.origin, host: headers.host, publicUrl: guard.auth.publicUrl })
  )
    throw refuse(problems.foreignOrigin);
  const slug = slugOf(request);
  if (slug === undefined) request.caller = callerOfUser(userId);
  else await admitMember(guard, request, { userId, slug });
}

async function admitMember(guard: Guard, request: FastifyRequest, who: { userId: string; slug: string }) {
  const shop = await findShop(guard.db, who.slug);
  const role = shop && (await roleOf(guard.auth.db, shop.organizationId, who.userId));
  if (shop === undefined || role === undefined) throw refuse(problems.shopNotFound);
  request.shop = shop;
  request.caller = callerOfUser(who.userId, { shopId: shop.shopId, role });
}

/** The id of the user whose session cookie this is. A session about to be prolonged sends its new cookie along. */
export async function sessionUser(
  auth: Auth,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<string | undefined> {
  if (request.headers.cookie === undefined) return undefined;
  const { signIn, secrets } = auth;
  const cookie = signedAnew(request.headers.cookie, secrets);
  const asked = { headers: fromNodeHeaders({ ...request.headers, cookie }), returnHeaders: true } as const;
  const { response, headers } = await signIn.api.getSession(asked);
  for (const anew of headers.getSetCookie()) reply.header('set-cookie', anew);
  return response?.user.id;
}

function callerOfUser(userId: string, member?: { shopId: number; role: Role }): Caller {
  const permissions = new Set(member === undefined ? [] : policy[member.role]);
  const shown = member === undefined ? 'hidden' : masking[member.role];
  return { kind: 'user', userId, actor: `user:${userId}`, ...member, permissions, masking: shown };
}

const slugOf = (request: FastifyRequest): string | undefined =>
  (request.params as { shop?: string } | undefined)?.shop;
