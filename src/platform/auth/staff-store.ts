import { type Role, roles } from '../../contract/auth.ts';
import type { AuthDb } from './tables.ts';

export interface Member {
  readonly userId: string;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly since: Date;
}

const asRole = (text: string): Role | undefined => roles.find((role) => role === text);

/** The role in which this user works in the organization, or undefined for an outsider. */
export async function roleOf(db: AuthDb, organizationId: string, userId: string): Promise<Role | undefined> {
  const found = await db
    .selectFrom('auth.member')
    .select('role')
    .where('organizationId', '=', organizationId)
    .where('userId', '=', userId)
    .executeTakeFirst();
  return found && asRole(found.role);
}

/** Everybody who works in the organization, longest first. */
export async function listMembers(db: AuthDb, organizationId: string): Promise<Member[]> {
  const found = await db
    .selectFrom('auth.member as m')
    .innerJoin('auth.user as u', 'u.id', 'm.userId')
    .select(['m.userId', 'u.email', 'u.name', 'm.role', 'm.createdAt as since'])
    .where('m.organizationId', '=', organizationId)
    .orderBy('m.createdAt')
    .orderBy('m.userId')
    .execute();
  return found.map((row) => ({ ...row, role: row.role as Role }));
}

/** What accounts are called, whether or not their people still work anywhere. */
export async function findUserNames(
  db: AuthDb,
  ids: readonly string[],
): Promise<{ id: string; name: string }[]> {
  if (ids.length === 0) return [];
  return db.selectFrom('auth.user').select(['id', 'name']).where('id', 'in', ids).execute();
}

/** Organizations in which this user works, with the role in each. */
export async function listMemberships(db: AuthDb, userId: string): Promise<Map<string, Role>> {
  const found = await db
    .selectFrom('auth.member')
    .select(['organizationId', 'role'])
    .where('userId', '=', userId)
    .execute();
  return new Map(found.map((row) => [row.organizationId, row.role as Role]));
}

/** Rows of the organization's owners, locked until the transaction ends: two owners cannot remove each other at once. */
export async function lockOwners(tx: AuthDb, organizationId: string): Promise<string[]> {
  const found = await tx
    .selectFrom('auth.member')
    .select('userId')
    .where('organizationId', '=', organizationId)
    .where('role', '=', 'owner')
    .orderBy('id')
    .forUpdate()
    .execute();
  return found.map((row) => row.userId);
}

export async function findUserByEmail(db: AuthDb, email: string): Promise<{ id: string } | undefined> {
  return db.selectFrom('auth.user').select('id').where('email', '=', email.toLowerCase()).executeTakeFirst();
}

export interface User {
  readonly userId: string;
  readonly email: string;
  readonly name: string;
  readonly twoFactorEnabled: boolean;
  /** Runs the installation: may open shops. */
  readonly operator: boolean;
}

/** Somebody whose session was just found; throws if his account is gone. */
export async function findUser(db: AuthDb, userId: string): Promise<User> {
  const found = await db
    .selectFrom('auth.user')
    .select(['id as userId', 'email', 'name', 'twoFactorEnabled', 'operator'])
    .where('id', '=', userId)
    .executeTakeFirstOrThrow();
  return { ...found, twoFactorEnabled: found.twoFactorEnabled ?? false, operator: found.operator ?? false };
}
