import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';
import type { Client } from 'pg';
import pg from 'pg';
import { deriveSecret } from '../crypto/derive-secret.ts';
import { ProblemError, problem } from '../errors.ts';

/** The roles Shuke makes in PostgreSQL. The migrator's exists beforehand and is whoever SHUKE_POSTGRES_URL names. */
export const appRole = 'shuke_app';
export const authRole = 'shuke_auth';
export const migratorRole = 'shuke_migrator';

/** Passwords of the application's roles, by role. */
export type RolePasswords = Readonly<Record<typeof appRole | typeof authRole, string>>;

/** A role's password, derived from the installation's secret key (RootKey). */
export const rolePassword = (secretKey: Uint8Array, role: string): string =>
  deriveSecret(secretKey, `postgres-role:${role}`);

export const rolePasswords = (secretKey: Uint8Array): RolePasswords => ({
  [appRole]: rolePassword(secretKey, appRole),
  [authRole]: rolePassword(secretKey, authRole),
});

/**
 * What PostgreSQL stores for a password (RFC 5803), made here so that the password itself is in no statement that a
 * server may log.
 */
export function scramVerifier(password: string, salt = randomBytes(16), rounds = 4096): string {
  const salted = pbkdf2Sync(password.normalize('NFKC'), salt, rounds, 32, 'sha256');
  const hmac = (text: string) => createHmac('sha256', salted).update(text).digest();
  const stored = createHash('sha256').update(hmac('Client Key')).digest('base64');
  return `SCRAM-SHA-256$${rounds}:${salt.toString('base64')}$${stored}:${hmac('Server Key').toString('base64')}`;
}

/** Makes the role if it is missing and gives it this password and no power over other shops' rows. */
export async function ensureRole(client: Client, role: string, password: string): Promise<void> {
  const name = pg.escapeIdentifier(role);
  try {
    const found = await client.query('select 1 from pg_roles where rolname = $1', [role]);
    if (found.rowCount === 0) await makeRole(client, name);
    await setPassword(client, role, password);
  } catch (error) {
    throw codeOf(error) === '42501' ? mayNotMakeRoles(role) : error;
  }
}

const codeOf = (error: unknown) => (error as { code?: string }).code;

async function makeRole(client: Client, name: string): Promise<void> {
  try {
    await client.query(`create role ${name} login nosuperuser nocreatedb nocreaterole nobypassrls noinherit`);
  } catch (error) {
    // 42710 and 23505: another database of this server made it in this moment.
    if (!['42710', '23505'].includes(codeOf(error) ?? '')) throw error;
  }
}

/** Gives an existing role another password, in the caller's transaction; everybody may give himself one. */
export const changePassword = (client: Client, role: string, password: string) =>
  client.query(
    `alter role ${pg.escapeIdentifier(role)} password ${pg.escapeLiteral(scramVerifier(password))}`,
  );

/** XX000: roles belong to the whole server, and a migrator of another database changed this one just now. */
async function setPassword(client: Client, role: string, password: string): Promise<void> {
  for (let left = 20; ; left -= 1) {
    try {
      await client.query(`alter role ${pg.escapeIdentifier(role)} login`);
      await changePassword(client, role, password);
      return;
    } catch (error) {
      if (codeOf(error) !== 'XX000' || left === 0) throw error;
    }
  }
}

const mayNotMakeRoles = (role: string) =>
  new ProblemError(
    problem('postgres-roles-missing', 500, {
      zh: `SHUKE_POSTGRES_URL 的角色无权创建或修改 ${role}。请由管理员执行：alter role <该角色> createrole; 若 ${role} 已存在：grant ${role} to <该角色> with admin option;`,
      en: `The role of SHUKE_POSTGRES_URL may not make or change ${role}. Let an administrator run: alter role <that role> createrole; and if ${role} exists: grant ${role} to <that role> with admin option;`,
    }),
  );

/** The same server and database, as another role. */
export function urlAs(url: string, role: string, password: string): string {
  const it = new URL(url);
  it.username = role;
  it.password = encodeURIComponent(password);
  return it.href;
}
