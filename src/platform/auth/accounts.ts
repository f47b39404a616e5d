import { randomBytes, randomUUID } from 'node:crypto';
import { hashPassword } from 'better-auth/crypto';
import { sql } from 'kysely';
import type { AuthDb } from './tables.ts';

export interface NewAccount {
  readonly email: string;
  readonly name: string;
  /** As better-auth hashes it (scrypt); see `hashPassword`. */
  readonly passwordHash: string;
  readonly operator?: boolean;
}

/** A user with a password, as better-auth's own sign-up would store it; inside the caller's transaction. */
export async function insertAccount(tx: AuthDb, account: NewAccount): Promise<string> {
  const id = randomUUID();
  const { email, name, operator = false } = account;
  // Whoever holds the invitation was sent it by the owner, who vouches for the address.
  const user = { id, name, email: email.toLowerCase(), emailVerified: true, operator };
  await tx.insertInto('auth.user').values(user).execute();
  await tx
    .insertInto('auth.account')
    .values({
      id: randomUUID(),
      accountId: id,
      providerId: 'credential',
      userId: id,
      password: account.passwordHash,
      updatedAt: new Date(),
    })
    .execute();
  return id;
}

/** 24 characters of 144 random bits, to be printed once. */
const randomPassword = (): string => randomBytes(18).toString('base64url');

export type EnsuredOwner =
  | { readonly created: true; readonly userId: string; readonly email: string; readonly password: string }
  | { readonly created: false };

/**
 * The first owner of the installation, made when there is no account yet; later calls change nothing. `password` of
 * the answer is the only copy: print it. Shops that the command line opened before become the owner's.
 */
export async function ensureOwner(
  { authDb }: { readonly authDb: AuthDb },
  { email, name = 'Owner', password = randomPassword() }: { email: string; name?: string; password?: string },
): Promise<EnsuredOwner> {
  const passwordHash = await hashPassword(password);
  return authDb.transaction().execute(async (tx) => {
    // Two servers starting at once make one owner, not two.
    await sql`lock table auth."user" in share row exclusive mode`.execute(tx);
    if (await tx.selectFrom('auth.user').select('id').limit(1).executeTakeFirst()) return { created: false };
    const userId = await insertAccount(tx, { email, name, passwordHash, operator: true });
    await adoptShops(tx, userId);
    return { created: true, userId, email: email.toLowerCase(), password };
  });
}

async function adoptShops(tx: AuthDb, userId: string): Promise<void> {
  await sql`
    insert into auth.member ("id", "organizationId", "userId", "role", "createdAt")
    select gen_random_uuid()::text, o."id", ${userId}, 'owner', now() from auth.organization o
    where not exists (select from auth.member m where m."organizationId" = o."id")`.execute(tx);
}

/**
 * A new random password for somebody who lost his, for the command line of the machine itself. Ends his sessions.
 * Undefined when nobody has this address. The second factor stays.
 */
export async function resetPassword(
  { authDb }: { readonly authDb: AuthDb },
  email: string,
): Promise<string | undefined> {
  const password = randomPassword();
  const hash = await hashPassword(password);
  return authDb.transaction().execute(async (tx) => {
    const user = await tx
      .selectFrom('auth.user')
      .select('id')
      .where('email', '=', email.toLowerCase())
      .executeTakeFirst();
    if (user === undefined) return undefined;
    await tx
      .updateTable('auth.account')
      .set({ password: hash, updatedAt: new Date() })
      .where('userId', '=', user.id)
      .where('providerId', '=', 'credential')
      .execute();
    await tx.deleteFrom('auth.session').where('userId', '=', user.id).execute();
    return password;
  });
}
