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

/** Names of everybody who works in the organization, by the actor they are in logs (`user:<id>`). */
export async function memberNames(
  { authDb }: { readonly authDb: AuthDb },
  organizationId: string,
): Promise<ReadonlyMap<string, string>> {
  const members = await listMembers(authDb, organizationId);
  return new Map(members.map(({ userId, name }) => [`user:${userId}`, name]));
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
