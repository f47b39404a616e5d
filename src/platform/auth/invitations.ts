import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { hashPassword } from 'better-auth/crypto';
import type { Role } from '../../contract/auth.ts';
import { fail, ok, type Problem, type Result } from '../errors.ts';
import { insertAccount } from './accounts.ts';
import * as problems from './problems.ts';
import { findUserByEmail, roleOf } from './staff-store.ts';
import type { AuthDb } from './tables.ts';

const week = 7 * 24 * 60 * 60 * 1000;

export interface Invitation {
  readonly invitationId: string;
  readonly email: string;
  readonly role: Role;
  readonly expiresAt: Date;
}

const tokenHash = (token: string): string => createHash('sha256').update(token).digest('hex');

const columns = ['id as invitationId', 'email', 'role', 'expiresAt'] as const;

export interface ToInvite {
  readonly organizationId: string;
  readonly inviterId: string;
  readonly email: string;
  readonly role: Role;
}

/**
 * Invites an address into the shop for seven days; an earlier invitation of the same address ends. The token is in
 * the answer only, the table keeps its hash. Problem: `already-member`.
 */
export async function invite(tx: AuthDb, it: ToInvite): Promise<Result<Invitation & { token: string }>> {
  const email = it.email.toLowerCase();
  const user = await findUserByEmail(tx, email);
  if (user && (await roleOf(tx, it.organizationId, user.id))) return fail(problems.alreadyMember);
  await tx
    .deleteFrom('auth.invitation')
    .where('organizationId', '=', it.organizationId)
    .where('email', '=', email)
    .execute();
  const token = randomBytes(32).toString('base64url');
  const row = { ...it, email, id: randomUUID(), status: 'pending', tokenHash: tokenHash(token) };
  const values = { ...row, expiresAt: new Date(Date.now() + week) };
  const made = await tx
    .insertInto('auth.invitation')
    .values(values)
    .returning(columns)
    .executeTakeFirstOrThrow();
  return ok({ ...made, role: it.role, token });
}

/** Invitations that can still be accepted, oldest first. */
export async function listInvitations(db: AuthDb, organizationId: string): Promise<Invitation[]> {
  const found = await db
    .selectFrom('auth.invitation')
    .select(columns)
    .where('organizationId', '=', organizationId)
    .where('status', '=', 'pending')
    .where('expiresAt', '>', new Date())
    .orderBy('createdAt')
    .execute();
  return found.map((row) => ({ ...row, role: row.role as Role }));
}

/** Takes an invitation back; false when there is none of this id in the shop. */
export async function withdrawInvitation(db: AuthDb, organizationId: string, id: string): Promise<boolean> {
  const gone = await db
    .deleteFrom('auth.invitation')
    .where('organizationId', '=', organizationId)
    .where('id', '=', id)
    .executeTakeFirst();
  return gone.numDeletedRows > 0n;
}

export interface OpenInvitation extends Invitation {
  readonly organizationId: string;
  /** The invited address has an account already: its holder signs in instead of setting a password. */
  readonly userId: string | undefined;
}

/** The invitation that a link's token opens, or undefined when it was used, withdrawn or has expired. */
export async function findInvitation(db: AuthDb, token: string): Promise<OpenInvitation | undefined> {
  const found = await db
    .selectFrom('auth.invitation as i')
    .leftJoin('auth.user as u', 'u.email', 'i.email')
    .select([
      'i.id as invitationId',
      'i.email',
      'i.role',
      'i.expiresAt',
      'i.organizationId',
      'u.id as userId',
    ])
    .where('i.tokenHash', '=', tokenHash(token))
    .where('i.status', '=', 'pending')
    .where('i.expiresAt', '>', new Date())
    .executeTakeFirst();
  return found && { ...found, role: found.role as Role, userId: found.userId ?? undefined };
}

export interface Acceptance {
  readonly token: string;
  readonly name?: string;
  readonly password?: string;
  /** Who is signed in, if anybody. */
  readonly userId?: string;
}

export interface Accepted {
  readonly userId: string;
  readonly organizationId: string;
  readonly role: Role;
}

/**
 * Makes the invited person a member, with a new account unless the address has one: then its holder must be signed in.
 * Problems: `invitation-not-found`, `account-exists`, `password-needed`.
 */
export async function acceptInvitation(db: AuthDb, it: Acceptance): Promise<Result<Accepted>> {
  const found = await findInvitation(db, it.token);
  if (found === undefined) return fail(problems.invitationNotFound);
  const obstacle = obstacleTo(found, it);
  if (obstacle !== undefined) return fail(obstacle);
  const passwordHash = it.password === undefined ? '' : await hashPassword(it.password);
  return db.transaction().execute(async (tx) => {
    if (!(await useUp(tx, found.invitationId))) return fail(problems.invitationNotFound);
    const account = { email: found.email, name: it.name ?? found.email, passwordHash };
    const userId = found.userId ?? (await insertAccount(tx, account));
    await join(tx, { ...found, userId });
    return ok({ userId, organizationId: found.organizationId, role: found.role });
  });
}

function obstacleTo(found: OpenInvitation, it: Acceptance): Problem | undefined {
  if (found.userId === undefined) return it.password === undefined ? problems.passwordNeeded : undefined;
  return it.userId === found.userId ? undefined : problems.accountExists;
}

/** One conditional statement: of two who follow the same link at once, one gets in. */
async function useUp(tx: AuthDb, invitationId: string): Promise<boolean> {
  const used = await tx
    .updateTable('auth.invitation')
    .set({ status: 'accepted' })
    .where('id', '=', invitationId)
    .where('status', '=', 'pending')
    .executeTakeFirst();
  return used.numUpdatedRows === 1n;
}

async function join(tx: AuthDb, { organizationId, userId, role }: Accepted): Promise<void> {
  await tx
    .insertInto('auth.member')
    .values({ id: randomUUID(), organizationId, userId, role, createdAt: new Date() })
    .onConflict((conflict) => conflict.columns(['organizationId', 'userId']).doNothing())
    .execute();
}
